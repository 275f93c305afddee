/** Errors that no handler of the program answers: the page stays as it is, and a toast tells. */
(() => {
  const { document, fasthtmlSay: say, htmx, location } = globalThis;

  /** Reads a response in one way: htmx 4 has it in `ctx`, htmx 2 in `xhr`. */
  const toAnswer = ({ ctx, xhr, boosted, elt }) =>
    ctx
      ? {
        status: ctx.response.status,
        header: (name) => ctx.response.headers.get(name) ?? "",
        text: ctx.text,
        url: ctx.response.raw.url,
        isLink: ctx.request.headers["HX-Boosted"] && ctx.sourceElement.matches("a"),
      }
      : {
        status: xhr.status,
        header: (name) => xhr.getResponseHeader(name) ?? "",
        text: xhr.response,
        url: xhr.responseURL,
        isLink: boosted && elt.matches("a"),
      };
  const MARK = "FastHTML-Error";
  /**
   * Whether the program made a response as content. What a proxy answers lacks a header that all
   * responses of the application have. Text that is no HTML would be read as HTML.
   */
  const isContent = ({ status, header }) =>
    status < 400 ||
    !header(MARK) && header("x-content-type-options") &&
      header("content-type").startsWith("text/html");
  /** Whether the page itself says where errors of this status go, by `hx-status:404` of htmx 4. */
  const hasPlace = ({ sourceElement }, status) =>
    [`${status}`, `${status}`.slice(0, 2) + "x", `${status}`[0] + "xx"].some((pattern) =>
      sourceElement?.closest(`[hx-status\\:${pattern}]`)
    );

  /** What a toast says: the text of a response that is for people, or a sentence of its own. */
  const toText = ({ status, header, text }, page) => {
    const own = page
      ? page.querySelector("p").textContent
      : header("content-type").startsWith("text/plain") && text.trim().slice(0, 500);
    return own || say("wentWrong", status);
  };
  const toElement = (name, attributes, ...children) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...children);
    return element;
  };
  const showToast = (text) => {
    const toasts = document.querySelector("#fh-toasts");
    // A page that asks again and again shows one toast, not a pile.
    const same = [...toasts.children].find((toast) => toast.firstChild.textContent === text);
    if (same) return same.getAnimations().forEach((timer) => timer.currentTime = 0);
    const close = toElement("button", { type: "button", className: "fh-toast-dismiss" }, "×");
    const toast = toElement(
      "div",
      { className: "fh-toast fh-toast-error", role: "alert" },
      toElement("span", {}, text),
      close,
    );
    toast.dataset.duration = 10_000;
    toasts.append(toast);
  };

  const tell = (event) => {
    const { ctx, xhr } = event.detail, answer = toAnswer(event.detail);
    const isSwapped = ctx ? hasPlace(ctx, answer.status) : swaps.get(xhr)?.shouldSwap;
    if (event.defaultPrevented || isSwapped || isContent(answer)) return;
    // A link that is not followed by htmx alone shows the error as its page.
    if (answer.isLink) return location.assign(answer.url);
    const mark = answer.header(MARK);
    const page = mark ? new DOMParser().parseFromString(answer.text, "text/html") : null;
    if (page) document.querySelector("#fh-toasts").append(...page.querySelectorAll(".fh-toast"));
    if (mark === "overlay") globalThis.fasthtmlError(page);
    else showToast(toText(answer, page));
  };
  const tellFailure = (event) => {
    const { ctx, error } = event.detail;
    const isLate = event.type === "htmx:timeout" || ctx?.request.signal.reason === "timeout";
    // Other errors of htmx 4 are those of scripts.
    if (
      event.defaultPrevented ||
      event.type === "htmx:error" &&
        (!ctx || ctx.text !== undefined || !isLate && !(error instanceof TypeError))
    ) return;
    showToast(say(isLate ? "noAnswer" : "unreachable"));
  };
  document.addEventListener("htmx:wsError", ({ detail: { error } }) => {
    // Why a message is not sent is a text; an error of the connection is none.
    if (typeof error !== "string") return;
    showToast(say(error.endsWith("is full") ? "unreachable" : "disconnected"));
  });

  /** What htmx 2 is about to swap, by response. */
  const swaps = new WeakMap();
  if (htmx?.version?.startsWith("4")) {
    document.addEventListener("htmx:before:swap", (event) => {
      const { ctx } = event.detail;
      if (
        !ctx.response || isContent(toAnswer(event.detail)) || hasPlace(ctx, ctx.response.status)
      ) return;
      event.preventDefault();
    }, true);
    document.addEventListener("htmx:response:error", tell);
    document.addEventListener("htmx:error", tellFailure);
  } else if (htmx) {
    // Unless the page says otherwise, errors that are content are swapped, as with htmx 4.
    const handling = () => JSON.stringify(htmx.config.responseHandling);
    const usual = handling();
    document.addEventListener("htmx:beforeSwap", ({ detail }) => {
      swaps.set(detail.xhr, detail);
      if (detail.xhr.status < 400) return;
      if (!isContent(toAnswer(detail))) detail.shouldSwap = false;
      else if (handling() === usual) detail.shouldSwap = true;
    }, true);
    document.addEventListener("htmx:responseError", tell);
    document.addEventListener("htmx:sendError", tellFailure);
    document.addEventListener("htmx:timeout", tellFailure);
  }
})();
