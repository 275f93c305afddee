/** The small scripts of every page, by the names that FastHTML's own script has. */
(() => {
  const { document } = globalThis;
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
      globalThis.htmx.onLoad((root) =>
        [root, ...root.querySelectorAll(selector)]
          .filter((el) => el.matches?.(selector))
          .forEach(visit)
      );
    });
  };
  /** Makes an element of a template literal with HTML. */
  const $H = (texts, ...values) => {
    const box = document.createElement("div");
    box.innerHTML = String.raw({ raw: texts }, ...values.map((value) => value || "")).trim();
    return box.firstElementChild;
  };
  /** Makes an element of a name, attributes and children; a child in a list is made likewise. */
  const $E = (name, attributes = {}, children = []) => {
    if (typeof name !== "string") return name;
    const el = document.createElement(name);
    const { style, dataset, className, cls, ...rest } = attributes;
    if (typeof style === "string") el.style.cssText = style;
    else Object.assign(el.style, style);
    Object.assign(el.dataset, dataset);
    if (className || cls) el.className = className || cls;
    for (const [key, value] of Object.entries(rest)) {
      if (key.startsWith("on") && typeof value === "function") {
        el.addEventListener(key.slice(2), value);
      } else el.setAttribute(key, value);
    }
    el.append(...[children].flat(1).map((child) => Array.isArray(child) ? $E(...child) : child));
    return el;
  };
  /** Sends `values` and files as a form with files, and swaps the response. */
  const hx_multipart = async (path, context = {}, verb = "POST") => {
    const form = $H`<form hidden hx-encoding="multipart/form-data"></form>`;
    document.body.append(form);
    try {
      await globalThis.htmx.ajax(verb, path, { ...context, source: form });
    } finally {
      form.remove();
    }
  };

  Object.assign(globalThis, { $E, $H, domReady, hx_multipart, procHtmx });
  Object.assign(globalThis, {
    _$: (selector, root = document) => root.querySelector(selector),
    _$$: (selector, root = document) => root.querySelectorAll(selector),
    domReadyExecute: domReady,
    proc_htmx: procHtmx,
  });
})();
