/** htmx 4: what a response does, and the events and headers of htmx 2 after a request. */
(() => {
  const { document, htmx } = globalThis;
  const { config } = htmx;
  let tell;

  const tellOfHeader = (value, el) => {
    if (!value) return;
    const events = value.startsWith("{")
      ? Object.entries(JSON.parse(value))
      : value.split(",").map((name) => [name.trim(), {}]);
    for (const [name, given] of events) {
      const detail = Object(given) === given ? given : { value: given };
      const target = typeof detail.target === "string" ? htmx.find(detail.target) : el;
      detail.elt = target;
      htmx.trigger(target?.isConnected ? target : document.body, name, detail);
    }
  };

  const isSwapped = ({ response: { status } }) => {
    const text = `${status}`;
    const patterns = [text, `${text.slice(0, 2)}x`, `${text[0]}xx`];
    return !config.noSwap.some((pattern) => patterns.includes(`${pattern}`));
  };
  const stopPolling = (el) =>
    el._htmx?.triggerSpecs.forEach(({ interval }) => clearInterval(interval));

  /** Lets `htmx:beforeSwap` decide. Returns whether the response is swapped in. */
  const decide = (ctx, el) => {
    const { hx, info } = ctx;
    if (hx.retarget) ctx.target = hx.retarget === "this" ? el : htmx.find(el, hx.retarget);
    if (!ctx.target) {
      tell(el, "targetError", { target: hx.retarget });
      return false;
    }
    if (hx.reswap) ctx.swap = hx.reswap;
    delete hx.retarget;
    delete hx.reswap;
    const shouldSwap = isSwapped(ctx);
    const detail = Object.assign({}, info, {
      target: ctx.target,
      shouldSwap,
      serverResponse: ctx.text,
      isError: ctx.response.status >= 400,
      ignoreTitle: config.ignoreTitle,
      swapOverride: ctx.swap,
    });
    if (!tell(ctx.target, "beforeSwap", detail)) return false;
    ctx.text = detail.serverResponse;
    ctx.swap = detail.swapOverride;
    ctx.target = detail.target;
    if (detail.selectOverride) hx.reselect ??= detail.selectOverride;
    ctx.ignoreTitle = detail.ignoreTitle;
    const { isError } = detail;
    Object.assign(info, { target: ctx.target, failed: isError, successful: !isError });
    if (detail.shouldSwap && !shouldSwap) {
      // The status alone would keep htmx 4 from it.
      const { headers, url, statusText } = ctx.response.raw;
      ctx.response = { ...ctx.response, raw: { status: 200, headers, url, statusText } };
    }
    ctx.isSwapped = detail.shouldSwap;
    if (detail.shouldSwap && ctx.response.status === 286) stopPolling(el);
    if (shouldSwap && !detail.shouldSwap && isError) tell(el, "responseError", info);
    return detail.shouldSwap || !shouldSwap;
  };

  // Parts of a response.
  const even = (spec) => {
    for (const name of ["scroll", "show"]) {
      const [, selector, at] = /^(.+):(top|bottom)$/.exec(spec[name]) ?? [];
      if (at) Object.assign(spec, { [name]: at, [`${name}Target`]: selector });
    }
    spec.focusScroll ??= spec["focus-scroll"];
    const isMorph = spec.style === "morph" || spec.morph;
    if (isMorph) spec.style = spec.morph === "innerHTML" ? "innerMorph" : "outerMorph";
    if (isMorph && spec.strip === true) spec.strip = false;
  };
  /** Takes the parts out of band, such as SVG's, out of the templates that they are sent in. */
  const takeFromTemplates = (fragment, sourceElement) => {
    const tasks = [];
    for (const template of fragment.querySelectorAll("template")) {
      const parts = template.content.querySelectorAll("[hx-swap-oob],[data-hx-swap-oob]");
      for (const part of parts) {
        const value = part.getAttribute("hx-swap-oob") ?? part.getAttribute("data-hx-swap-oob");
        const [, named, at] = /^([^\s:]+):(.+)/.exec(value) ?? [];
        const style = named ?? (value === "true" || !value ? "outerHTML" : value);
        part.removeAttribute("hx-swap-oob");
        part.removeAttribute("data-hx-swap-oob");
        part.remove();
        for (const target of htmx.findAll(at ?? `#${CSS.escape(part.id)}`)) {
          const piece = document.createDocumentFragment();
          piece.append(part.cloneNode(true));
          const swapSpec = { style, strip: !style.startsWith("outer") };
          tasks.push({ type: "oob", fragment: piece, target, swapSpec, sourceElement });
        }
      }
      if (parts.length > 0) template.remove();
    }
    return tasks;
  };
  const isRestored = ({ request }) => request?.headers?.["HX-History-Restore-Request"];
  const toRestored = ({ text, target }) => ({
    path: location.pathname + location.search,
    cacheMiss: true,
    serverResponse: text,
    response: text,
    historyElt: target,
  });
  const isKept = ({ type, fragment, target }) => {
    if (type === "main") return true;
    const detail = { shouldSwap: true, target, fragment };
    return tell(target, `${type}BeforeSwap`, detail) && detail.shouldSwap;
  };

  htmx.registerExtension("fasthtml-responses", {
    init: (api) => tell = api.tell,
    htmx_after_request: (el, { ctx }) => {
      const { hx, info, response } = ctx;
      if (!info) return;
      const url = response.raw.url;
      info.pathInfo.responsePath = url && new URL(url).pathname + new URL(url).search;
      info.successful = response.raw.ok;
      info.failed = !info.successful;
      ctx.parents = [];
      for (let parent = el; (parent = parent.parentElement);) ctx.parents.push(parent);
      if (!tell(el, "beforeOnLoad", info)) return false;
      tellOfHeader(hx.trigger, el);
      delete hx.trigger;
      if (hx.refresh === "true" || hx.redirect || hx.location) return;
      hx.pushurl ??= hx.push;
      if (!decide(ctx, el)) return false;
      // Parts of a response for other elements, such as a toast, are kept when an event has
      // removed the target.
      if (ctx.target?.isConnected === false) {
        Object.assign(ctx, { target: document.body, swap: "none" });
      }
    },
    htmx_response_error: (el, { ctx }) =>
      void (ctx.info?.failed && tell(el, "responseError", ctx.info)),
    htmx_before_swap: (_el, detail) => {
      const { ctx, tasks } = detail;
      if (isRestored(ctx)) tell(document.body, "historyCacheMissLoad", toRestored(ctx));
      if (ctx.ignoreTitle) ctx.title = null;
      const main = tasks.find(({ type }) => type === "main");
      if (main) tasks.push(...takeFromTemplates(main.fragment, ctx.sourceElement));
      // As in htmx 2, the parts for other elements come first.
      const parts = tasks.filter((task) => task !== main && isKept(task));
      tasks.splice(0, tasks.length, ...parts, ...main ? [main] : []);
      for (const task of tasks) {
        task.ctx = ctx;
        even(task.swapSpec);
        if (task === main && task.swapSpec.style === "textContent") {
          task.fragment = document.createDocumentFragment();
          task.fragment.append(ctx.text);
        }
        if (config.allowScriptTags === false) {
          task.fragment.querySelectorAll("script").forEach((script) => script.remove());
        }
      }
    },
    htmx_before_settle: (target, { task }) => {
      if (task.type !== "main") tell(target, `${task.type}AfterSwap`, { target });
      tell(target, "afterSwap", { ...task.ctx?.info });
    },
    htmx_after_settle: (target, { task: { ctx } }) => {
      if (ctx) (ctx.settled ??= []).push(target);
    },
    htmx_after_swap: (el, { ctx }) => {
      const { hx, info, isSwapped = true, settled = [], target } = ctx;
      if (isRestored(ctx)) tell(document.body, "historyRestore", toRestored(ctx));
      if (!isSwapped) return;
      const at = el?.isConnected ? el : document.body;
      const others = settled.length === 0 && target?.isConnected ? [target] : [];
      for (const other of others) tell(other, "afterSwap", { ...info });
      tellOfHeader(hx?.triggerafterswap, at);
      for (const element of [...settled, ...others]) tell(element, "afterSettle", { ...info });
      tellOfHeader(hx?.triggeraftersettle, at);
    },
    htmx_finally_request: (el, { ctx }) => {
      const { info } = ctx;
      if (!ctx.isSent || ctx.extensionPromise) return;
      tell(el, "xhr:loadend");
      const parent = el.isConnected
        ? undefined
        : ctx.parents?.find(({ isConnected }) => isConnected);
      const hasFailed = !ctx.response && ctx.status.startsWith("error");
      for (const at of parent ? [el, parent] : [el]) {
        tell(at, "afterRequest", info);
        if (!hasFailed) tell(at, "afterOnLoad", info);
      }
      if (hasFailed) {
        const { aborted, reason } = ctx.request.signal;
        if (aborted) tell(el, "xhr:abort");
        const error = reason === "timeout" ? "timeout" : aborted ? "sendAbort" : "sendError";
        tell(el, error, { ...info, error: `htmx:${error}` });
      } else if (ctx.status.startsWith("error")) {
        tell(el, "swapError", info);
      }
    },
    htmx_before_viewTransition: (el) => void tell(el, "beforeTransition"),
    htmx_before_history_update: (_el, { history }) => {
      tell(document.body, "beforeHistorySave", { path: location.pathname + location.search });
      tell(document.body, "beforeHistoryUpdate", { history });
    },
    htmx_after_history_push: (_el, { path }) =>
      void tell(document.body, "pushedIntoHistory", { path }),
    htmx_after_history_replace: (_el, { path }) =>
      void tell(document.body, "replacedInHistory", { path }),
    htmx_before_history_restore: (_el, { path }) =>
      tell(document.body, "historyCacheMiss", { path }),
  });
})();
