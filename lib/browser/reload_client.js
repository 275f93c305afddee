/** Development: reloads the page when the program or its files change, and shows its errors. */
(() => {
  const address = new URL("live", document.currentScript?.src || new URL("/_fasthtml/", location));
  let boot = document.documentElement.dataset.boot;

  const connect = () => {
    const socket = new WebSocket(address.href.replace(/^http/, "ws"));
    socket.onmessage = ({ data }) => {
      const news = JSON.parse(data);
      if (news.error) return show(news.error);
      if (news.change === "css") return refreshStyles();
      const isNew = news.change || boot !== undefined && news.boot !== boot;
      boot = news.boot ?? boot;
      show();
      if (isNew) update();
    };
    socket.onclose = () => setTimeout(connect, 200);
  };

  const refreshStyles = () => {
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      const url = new URL(link.href);
      if (url.origin !== location.origin) continue;
      url.searchParams.set("live", Date.now());
      link.href = url;
    }
  };

  const update = async () => {
    const response = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const scripts = (from) =>
      [...from.head.querySelectorAll("script")].map((script) => script.src + script.text).join();
    if (!globalThis.Idiomorph || scripts(page) !== scripts(document)) return location.reload();
    document.title = page.title;
    Idiomorph.morph(document.head, page.head, { head: { style: "merge" } });
    Idiomorph.morph(document.body, page.body, { callbacks: { beforeNodeMorphed: keepInput } });
    globalThis.htmx?.process(document.body, true);
  };

  // Keeps what the user has typed or chosen since the page loaded.
  const keepInput = (old, made) => {
    if (old.tagName !== made.tagName) return;
    if (/^(INPUT|TEXTAREA)$/.test(old.tagName) && old.value !== old.defaultValue) {
      made.defaultValue = old.value;
    }
    if (old.tagName === "INPUT" && old.checked !== old.defaultChecked) {
      made.defaultChecked = old.checked;
    }
    if (old.tagName === "SELECT") made.value = old.value;
  };

  const show = (text) => {
    document.querySelector("#fh-live-error")?.remove();
    if (!text) return;
    const box = Object.assign(document.createElement("pre"), {
      id: "fh-live-error",
      textContent: text,
    });
    box.style.cssText =
      "position:fixed;inset:auto 0 0;z-index:2000;max-height:60vh;overflow:auto;" +
      "margin:0;padding:1rem;background:#300;color:#fcc;white-space:pre-wrap";
    document.documentElement.append(box);
  };

  connect();
})();
