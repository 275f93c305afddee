/** htmx 4: sockets and event streams as in htmx 2. */
(() => {
  const { document, htmx } = globalThis;
  const { config } = htmx;
  let api;

  // A hidden tab keeps its place in a room and misses no message. A page is back seconds after its
  // server is; htmx waits a minute. A program that closes a socket without a code means it.
  const MAX_DELAY = 4000;
  const usual = { pauseOnBackground: false, reconnectMaxDelay: MAX_DELAY, reconnectJitter: 0.5 };
  config.ws = {
    ...usual,
    reconnectCodes: [1001, 1006, 1011, 1012, 1013, 1014],
    // What waits is sent at once; the server takes a hundred messages a second.
    maxOutgoingMessagesQueueSize: 50,
    ...config.ws,
  };
  config.sse = { ...usual, connectTimeout: 15_000, ...config.sse };

  const toWrapper = (connection) => ({
    send: (message) => connection.socket.send(message),
    sendImmediately: (message) => connection.socket.send(message),
    queue: connection.queue,
  });
  /**
   * htmx closes a socket for good when the page is left, but the browser may keep the page for the
   * moment when the user goes back to it. Then this end is one after which htmx connects again.
   */
  const reopen = (socket) => {
    let isLeft = false;
    const { close } = socket;
    socket.close = (code, reason) => {
      isLeft = reason === "page navigating away";
      close.call(socket, code, reason);
    };
    socket.addEventListener("close", (event) => {
      if (isLeft) Object.defineProperty(event, "code", { value: 1001 });
    });
  };
  const followed = new WeakSet();
  /** Notes what a connection hears, and asks for what followed when it connects again. */
  const follow = (connection) => {
    if (followed.has(connection)) return;
    followed.add(connection);
    const heard = htmx.toHeard();
    let { socket, url } = connection;
    Object.defineProperties(connection, {
      url: { get: () => heard.toUrl(url), set: (value) => url = value },
      socket: {
        get: () => socket,
        set: (value) => {
          socket = value;
          if (!socket) return;
          heard.listen(socket);
          reopen(socket);
        },
      },
    });
  };
  /** Whether an error is of the network, which the browser has written to the console. */
  const isCut = (name, { error, status }) =>
    name === "htmx:ws:error" && error instanceof Event ||
    name === "htmx:sse:error" &&
      (status || error.name === "AbortError" ||
        error instanceof TypeError && /fetch|network|load|stream/i.test(error.message));

  /** Fetches a stream for the first time; htmx would not try again. */
  const fetchStream = (source) => async (url, request) => {
    for (let attempt = 0;; attempt++) {
      let response, error;
      try {
        response = await fetch(url, request);
        if (response.status < 500) return response;
      } catch (thrown) {
        error = thrown;
        if (request.signal.aborted) throw error;
      }
      api.tell(source, "sseError", { error });
      await new Promise((resolve) => setTimeout(resolve, htmx.toDelay(attempt)));
      if (!source.isConnected) throw new DOMException("The element is gone", "AbortError");
    }
  };
  const listed = (el, name) => (el.getAttribute(name) ?? "").split(/\s*,\s*/);
  const inSource = (source, selector) =>
    [source, ...source.querySelectorAll(selector)]
      .filter((el) => el.matches(selector) && el.closest("[hx-sse\\:connect]") === source);

  htmx.registerExtension("fasthtml-live", {
    init: (internal) => {
      api = internal;
      const { attributeValue, triggerHtmxEvent } = api;
      // Where to connect and what to send belong to one element: extensions do not inherit these.
      api.attributeValue = (el, name, fallback, collect, inherits) => {
        const isOwn = /^hx-(ws|sse|trigger)/.test(name);
        return attributeValue(el, name, fallback, collect, isOwn ? false : inherits);
      };
      api.triggerHtmxEvent = (el, name, detail, bubbles) => {
        if (!isCut(name, detail)) return triggerHtmxEvent(el, name, detail, bubbles);
        api.tell(el, name === "htmx:ws:error" ? "wsError" : "sseError", { error: detail.error });
        return htmx.trigger(el, name, detail, bubbles);
      };
    },
    htmx_before_request: (source, { ctx }) => {
      if (api.isStream(ctx)) ctx.fetch = fetchStream(source);
    },
    htmx_ws_before_connection: (el, { connection }) => {
      follow(connection);
      api.tell(el, "wsConnecting", { event: { type: "connecting" } });
    },
    htmx_ws_after_connection: (el, { connection }) =>
      void api.tell(el, "wsOpen", {
        event: { type: "open" },
        socketWrapper: toWrapper(connection),
      }),
    htmx_ws_close: (el, { connection, code }) =>
      void api.tell(el, "wsClose", {
        event: { type: "close", code },
        socketWrapper: toWrapper(connection),
      }),
    htmx_ws_error: (el, { error }) => void api.tell(el, "wsError", { error }),
    htmx_ws_before_message_outgoing: (el, { connection, message }) => {
      const target = api.attributeValue(el, "hx-target");
      api.nameElements(message.headers, el, target ? htmx.find(el, target) : el);
      const detail = {
        parameters: message.values,
        headers: message.headers,
        socketWrapper: toWrapper(connection),
      };
      if (!api.tell(el, "wsConfigSend", detail)) return false;
      Object.assign(message, { values: detail.parameters, headers: detail.headers });
      if (detail.messageBody !== undefined) message.data = detail.messageBody;
      const text = message.data ?? JSON.stringify({ ...message.values, headers: message.headers });
      return api.tell(el, "wsBeforeSend", { message: text });
    },
    htmx_ws_after_message_outgoing: (el, { message }) =>
      void api.tell(el, "wsAfterSend", { message: message.data }),
    // As in htmx 2, an element in a message replaces the element with the same id.
    htmx_ws_before_message_incoming: (el, { message }) => {
      if (!api.tell(el, "wsBeforeMessage", { message: message.data })) return false;
      if (typeof message.data !== "string") return;
      message.data = message.data.replace(/^<!--last .+?-->/, "");
      if (!message.data.trimStart().startsWith("<")) return;
      const box = document.createElement("template");
      box.innerHTML = message.data;
      for (const el of box.content.children) {
        if (!el.id || el.hasAttribute("hx-swap-oob") || !document.getElementById(el.id)) continue;
        el.setAttribute("hx-swap-oob", "true");
      }
      message.data = box.innerHTML;
    },
    htmx_ws_after_message_incoming: (el, { message }) =>
      void api.tell(el, "wsAfterMessage", { message: message.data }),

    htmx_sse_after_connection: (source) => void api.tell(source, "sseOpen"),
    htmx_sse_after_message: (_, { connection: { config } }) => {
      config.reconnectMaxDelay = Math.max(config.reconnectMaxDelay, config.reconnectDelay);
    },
    htmx_sse_close: (source, { reason }) =>
      void api.tell(source, "sseClose", {
        type: reason === "message" ? reason : "nodeReplaced",
      }),
    htmx_sse_error: (source, { error }) => void api.tell(source, "sseError", { error }),
    // As in htmx 2, `sse-swap` names the events that an element shows, and `hx-trigger="sse:name"`
    // those that make it send a request.
    htmx_sse_before_message: (source, detail) => {
      const { event: given, data, id } = detail.message;
      const event = given || "message";
      for (const el of inSource(source, `[hx-trigger*="sse:"]`)) {
        htmx.trigger(el, `sse:${event}`, { data, lastEventId: id }, false);
      }
      const wanted = inSource(source, "[hx-sse\\:swap]")
        .filter((el) => listed(el, "hx-sse:swap").includes(event));
      // Where neither an element shows messages nor one waits for them, a source shows what it gets,
      // as htmx 4 says.
      const used = `[hx-sse\\:swap], [hx-trigger*="sse:message"]`;
      if (!given && inSource(source, used).length === 0) return;
      // A cancelled message would be the end of it: htmx would not read its `retry`.
      detail.message.event ||= "fasthtml:message";
      for (const el of wanted) {
        const message = { type: event, data, lastEventId: id };
        if (!api.tell(el, "sseBeforeMessage", message)) continue;
        const swap = api.attributeValue(el, "hx-swap") ?? config.defaultSwap;
        detail.waitUntil(
          htmx.swap({
            sourceElement: el,
            target: api.attributeValue(el, "hx-target") ?? el,
            swap: `${swap} swapEmpty:false`,
            text: data,
          }).then(() => api.tell(el, "sseMessage", message)),
        );
      }
    },
  });
})();
