/** The client script: `me` and `any`, toasts, and what htmx 2 and 4 write differently. */
(() => {
  const { document } = globalThis;
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  // me() and any(): elements with a few extra methods. The names are those of Surreal.js (MIT).
  const verbs = {
    on: (el, event, handler, options) => el.addEventListener(event, handler, options),
    off: (el, event, handler, options) => el.removeEventListener(event, handler, options),
    send: (el, event, detail) =>
      el.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, cancelable: true })),
    run: (el, code) => code(el),
    remove: (el) => Element.prototype.remove.call(el),
    classAdd: (el, ...names) => el.classList.add(...names),
    classRemove: (el, ...names) => el.classList.remove(...names),
    classToggle: (el, name, force) => el.classList.toggle(name, force),
    styles: (el, css) =>
      typeof css === "string" ? el.style.cssText += `;${css}` : Object.assign(el.style, css),
    attribute: (el, name, value) =>
      value === null ? el.removeAttribute(name) : el.setAttribute(name, value),
    fadeOut: async (el, ms = 400) => {
      await el.animate([{ opacity: 0 }], { duration: ms, fill: "forwards" }).finished;
      el.remove();
    },
  };
  const sugar = (target, elements) => {
    for (const [name, verb] of Object.entries(verbs)) {
      if (Object.hasOwn(target, name)) continue;
      Object.defineProperty(target, name, {
        value: (...args) => (elements.forEach((el) => verb(el, ...args)), target),
      });
    }
    return target;
  };
  const find = (what, start) => {
    const script = document.currentScript;
    if (what === undefined || what === null || what === "") return [script?.parentElement];
    if (what === "-") return [script?.previousElementSibling];
    if (what instanceof Event) return [what.currentTarget ?? what.target];
    if (typeof what !== "string") return Symbol.iterator in what ? [...what] : [what];
    return [...(start ?? document).querySelectorAll(what)];
  };
  const any = (what, start) => {
    const elements = find(what, start).filter(Boolean);
    return sugar(elements, elements);
  };
  const me = (what, start) => {
    const [element] = find(what, start);
    return element ? sugar(element, [element]) : null;
  };

  const each = (root, selector, run) => {
    if (root.matches?.(selector)) run(root);
    root.querySelectorAll(selector).forEach(run);
  };
  const domReady = (run) =>
    document.readyState === "loading"
      ? document.addEventListener("DOMContentLoaded", run, { once: true })
      : run();
  /** Runs a function once for each element of a selector, now and for all that htmx swaps in. */
  const procHtmx = (selector, run) => {
    const known = new WeakSet();
    const visit = (el) => {
      if (!known.has(el)) run(el);
      known.add(el);
    };
    domReady(() => {
      document.querySelectorAll(selector).forEach(visit);
      globalThis.htmx.onLoad((root) => each(root, selector, visit));
    });
  };

  // Toasts are outside the body, so that a swap of the body does not remove them.
  const SEEN = "fh-toasts";
  const toasts = Object.assign(document.createElement("div"), { id: "fh-toasts" });
  const isNew = (id) => {
    const seen = JSON.parse(sessionStorage.getItem(SEEN) ?? "[]");
    if (seen.includes(id)) return false;
    sessionStorage.setItem(SEEN, JSON.stringify([...seen, id].slice(-100)));
    return true;
  };
  const showToast = (toast) => {
    if (!isNew(toast.id)) return toast.remove();
    toast.querySelector(".fh-toast-dismiss")?.addEventListener("click", () => toast.remove());
    setTimeout(() => me(toast).fadeOut(), Number(toast.dataset.duration));
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      addedNodes.forEach((node) => node.matches?.(".fh-toast") && showToast(node));
    }
  }).observe(toasts, { childList: true });
  domReady(() => {
    document.documentElement.append(toasts);
    document.querySelectorAll("body .fh-toasts").forEach((group) => {
      toasts.append(...group.children);
      group.remove();
    });
  });
  const css = new CSSStyleSheet();
  css.replaceSync(`
    #fh-toasts { position: fixed; inset: 1.25rem 0 auto; z-index: 1090; display: flex;
      flex-direction: column; align-items: center; gap: .6rem; pointer-events: none }
    .fh-toast { position: relative; min-width: min(25rem, 80vw); max-width: 80vw; padding: .75rem 1.75rem;
      border-radius: .25rem; color: #fff; background: #1565c0; text-align: center; pointer-events: auto }
    .fh-toast-success { background: #2e7d32 } .fh-toast-warning { background: #a84300 }
    .fh-toast-error { background: #c62828 }
    .fh-toast-dismiss { all: unset; position: absolute; top: .1rem; right: .5rem; cursor: pointer }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, css];

  // What htmx 2 and 4 write differently.
  const rename = (el, from, to, value = el.getAttribute(from)) => {
    el.removeAttribute(from);
    if (!el.hasAttribute(to)) el.setAttribute(to, value);
  };
  const SOCKETS = ["ws-connect", "ws-send", "sse-connect", "sse-close"];
  // Events of htmx 2 that have a new name in htmx 4; elsewhere only a dash became a colon.
  const EVENTS = {
    "after-on-load": "after:request",
    "before-on-load": "before:response",
    "before-send": "before:request",
    "load": "after:process",
    "ws-after-message": "ws:after:message:incoming",
    "ws-open": "ws:after:connection",
  };
  const toFour = (root) => {
    const on = document.evaluate(
      `descendant-or-self::*[@*[starts-with(name(), "hx-on")]]`,
      root,
      null,
      XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
    );
    for (let i = 0; i < on.snapshotLength; i++) {
      const el = on.snapshotItem(i);
      for (const name of el.getAttributeNames()) {
        const ours = name.match(/^hx-on(?:--|::|[-:]htmx[-:])(.+)/)?.[1];
        const other = name.match(/^hx-on-([^-].*)/)?.[1];
        if (ours) rename(el, name, `hx-on::${EVENTS[ours] ?? ours.replaceAll("-", ":")}`);
        else if (other) rename(el, name, `hx-on:${other}`);
      }
    }
    each(root, "[hx-ws]", (el) => {
      for (const word of el.getAttribute("hx-ws").trim().split(/\s+(?!\/)/)) {
        const [, verb, url = ""] = word.match(/^(connect|send)[:\s]?(.*)/) ?? [];
        if (verb) el.setAttribute(`hx-ws:${verb}`, url);
      }
    });
    for (const name of SOCKETS) {
      each(root, `[${name}]`, (el) => rename(el, name, `hx-${name.replace("-", ":")}`));
    }
  };
  const toTwo = (root) => {
    for (const name of SOCKETS) {
      const four = `hx-${name.replace("-", ":")}`;
      each(root, `[${CSS.escape(four)}]`, (el) => rename(el, four, name));
    }
  };
  const attr = (el, name) => el.getAttribute(`hx-${name}`) ?? undefined;
  const four = {
    init: (api) => {
      const { attributeValue } = api;
      // Where to connect and what to send belong to one element: extensions do not inherit these.
      api.attributeValue = (el, name, fallback, collect, inherits) =>
        attributeValue(
          el,
          name,
          fallback,
          collect,
          /^hx-(ws|sse|trigger)/.test(name) ? false : inherits,
        );
    },
    htmx_before_process: (root) => toFour(root),
    htmx_after_request: (_el, detail) => {
      const { ctx } = detail;
      detail.successful = Boolean(ctx?.response?.raw?.ok);
      // As in htmx 2, parts of a response for other elements, such as a toast, are kept when an
      // event has replaced the element that made the request.
      if (ctx?.target?.isConnected === false && !ctx.hx.retarget) {
        Object.assign(ctx, { target: document.body, swap: "none" });
        delete ctx.hx.reswap;
      }
    },
    // As in htmx 2, an element in a message replaces the element with the same id.
    htmx_ws_before_message_incoming: (_el, { message }) => {
      if (typeof message.data !== "string" || !message.data.startsWith("<")) return;
      const box = document.createElement("template");
      box.innerHTML = message.data;
      for (const el of box.content.children) {
        if (!el.id || el.hasAttribute("hx-swap-oob") || !document.getElementById(el.id)) continue;
        el.setAttribute("hx-swap-oob", "true");
      }
      message.data = box.innerHTML;
    },
    // As in htmx 2, `sse-swap` names the events that an element shows.
    htmx_sse_before_message: (source, detail) => {
      const { event, data } = detail.message;
      const shows = (el) => (el.getAttribute("sse-swap") ?? "").split(/\s*,\s*/);
      const wanted = [source, ...source.querySelectorAll("[sse-swap]")]
        .filter((el) => shows(el).includes(event || "message"));
      if (!event && (wanted.length === 0 || wanted[0] === source)) return;
      if (!event) detail.cancelled = true;
      for (const el of wanted) {
        const swap = `${attr(el, "swap") ?? globalThis.htmx.config.defaultSwap} swapEmpty:false`;
        detail.waitUntil(
          globalThis.htmx.swap({
            sourceElement: el,
            target: attr(el, "target") ?? el,
            swap,
            text: data,
          }),
        );
      }
    },
  };
  const { htmx } = globalThis;
  if (htmx?.version?.startsWith("4")) {
    // As in htmx 2, unless the page's htmx-config says otherwise: attributes are inherited, and a
    // response that holds only out-of-band parts empties its target.
    const own = document.querySelector("meta[name=htmx-config]")?.content ?? "";
    for (const name of ["implicitInheritance", "allowEmptySwapAfterOOB"]) {
      if (!own.includes(name)) htmx.config[name] = true;
    }
    htmx.registerExtension("fasthtml", four);
  } else if (htmx) {
    document.addEventListener("htmx:beforeProcessNode", ({ target }) => toTwo(target));
    domReady(() => toTwo(document.documentElement));
  }

  Object.assign(globalThis, { any, domReady, me, procHtmx, sleep });
  Object.assign(globalThis, { domReadyExecute: domReady, proc_htmx: procHtmx });
})();
