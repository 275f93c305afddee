/** What the pages can't do by themselves: copy, colors, where the reader is, and the search. */
(() => {
  const { document, localStorage, location, navigator, IntersectionObserver, matchMedia } =
    globalThis;
  const root = document.documentElement;

  // Light or dark: the choice is kept, and set before the first paint by a script in the head.
  const toggle = () => {
    const dark = root.dataset.scheme
      ? root.dataset.scheme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const scheme = dark ? "light" : "dark";
    root.dataset.scheme = scheme;
    try {
      localStorage.setItem("scheme", scheme);
    } catch {
      // A browser that keeps nothing shows this page as chosen, and the next one as before.
    }
  };

  const say = (button, text) => {
    const label = button.querySelector("span") ?? button, before = label.textContent;
    if (before === text) return;
    label.textContent = text;
    setTimeout(() => label.textContent = before, 2000);
  };
  const copyCode = async (button) => {
    const parts = button.closest("[data-code]").querySelectorAll("pre");
    const text = [...parts].map((part) => part.textContent).join("\n");
    await navigator.clipboard.writeText(text);
    say(button, "Copied");
  };
  const copyPage = async (button) => {
    const response = await fetch(button.dataset.copyPage);
    if (!response.ok) return say(button, "Not found");
    await navigator.clipboard.writeText(await response.text());
    say(button, "Copied");
  };

  document.addEventListener("click", (event) => {
    const find = (selector) => event.target.closest?.(selector);
    if (find("[data-scheme-toggle]")) toggle();
    const code = find("[data-copy]"),
      page = find("[data-copy-page]"),
      search = find("[data-search]");
    if (code) copyCode(code);
    if (page) copyPage(page);
    if (search && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openSearch(search);
    }
  });

  // The heading that the reader is at.
  const links = new Map(
    [...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]),
  );
  if (links.size > 0) {
    const seen = new Set();
    const mark = () => {
      const ids = [...links.keys()];
      const first = ids.find((id) => seen.has(id));
      if (!first) return;
      for (const [id, link] of links) link.classList.toggle("is-here", id === first);
    };
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        isIntersecting ? seen.add(target.id) : seen.delete(target.id);
      }
      mark();
    }, { rootMargin: "-64px 0px -55% 0px" });
    for (const id of links.keys()) {
      const heading = document.getElementById(id);
      if (heading) watcher.observe(heading);
    }
  }
  // The entry of this page is in sight in a long menu.
  const current = document.querySelector(".menu [aria-current=page]"),
    menu = current?.closest(".menu");
  if (menu && current.offsetTop > menu.clientHeight * .8) {
    menu.scrollTop = current.offsetTop - menu.clientHeight / 2;
  }

  // An older version knows no newer ones: the root of the site does.
  const versions = document.querySelector("[data-versions]");
  versions?.addEventListener("toggle", async () => {
    const response = await fetch(versions.dataset.versions);
    if (!response.ok) return;
    const list = versions.querySelector("ul"), own = list.querySelector("[aria-current]")?.href;
    list.replaceChildren(...(await response.json()).map(({ title, path }) => {
      const link = make("a", { href: path }, title), item = make("li", {}, link);
      if (link.href === own) link.setAttribute("aria-current", "true");
      return item;
    }));
  }, { once: true });

  // The search: its library and its index are loaded when it is opened.
  let loaded, dialog;
  const openSearch = async (button) => {
    loaded ??= load(button);
    dialog ??= build(button);
    if (!dialog.box.open) dialog.box.showModal();
    dialog.input.select();
    try {
      dialog.use(await loaded);
    } catch {
      location.href = button.href;
    }
  };
  const load = async ({ dataset: { library, index } }) => {
    const [{ openIndex }, response] = await Promise.all([import(library), fetch(index)]);
    if (!response.ok) throw new Error(`Cannot load the index: status ${response.status}`);
    return openIndex(await response.text());
  };
  const make = (tag, attrs, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const build = (button) => {
    const input = make("input", {
      type: "search",
      role: "combobox",
      "aria-label": "Search the documentation",
      "aria-controls": "search-list",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: "Search the documentation",
      maxlength: "100",
    });
    const list = make("div", {
      id: "search-list",
      class: "search-list",
      role: "listbox",
      "aria-label": "Results",
    });
    const none = make("p", { class: "search-none", role: "status" });
    const keys = [["↑", "↓"], ["Enter"], ["Esc"]], words = ["choose", "open", "close"];
    const box = make(
      "dialog",
      { class: "search", "aria-label": "Search" },
      make("div", { class: "search-field" }, button.querySelector("svg").cloneNode(true), input),
      make("div", {}, list, none),
      make(
        "div",
        { class: "search-foot", "aria-hidden": "true" },
        ...keys.map((all, at) =>
          make("span", {}, ...all.map((key) => make("kbd", {}, key)), ` ${words[at]}`)
        ),
      ),
    );
    box.children[1].style.overflowY = "auto";
    document.body.append(box);
    const HINT = "Type a word, a task or a name: forms, csrf, upload a file, FileResponse.";
    let find, at = 0;
    const choose = (to) => {
      const all = [...list.children];
      if (all.length === 0) return input.removeAttribute("aria-activedescendant");
      at = (to + all.length) % all.length;
      all.forEach((item, n) => item.setAttribute("aria-selected", `${n === at}`));
      input.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    };
    const show = () => {
      if (!find) return none.textContent = "Loading…";
      const query = input.value.trim(), found = query ? find(query) : [];
      list.replaceChildren(...found.map((result, n) => toItem(result, n, button.dataset.base)));
      list.hidden = found.length === 0;
      none.hidden = found.length > 0;
      none.textContent = query ? `Nothing found for “${query}”.` : HINT;
      input.setAttribute("aria-expanded", `${found.length > 0}`);
      choose(0);
    };
    input.addEventListener("input", show);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      // A field of a search would only become empty.
      if (event.key === "Escape") return box.close();
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (way) choose(at + way);
      else if (event.key === "Enter") list.children[at]?.click();
      else return;
      event.preventDefault();
    });
    list.addEventListener("pointermove", ({ target }) => {
      const item = target.closest("a"), to = [...list.children].indexOf(item);
      if (to >= 0 && to !== at) choose(to);
    });
    box.addEventListener("click", ({ target }) => {
      if (target === box || target.closest("a")) box.close();
    });
    show();
    return {
      box,
      input,
      use: (finder) => {
        find = finder;
        show();
      },
    };
  };
  const toItem = ({ url, title, page, kind, text, words }, n, base) => {
    const link = make(
      "a",
      {
        href: base + url,
        id: `search-${n}`,
        role: "option",
        "aria-selected": "false",
        tabindex: "-1",
      },
      make("b", {}, ...marked(title, words)),
      make("span", { class: "where" }, kind),
    );
    if (page !== title) link.append(make("span", { class: "text" }, page));
    if (text) link.append(make("span", { class: "text" }, ...marked(text, words)));
    return link;
  };
  const marked = (text, words) => {
    const escaped = words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
    if (escaped.length === 0) return [text];
    return text.split(new RegExp(`(${escaped.join("|")})`, "i"))
      .map((part, at) => at % 2 ? make("mark", {}, part) : part);
  };
  const button = document.querySelector("[data-search]");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const isSlash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey;
    if (button && (isSlash || ((event.ctrlKey || event.metaKey) && event.key === "k"))) {
      event.preventDefault();
      openSearch(button);
    }
  });
  if (/Mac|iPhone|iPad/.test(navigator.platform)) {
    const key = document.querySelector(".search-keys kbd");
    if (key) key.textContent = "⌘";
  }
})();
