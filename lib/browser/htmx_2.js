/** htmx 2: the names of htmx 4. */
(() => {
  const { document, domReady, htmx } = globalThis;
  const NAMES = { "hx-ignore": "hx-disable" };
  for (const name of ["ws-connect", "ws-send", "sse-connect", "sse-close"]) {
    NAMES[`hx-${name.replace("-", ":")}`] = name;
  }
  const rename = (el, from, to) => {
    if (!el.hasAttribute(to)) el.setAttribute(to, el.getAttribute(from));
    el.removeAttribute(from);
  };
  const each = (root, name, run) =>
    [root, ...root.querySelectorAll(`[${CSS.escape(name)}]`)]
      .filter((el) => el.hasAttribute(name)).forEach(run);
  // As htmx 4 does: a strict policy blocks the <style> that htmx 2 would write.
  const own = document.querySelector("meta[name=htmx-config]")?.content ?? "";
  if (!own.includes("includeIndicatorStyles")) {
    htmx.config.includeIndicatorStyles = false;
    domReady(() => {
      const { indicatorClass, requestClass } = htmx.config, css = new CSSStyleSheet();
      css.replaceSync(`.${indicatorClass} { opacity: 0; visibility: hidden }
        .${requestClass} .${indicatorClass}, .${requestClass}.${indicatorClass} {
          opacity: 1; visibility: visible; transition: opacity 200ms ease-in }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, css];
    });
  }
  const toTwo = (root) => {
    for (const [four, two] of Object.entries(NAMES)) {
      each(root, four, (el) => rename(el, four, two));
    }
    each(root, "hx-action", (el) => {
      const method = el.getAttribute("hx-method") ?? el.getAttribute("method") ?? "get";
      rename(el, "hx-action", `hx-${method.toLowerCase()}`);
      htmx.process(el); // It was no element of htmx when this began
    });
  };
  document.addEventListener("htmx:beforeProcessNode", ({ target }) => toTwo(target));
  domReady(() => toTwo(document.documentElement));

  // A morph changes attributes of elements that stay; htmx would follow them 20 ms later. A click
  // meanwhile sent the old request, and its response went where the new attributes say.
  const { defineExtension } = htmx;
  htmx.defineExtension = (name, extension) => {
    const { handleSwap } = extension;
    if (name === "morph") {
      extension.handleSwap = (...swap) => {
        const nodes = handleSwap(...swap);
        for (const node of nodes ?? []) if (node instanceof Element) htmx.process(node);
        return nodes;
      };
    }
    defineExtension(name, extension);
  };

  // htmx takes the target from the time of the request, and would take hx-swap from that of the
  // response: an empty one to a button that a morph has changed meanwhile emptied the button.
  const swaps = new WeakMap();
  document.addEventListener("htmx:beforeRequest", ({ detail: { elt, xhr } }) => {
    const swap = elt.getAttribute("hx-swap");
    if (swap) swaps.set(xhr, swap);
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    detail.swapOverride ??= swaps.get(detail.xhr);
  });

  // A page is back seconds after its server is; htmx waits a minute.
  htmx.config.wsReconnectDelay = htmx.toDelay;
  /** What the socket has heard that is made now, or was made last. */
  let current, latest;
  htmx.createWebSocket = (url) => {
    latest = current ?? htmx.toHeard();
    current = undefined;
    const socket = new WebSocket(latest.toUrl(url), []);
    socket.binaryType = htmx.config.wsBinaryType;
    latest.listen(socket);
    // The browser has written it to the console; htmx would write each attempt as an error.
    socket.addEventListener("error", (event) => {
      event.stopImmediatePropagation();
      socket.onerror(null);
    });
    return socket;
  };
  const followed = new WeakSet();
  document.addEventListener("htmx:wsConnecting", ({ target }) => {
    const heard = latest;
    queueMicrotask(() => {
      const { webSocket } = target["htmx-internal-data"];
      if (followed.has(webSocket)) return;
      followed.add(webSocket);
      const { init } = webSocket;
      webSocket.init = webSocket.publicInterface.reconnect = () => {
        if (!target.isConnected) return;
        current = heard;
        init.call(webSocket);
      };
    });
  });
  /** The queues of sockets that are closed and stay so. */
  const closed = new WeakSet();
  document.addEventListener(
    "htmx:wsOpen",
    ({ detail }) => closed.delete(detail.socketWrapper.queue),
  );
  document.addEventListener("htmx:wsClose", ({ detail: { event: { code }, socketWrapper } }) => {
    // A server that restarts, or that has closed a silent socket, gets its clients back.
    if ([1001, 1014].includes(code)) setTimeout(() => socketWrapper.reconnect(), htmx.toDelay(0));
    else if (![1006, 1011, 1012, 1013].includes(code)) closed.add(socketWrapper.queue);
  });
  document.addEventListener("htmx:wsConfigSend", (event) => {
    const { queue } = event.detail.socketWrapper;
    const error = closed.has(queue) ? "Connection closed" : queue.length >= 50 && "Queue is full";
    if (!error) return;
    event.preventDefault();
    event.target.dispatchEvent(
      new CustomEvent("htmx:wsError", { bubbles: true, detail: { error } }),
    );
  });

  /**
   * A stream that never gives up. The browser does at a response that is no stream, such as a
   * proxy's while the server restarts; htmx then makes another one, which has no last id.
   */
  htmx.createEventSource = (url) => {
    const listeners = [];
    let source, timer, lastId, attempt = 0, isClosed = false;
    const add = ([name, run]) => {
      source.addEventListener(name, ({ lastEventId }) => lastId = lastEventId);
      source.addEventListener(name, run);
    };
    const connect = () => {
      const own = new URL(url, document.baseURI);
      if (lastId) own.searchParams.set("last-event-id", lastId);
      source = new EventSource(own, { withCredentials: true });
      listeners.forEach(add);
      source.onopen = (event) => {
        attempt = 0;
        stream.onopen(event);
      };
      source.onerror = () => {
        if (source.readyState === EventSource.CLOSED) {
          timer = setTimeout(connect, htmx.toDelay(attempt++));
        }
        stream.onerror(null);
      };
    };
    const stream = {
      get readyState() {
        return isClosed ? EventSource.CLOSED : source.readyState % EventSource.CLOSED;
      },
      addEventListener: (...listener) => {
        listeners.push(listener);
        add(listener);
      },
      removeEventListener: (name, run) => {
        const i = listeners.findIndex((listener) => listener[0] === name && listener[1] === run);
        if (i >= 0) listeners.splice(i, 1);
        source.removeEventListener(name, run);
      },
      close: () => {
        isClosed = true;
        clearTimeout(timer);
        source.close();
      },
    };
    connect();
    return stream;
  };
})();
