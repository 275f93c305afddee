/** htmx 4: options, functions and attributes with the names, values and defaults of htmx 2. */
(() => {
  const { document, htmx } = globalThis;
  const { config } = htmx;

  // Options that a page sets itself keep their values.
  const own = document.querySelector("meta[name=htmx-config]")?.content ?? "";
  const DEFAULTS = { implicitInheritance: true, allowEmptySwapAfterOOB: true, defaultTimeout: 0 };
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (!own.includes(name)) config[name] = value;
  }
  const not = (value) => !value;
  const same = (value) => value;
  const OPTIONS = {
    defaultSwapStyle: ["defaultSwap", same],
    disableInheritance: ["implicitInheritance", not],
    globalViewTransitions: ["transitions", same],
    historyEnabled: ["history", same],
    refreshOnHistoryMiss: ["history", (value) => value ? "reload" : true],
    selfRequestsOnly: ["mode", (value) => value ? "same-origin" : "cors"],
    timeout: ["defaultTimeout", same],
  };
  for (const [old, [name, convert]] of Object.entries(OPTIONS)) {
    if (old in config) config[name] = convert(config[old]);
    Object.defineProperty(config, old, {
      get: () => convert(config[name]),
      set: (value) => config[name] = convert(value),
    });
  }
  if (config.includeIndicatorStyles === false) {
    document.adoptedStyleSheets = document.adoptedStyleSheets
      .filter((sheet) => sheet !== htmx.indicatorStyleSheet);
  }

  const find = (el) => typeof el === "string" ? document.querySelector(el) : el;
  const later = (run, delay) => delay ? setTimeout(run, delay) : run();
  const { swap } = htmx;
  Object.assign(htmx, {
    addClass: (el, name, delay) => later(() => find(el).classList.add(name), delay),
    removeClass: (el, name, delay) => later(() => find(el).classList.remove(name), delay),
    toggleClass: (el, name) => find(el).classList.toggle(name),
    takeClass: (el, name) => {
      for (const other of find(el).parentElement.children) other.classList.remove(name);
      find(el).classList.add(name);
    },
    closest: (el, selector) => find(el).closest(selector),
    remove: (el, delay) => later(() => find(el).remove(), delay),
    off: (...args) => {
      const [listener, event, el = document] = args.reverse();
      find(el).removeEventListener(event, listener);
      return listener;
    },
    values: (el) => Object.fromEntries(new FormData(find(el).form ?? find(el).closest("form"))),
    logAll: () => config.logAll = true,
    logNone: () => config.logAll = false,
    swap: (target, text, spec) =>
      text === undefined
        ? swap.call(htmx, target)
        : swap.call(htmx, { target: find(target), text, swap: spec.swapStyle }),
  });

  // While a request runs, htmx 2 keeps the last of those that follow, and htmx 4 the first.
  for (const name of ["hx-sync", "hx-sync:inherited"]) {
    document.documentElement.setAttribute(name, "queue last");
  }

  const set = (el, name, value) => el.getAttribute(name) === value || el.setAttribute(name, value);
  const read = (el, name) => el.getAttribute(name) ?? el.getAttribute(`data-${name}`);
  const rename = (el, from, to, value = el.getAttribute(from)) => {
    el.removeAttribute(from);
    if (!el.hasAttribute(to)) el.setAttribute(to, value);
  };
  const each = (root, selector, run) => {
    if (root.matches(selector)) run(root);
    root.querySelectorAll(selector).forEach(run);
  };

  const quote = (text) => text.includes('"') ? `'${text}'` : `"${text}"`;
  // htmx 4 reads the dot of "0.5s" as a path, and a selector only up to its first space.
  const toTrigger = (text) =>
    text
      .replace(
        /\bevery\s+(\d*\.\d+)(ms|s|m)?/g,
        (_, number, unit) => `every ${Math.ceil(htmx.parseInterval(number + (unit ?? "ms")))}ms`,
      )
      .replace(/\b(from|target|root):[({]([^)}]*)[)}]/g, (_, name, at) => `${name}:${quote(at)}`)
      .replace(
        /\b(from|target|root):((?:closest|find|next|previous)\s+[^\s,]+)/g,
        (_, name, at) => `${name}:${quote(at)}`,
      );
  const toSync = (text) => {
    const isStrategy = /(^|:)\s*(drop|abort|replace|queue( \w+)?)\s*$/.test(text);
    return (isStrategy ? text : `${text}:drop`).replace(/queue\s*$/, "queue last");
  };
  let marks = 0;
  const REWRITES = {
    "hx-trigger": (el, text) => {
      const queue = /\bqueue:(\w+)/.exec(text)?.[1];
      if (queue && !el.hasAttribute("hx-sync")) {
        el.setAttribute("hx-sync", queue === "none" ? "drop" : `queue ${queue}`);
      }
      set(el, "hx-trigger", toTrigger(text));
    },
    "hx-sync": (el, text) => set(el, "hx-sync", toSync(text)),
    "hx-disable": (el, text) => (text === "" || text === "true") && set(el, "hx-ignore", ""),
    "hx-disabled-elt": (el, text) => rename(el, "hx-disabled-elt", "hx-disable", text),
    "hx-vars": (el, text) => rename(el, "hx-vars", "hx-vals", `js:{${text}}`),
    // What is inherited finds `this` in the element that has the attribute.
    "hx-include": (el, text) => {
      if (!/(^|,)\s*this\s*(,|$)/.test(text)) return;
      if (!el.dataset.fhThis) el.dataset.fhThis = ++marks;
      const at = `closest [data-fh-this="${el.dataset.fhThis}"]`;
      el.setAttribute("hx-include", text.replace(/(^|,)\s*this\s*(?=,|$)/g, `$1${at}`));
    },
    "hx-ws": (el, text) => {
      for (const word of text.trim().split(/\s+(?!\/)/)) {
        const [, verb, url = ""] = word.match(/^(connect|send)[:\s]?(.*)/) ?? [];
        if (verb) el.setAttribute(`hx-ws:${verb}`, url);
      }
    },
    "hx-inherit": (el, text) => {
      if (config.implicitInheritance) return;
      for (const name of text === "*" ? INHERITED : text.split(/\s+/)) {
        if (el.hasAttribute(name)) rename(el, name, `${name}:inherited`);
      }
    },
  };
  for (const name of ["ws-connect", "ws-send", "sse-connect", "sse-close", "sse-swap"]) {
    REWRITES[name] = (el, text) => {
      el.removeAttribute(`data-${name}`);
      rename(el, name, `hx-${name.replace("-", ":")}`, text);
    };
  }
  // In htmx 2 `event` is the event, also after a delay.
  for (const name of ["hx-vals", "hx-headers"]) {
    REWRITES[name] = (el, text) => {
      const [, code] = /^\s*(?:js|javascript):(?!\{\.\.\.\(event)([^]*)/.exec(text) ?? [];
      if (!code?.includes("event")) return;
      const object = code.trim().startsWith("{") ? code : `{${code}}`;
      el.setAttribute(name, `js:{...(event=>(${object}))(ctx.sourceEvent)}`);
    };
  }
  const NAMES = Object.keys(REWRITES);
  const WITH_NAMES = NAMES.map((name) => `[${name}],[data-${name}]`).join();

  // What "unset" is in htmx 4, which does not know the word; an empty text where nothing is named.
  const UNSET = {
    "hx-boost": "false",
    "hx-disable": ":not(*)",
    "hx-include": ":not(*)",
    "hx-params": "*",
    "hx-push-url": "false",
    "hx-replace-url": "false",
    "hx-sync": "queue last",
    "hx-target": "this",
  };
  const INHERITED = [
    ...Object.keys(UNSET),
    ..."confirm encoding headers indicator prompt request select select-oob swap vals"
      .split(" ").map((name) => `hx-${name}`),
  ];
  const UNSETTING = INHERITED.map((name) => `[${name}=unset]`).join();
  const REQUESTS = "get post put patch delete query action boost".split(" ")
    .map((verb) => `[hx-${verb}]`).concat("a", "form").join();
  const disinherit = (el) => {
    let limit = el;
    while ((limit = limit.parentElement?.closest("[hx-disinherit]"))) {
      const list = limit.getAttribute("hx-disinherit").replace("hx-disabled-elt", "hx-disable");
      for (const name of list === "*" ? INHERITED : list.split(/\s+/)) {
        const holder = INHERITED.includes(name) && el.closest(`[${name}]`);
        if (holder && holder.contains(limit)) el.setAttribute(name, UNSET[name] ?? "");
      }
    }
  };

  const ON = document.createExpression(
    `descendant-or-self::*[@*[starts-with(name(), "hx-on") or starts-with(name(), "data-hx-on")]]`,
  );
  const listen = (root) => {
    const found = ON.evaluate(root, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
    for (let i = 0; i < found.snapshotLength; i++) {
      const el = found.snapshotItem(i);
      for (const name of el.getAttributeNames()) {
        const [, event] = /^(?:data-)?hx-on[-:](.+)/.exec(name) ?? [];
        const four = `hx-on:${event?.replace(/^(-|:|htmx-)/, "htmx:")}`;
        // htmx 4 runs the code of `load` at once, not when a picture has loaded.
        if (event === "load") rename(el, name, "onload");
        else if (event && name !== four) rename(el, name, four);
      }
    }
  };

  htmx.registerExtension("fasthtml-attributes", {
    htmx_before_process: (root) => {
      listen(root);
      each(root, WITH_NAMES, (el) => {
        for (const name of NAMES) {
          const text = read(el, name);
          if (text !== null) REWRITES[name](el, text);
        }
      });
      each(root, UNSETTING, (el) => {
        for (const name of INHERITED) {
          if (el.getAttribute(name) === "unset") el.setAttribute(name, UNSET[name] ?? "");
        }
      });
      if (document.querySelector("[hx-disinherit]")) each(root, REQUESTS, disinherit);
    },
    htmx_after_init: (el) => {
      for (const spec of el._htmx.triggerSpecs) {
        // A value has changed if it is another than that of the start.
        if (spec.changed) {
          el._htmx_state ??= {};
          const values = el._htmx_state.changedValues ??= new WeakMap();
          for (const { fromElt } of spec.listeners) values.set(fromElt, fromElt.value);
        }
        // What comes too early is dropped, not sent later.
        if (spec.throttle) Object.defineProperty(spec, "throttledEvent", { set: () => {} });
      }
    },
  });
})();
