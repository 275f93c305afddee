/**
 * `me` and `any`: elements with methods that can be chained. The names are those of Surreal (MIT),
 * which FastHTML loads.
 */
(() => {
  const { document } = globalThis;
  const isNode = (what) => what instanceof Element || what instanceof Document;
  const isNodeList = (what) => what instanceof NodeList || Array.isArray(what);
  const isSelector = (what, start = document) =>
    typeof what === "string" && start.querySelector(what) !== null;
  const withoutDot = (name) => name.replace(/^\./, "");

  /** What `on()` added: the arguments, by element. */
  const listeners = new WeakMap();
  const fade = async (el, to, easing, ms = 1000) => {
    await el.animate([{}, to], { duration: ms, easing }).finished;
    el.style.opacity = to.opacity;
  };
  /** What is done with one element, as `me().classAdd("red")` or `classAdd(me(), "red")`. */
  const verbs = {
    run: (el, code) => code(el),
    remove: (el) => Element.prototype.remove.call(el),
    classAdd: (el, ...names) => el.classList.add(...names.map(withoutDot)),
    classRemove: (el, ...names) => el.classList.remove(...names.map(withoutDot)),
    classToggle: (el, name, force) => el.classList.toggle(withoutDot(name), force),
    styles: (el, css) =>
      typeof css === "string" ? el.style.cssText += `;${css}` : Object.assign(el.style, css),
    attribute: (el, name, value) => {
      if (typeof name === "object") {
        return Object.entries(name).forEach((each) => verbs.attribute(el, ...each));
      }
      if (value === undefined) return el.getAttribute(name);
      return value === null ? el.removeAttribute(name) : el.setAttribute(name, value);
    },
    on: (el, ...args) => {
      el.addEventListener(...args);
      listeners.set(el, [...listeners.get(el) ?? [], args]);
    },
    off: (el, ...args) => el.removeEventListener(...args),
    offAll: (el) => {
      listeners.get(el)?.forEach((args) => el.removeEventListener(...args));
      listeners.delete(el);
    },
    disable: (el) => el.disabled = true,
    enable: (el) => el.disabled = false,
    send: (el, event, detail = null) =>
      el.dispatchEvent(new CustomEvent(event, { detail, bubbles: true, cancelable: true })),
  };
  const effects = {
    fadeOut: async (el, then, ms, isRemoved = true) => {
      await fade(el, { opacity: "0", transform: "scale(.9)" }, "ease-out", ms);
      then?.(el);
      if (isRemoved) el.remove();
    },
    fadeIn: async (el, then, ms) => {
      await fade(el, { opacity: "1" }, "ease-in", ms);
      then?.(el);
    },
    text: (el, text) => text === undefined ? el.textContent : el.textContent = text,
  };
  /** Whether a call asks for a value, and so ends the chain. */
  const isQuestion = {
    attribute: (name, value) => typeof name === "string" && value === undefined,
    text: (text) => text === undefined,
  };
  /** Does it with an element, or with each of a list. */
  const act = ([name, verb]) => [name, (target, ...args) => {
    const values = isNodeList(target)
      ? Array.from(target, (el) => verb(el, ...args))
      : target && verb(target, ...args);
    return isQuestion[name]?.(...args) ? values : target;
  }];
  const halt = (event, keepsBubbling = false, keepsDefault = false) => {
    if (!keepsDefault) event.preventDefault();
    if (!keepsBubbling) event.stopPropagation();
    return event;
  };

  const ALIASES = {
    attribute: ["attributes", "attr"],
    classAdd: ["class_add", "addClass", "add_class"],
    classRemove: ["class_remove", "removeClass", "remove_class"],
    classToggle: ["class_toggle", "toggleClass", "toggle_class"],
    fadeIn: ["fade_in"],
    fadeOut: ["fade_out"],
    offAll: ["off_all"],
    send: ["trigger"],
  };
  const methods = { halt };
  for (const [name, run] of Object.entries({ ...verbs, ...effects }).map(act)) {
    for (const each of [name, ...ALIASES[name] ?? []]) {
      methods[each] = function (...args) {
        return run(this, ...args);
      };
    }
  }
  const plugins = [];
  const sugared = new WeakSet();
  /** Gives an element, or a list and its elements, the methods that it does not have. */
  const sugar = (target) => {
    if (isNodeList(target)) target.forEach(sugar);
    if (sugared.has(target)) return target;
    sugared.add(target);
    for (const [name, value] of Object.entries(methods)) {
      if (name in target) continue;
      Object.defineProperty(target, name, { value, configurable: true, writable: true });
    }
    plugins.forEach((plugin) => plugin(target));
    return target;
  };

  const find = (what, start) => {
    const script = document.currentScript;
    if (what === undefined || what === null || what === "") return [script?.parentElement];
    if (/^(-|prev|previous)$/.test(what)) return [script?.previousElementSibling];
    if (typeof what === "string") return [...(start ?? document).querySelectorAll(what)];
    if (what instanceof Event) return [what.currentTarget ?? what.target];
    return isNodeList(what) ? [...what] : [what];
  };
  const any = (what, start) => sugar(find(what, start).filter(isNode));
  const me = (what, start) => {
    const [element] = find(what, start).filter(isNode);
    return element ? sugar(element) : null;
  };

  const functions = {
    ...Object.fromEntries(Object.entries(verbs).map(act)),
    any,
    halt,
    isNode,
    isNodeList,
    isSelector,
    me,
  };
  const surreal = { ...functions, plugins, sugar };
  const createElement = document.createElement.bind(document);
  const tick = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
  const onloadAdd = (run) =>
    document.readyState === "complete" ? run() : addEventListener("load", run, { once: true });
  const globals = {
    ...functions,
    addOnload: onloadAdd,
    add_onload: onloadAdd,
    createElement,
    create_element: createElement,
    onloadAdd,
    onload_add: onloadAdd,
    rAF: requestAnimationFrame.bind(globalThis),
    rIC: (globalThis.requestIdleCallback ?? setTimeout).bind(globalThis),
    sleep,
    surreal,
    tick,
  };
  // A name that the program has is the program's.
  for (const [name, value] of Object.entries(globals)) globalThis[name] ??= value;
})();
