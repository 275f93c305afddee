/** Whether the page is connected to its server, and what it has heard from there. */
(() => {
  const { document, domReady, htmx, navigator } = globalThis;
  const KEPT = /^<!--last (\S*) ([\w.-]+?)-->/;

  /** What a socket has heard last of each channel: it asks for what followed when it is back. */
  htmx.toHeard = () => {
    const ids = new Map();
    return {
      listen: (socket) => {
        socket.addEventListener("message", ({ data }) => {
          const [, name, id] = KEPT.exec(data) ?? [];
          if (id) ids.set(name, id);
        });
        // A proxy may take a connection for which there is no server; the browser waits for minutes.
        setTimeout(() => socket.readyState === WebSocket.CONNECTING && socket.close(), 15_000);
      },
      toUrl: (text) => {
        if (ids.size === 0) return text;
        const url = new URL(text, document.baseURI);
        url.searchParams.delete("last-event-id");
        for (const [name, id] of ids) url.searchParams.append("last-event-id", `${name}:${id}`);
        return url.href;
      },
    };
  };
  /** How long to wait before another attempt; all pages of a server that restarts do so at once. */
  htmx.toDelay = (attempt) => Math.min(500 * 2 ** attempt, 4000) * (0.5 + Math.random());

  /** Elements whose socket or stream is down. */
  const down = new Set();
  let isOffline = false, timer;
  const show = (value) => {
    clearTimeout(timer);
    timer = undefined;
    const { body } = document;
    body.classList.toggle("fasthtml-offline", value);
    if (value === isOffline) return;
    isOffline = value;
    const name = `fasthtml:${value ? "offline" : "online"}`;
    body.dispatchEvent(new CustomEvent(name, { bubbles: true }));
  };
  const update = () => {
    if (isOffline || !navigator.onLine || down.size === 0) {
      return show(!navigator.onLine || down.size > 0);
    }
    // A server that restarts is often back before anyone needs to know; Chromium connects a stream
    // again after three seconds.
    timer ??= setTimeout(() => show(true), 4000);
  };
  const set = (el, isDown) => {
    if (isDown ? down.has(el) && !isOffline : !down.has(el)) return;
    down[isDown ? "add" : "delete"](el);
    update();
  };
  const on = (names, isDown) => {
    for (const name of names) {
      document.addEventListener(`htmx:${name}`, (event) => set(event.target, isDown(event.detail)));
    }
  };
  const never = () => false;
  on(["wsOpen", "sseOpen", "sseClose", "beforeCleanupElement"], never);
  // A socket that is closed without an error is meant to be closed.
  on(["wsClose"], ({ event: { code } }) => ![null, 1000, 1005].includes(code));
  on(["sseError"], () => true);
  on(["sse:before:connection"], ({ connection }) => connection.attempt > 0);
  addEventListener("online", update);
  addEventListener("offline", update);
  domReady(update);
})();
