/** htmx 4: what a request sends, and the events of htmx 2 before it. */
(() => {
  const { document, htmx } = globalThis;
  const { config } = htmx;
  let api;

  const names = {};
  const toNames = (name) => {
    const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return [...new Set([name, dashed])].map((name) => `htmx:${name}`);
  };
  /** Dispatches an event of htmx 2, under both of its names. Returns whether it may go on. */
  const tell = (el, name, detail = {}) => {
    const target = el?.nodeType === 1 ? el : document.body;
    detail.elt = target;
    const init = { bubbles: true, cancelable: true, composed: true, detail };
    return (names[name] ??= toNames(name))
      .every((name) => target.dispatchEvent(new CustomEvent(name, init)));
  };

  // Values: as in htmx 2 those of all ancestors count, and the nearest of a name.
  const put = (data, name, value) => {
    data.delete(name);
    if (Array.isArray(value)) value.forEach((part) => data.append(name, part));
    else if (Object(value) === value && !(value instanceof Blob)) {
      data.append(name, JSON.stringify(value));
    } else data.append(name, value);
  };
  const toFormData = (values) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(values)) put(data, name, value);
    return data;
  };
  const toObject = (el, text, event) => {
    const [, code] = /^\s*(?:js|javascript):([^]*)/.exec(text) ?? [];
    if (code === undefined) return api.HCON.parse(text);
    const object = code.trim().startsWith("{") ? code : `{${code}}`;
    return api.executeJavaScript(el, { event, ctx: { sourceEvent: event } }, object, true, false);
  };
  /** The objects of an attribute: an element's own, then those of its ancestors, up to one unset. */
  const collect = (start, name, event, skip = 0) => {
    const inherited = config.implicitInheritance ? name : `${name}:inherited`;
    const selector = `[${CSS.escape(inherited)}],[${CSS.escape(`data-${inherited}`)}]`;
    const texts = [];
    for (let el = start; el; el = el.parentElement?.closest(selector)) {
      const text = el.getAttribute(name) ?? el.getAttribute(`data-${name}`) ??
        el.getAttribute(inherited);
      if (text === "") break;
      if (text) texts.push(text);
    }
    return texts.slice(skip).reduceRight(
      (values, text) => Object.assign(values, toObject(start, text, event)),
      {},
    );
  };
  const toParameters = (data) =>
    new Proxy(data, {
      get: (_, name) => {
        if (name === "toJSON") return () => Object.fromEntries(data);
        const own = data[name];
        if (typeof own === "function") return own.bind(data);
        const values = data.getAll(name);
        return values.length > 1 ? values : values[0];
      },
      set: (_, name, value) => (put(data, name, value), true),
      has: (_, name) => data.has(name),
      deleteProperty: (_, name) => (data.delete(name), true),
      ownKeys: () => [...new Set(data.keys())],
      getOwnPropertyDescriptor: (_, name) => ({
        value: data.get(name),
        configurable: true,
        enumerable: true,
      }),
    });
  const filter = (data, params) => {
    if (params === "*") return;
    const names = params.replace(/^not /, "").split(",").map((name) => name.trim());
    for (const name of [...data.keys()]) {
      const isNamed = names.includes(name);
      if (params === "none" || isNamed === params.startsWith("not ")) data.delete(name);
    }
  };
  /** htmx 4 sends the fields inside an element that is no form; htmx 2 sends a form's. */
  const dropFields = ({ request: { form, method, submitter } }, el, data) => {
    const isField = el.matches("form,button,input,select,textarea") || el.localName.includes("-");
    if (form || isField || /GET|DELETE/.test(method)) return;
    for (const name of [...data.keys()]) data.delete(name);
    const included = api.collectFormData(el, document.createElement("form"), submitter);
    for (const [name, value] of included) data.append(name, value);
  };
  const addForm = (ctx, el, data) => {
    const isPlainButton = el.matches("button") && el.type !== "submit";
    if (ctx.request.form && isPlainButton && el.name) data.append(el.name, el.value);
    if (ctx.request.method !== "DELETE" || el.matches("form")) return;
    const form = el.form ?? el.closest("form");
    const names = new Set(data.keys());
    for (const [name, value] of form ? new FormData(form) : []) {
      if (!names.has(name)) data.append(name, value);
    }
  };

  /** What the XMLHttpRequest of htmx 2 says, of a request by fetch. */
  const toXhr = (ctx) => ({
    get status() {
      return ctx.response?.status ?? 0;
    },
    get statusText() {
      return ctx.response?.raw.statusText ?? "";
    },
    get readyState() {
      return ctx.response ? 4 : 1;
    },
    get response() {
      return ctx.text ?? "";
    },
    get responseText() {
      return ctx.text ?? "";
    },
    get responseURL() {
      return ctx.response?.raw.url ?? "";
    },
    getResponseHeader: (name) => ctx.response?.headers.get(name) ?? null,
    getAllResponseHeaders: () =>
      [...ctx.response?.headers ?? []].map(([name, value]) => `${name}: ${value}\r\n`).join(""),
    setRequestHeader: (name, value) => ctx.request.headers[name] = value,
    abort: () => ctx.request.abort(),
  });

  const setHeader = (headers, name, value) => {
    const isLatin = /^[\x20-\xff]*$/.test(value);
    headers[name] = isLatin ? value : encodeURIComponent(value);
    if (!isLatin) headers[`${name}-URI-AutoEncoded`] = "true";
  };
  /** Names elements by their ids alone, as htmx 2 does. */
  const nameElements = (headers, el, target) => {
    delete headers["HX-Target"];
    if (target?.id) setHeader(headers, "HX-Target", target.id);
    if (el.id) setHeader(headers, "HX-Trigger", el.id);
    const name = el.getAttribute("name");
    if (name) setHeader(headers, "HX-Trigger-Name", name);
  };

  const ask = (ctx, el) => {
    const question = api.attributeValue(el, "hx-prompt");
    if (!question) return true;
    const prompt = (globalThis.htmxPrompt ?? globalThis.prompt)(question);
    if (prompt === null || !tell(el, "prompt", { prompt, target: ctx.target })) return false;
    setHeader(ctx.request.headers, "HX-Prompt", prompt);
    return true;
  };

  /** Fields are checked with the events of htmx 2, in which a program may set their validity. */
  const watchValidity = (el) => {
    const isChecked = el.matches("form") || el.getAttribute("hx-validate") === "true";
    const checked = el.form ?? el.closest("form") ?? el;
    if (!isChecked || Object.hasOwn(checked, "reportValidity")) return;
    const { reportValidity } = checked;
    checked.reportValidity = () => {
      const fields = [...checked.elements ?? [checked]].filter((field) => field.willValidate);
      const errors = fields.flatMap((field) => {
        tell(field, "validation:validate");
        if (field.checkValidity()) return [];
        const { validationMessage: message, validity } = field;
        tell(field, "validation:failed", { message, validity });
        return [{ elt: field, message, validity }];
      });
      if (errors.length === 0) return true;
      tell(el, "validation:halted", { errors });
      return config.reportValidityOfForms ? reportValidity.call(checked) : false;
    };
  };

  /** Files are sent by an XMLHttpRequest: fetch does not tell how much it has sent. */
  const upload = (el) => (url, { body, credentials, headers, method, signal }) =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open(method, url);
      xhr.withCredentials = credentials === "include";
      for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
      xhr.upload.onprogress = ({ lengthComputable, loaded, total }) =>
        tell(el, "xhr:progress", { lengthComputable, loaded, total });
      xhr.onload = () => {
        const { responseURL, status, statusText } = xhr;
        const lines = xhr.getAllResponseHeaders().trim().split("\r\n");
        const response = new Response([204, 304].includes(status) ? null : xhr.responseText, {
          status,
          statusText,
          headers: lines.map((line) => line.split(/: (.*)/, 2)),
        });
        resolve(Object.defineProperty(response, "url", { value: responseURL }));
      };
      xhr.onerror = () => reject(new TypeError("The files were not sent"));
      signal.addEventListener("abort", () => {
        xhr.abort();
        reject(signal.reason);
      });
      xhr.send(body);
    });

  // A program may hold back every request at `htmx:confirm`, and send it later.
  const confirmed = new WeakSet();
  const confirm = (ctx, el) => {
    if (ctx.confirm || confirmed.delete(el) || !el._htmx?.eventHandler) return true;
    const { request, sourceEvent: triggeringEvent, target } = ctx;
    const issueRequest = () => {
      confirmed.add(el);
      el._htmx.eventHandler(triggeringEvent);
    };
    const { action: path, method } = request;
    const detail = { target, path, verb: method.toLowerCase(), triggeringEvent, issueRequest };
    return tell(el, "confirm", detail);
  };

  const configure = (ctx, el) => {
    const { request, sourceEvent, target } = ctx;
    const data = request.body;
    dropFields(ctx, el, data);
    addForm(ctx, el, data);
    // htmx 4 has read the nearest itself, and `js:` is to run once.
    const values = { ...collect(el, "hx-vals", sourceEvent, 1), ...ctx.vals, ...ctx.values };
    for (const [name, value] of Object.entries(values)) put(data, name, value);
    request.headers = { ...collect(el, "hx-headers", sourceEvent, 1), ...request.headers };
    const options = collect(el, "hx-request", sourceEvent);
    const all = toFormData({});
    for (const [name, value] of data) all.append(name, value);
    filter(data, api.attributeValue(el, "hx-params") || "*");
    const path = request.action + (request.anchor ? `#${request.anchor}` : "");
    const settings = {
      boosted: Boolean(el._htmx?.boosted),
      useUrlParams: /GET|DELETE/.test(request.method),
      formData: data,
      parameters: toParameters(data),
      unfilteredFormData: all,
      unfilteredParameters: toParameters(all),
      headers: request.headers,
      target,
      verb: request.method.toLowerCase(),
      errors: [],
      withCredentials: Boolean(options.credentials ?? config.withCredentials),
      timeout: request.timeout ?? options.timeout ?? config.defaultTimeout,
      path,
      triggeringEvent: sourceEvent,
    };
    const { parameters } = settings;
    if (!tell(el, "configRequest", settings)) return false;
    if (settings.errors.length > 0) {
      tell(el, "validation:halted", settings);
      return false;
    }
    [request.action, request.anchor] = settings.path.split("#");
    request.method = settings.verb.toUpperCase();
    request.headers = settings.headers;
    request.timeout = settings.timeout;
    if (settings.withCredentials) request.credentials = "include";
    if (settings.parameters !== parameters) request.body = toFormData(settings.parameters);
    ctx.noHeaders = options.noHeaders;
    const url = new URL(request.action, document.baseURI);
    const sameHost = url.origin === location.origin;
    if (!tell(el, "validateUrl", { url, sameHost, ...settings })) {
      tell(el, "invalidPath", settings);
      return false;
    }
    ctx.info = {
      xhr: toXhr(ctx),
      target,
      requestConfig: settings,
      etc: {},
      boosted: settings.boosted,
      select: ctx.select,
      pathInfo: { requestPath: path, anchor: request.anchor },
    };
    return true;
  };

  const isStream = ({ source, sourceEvent }) =>
    source?.hasAttribute?.("hx-sse:connect") && !sourceEvent.type;
  htmx.registerExtension("fasthtml-requests", {
    init: (internal) => {
      api = internal;
      api.tell = tell;
      api.nameElements = nameElements;
      api.isStream = isStream;
    },
    htmx_before_init: (el) => {
      watchValidity(el);
      tell(el, "beforeProcessNode");
    },
    htmx_after_init: (el) => void tell(el, "afterProcessNode"),
    htmx_after_process: (el) => void tell(el, "load"),
    htmx_before_cleanup: (el) => void tell(el, "beforeCleanupElement"),

    htmx_config_request: (el, { ctx }) => {
      const { headers } = ctx.request;
      if (headers["HX-History-Restore-Request"]) return;
      nameElements(headers, el, ctx.target);
      if (isStream(ctx)) return;
      if (!ctx.target) {
        tell(el, "targetError", { target: api.attributeValue(el, "hx-target") });
        return false;
      }
      tell(el, "trigger");
      return confirm(ctx, el) && ask(ctx, el) && configure(ctx, el);
    },
    htmx_confirm: (el, detail) => {
      const { confirm: question, target, request, sourceEvent } = detail.ctx;
      const { action: path, method } = request;
      Object.assign(detail, { elt: el, question, target, path, triggeringEvent: sourceEvent });
      detail.verb = method.toLowerCase();
    },
    htmx_before_request: (el, { ctx }) => {
      const { info, request } = ctx;
      if (!info) return;
      info.pathInfo.finalRequestPath = request.action;
      if (!tell(el, "beforeRequest", info)) return false;
      if (ctx.noHeaders) request.headers = {};
      const hasFiles = request.body instanceof FormData &&
        [...request.body.values()].some((value) => value.size > 0);
      if (hasFiles) ctx.fetch = upload(el);
      tell(el, "xhr:loadstart");
      tell(el, "beforeSend", info);
      ctx.isSent = true;
    },
  });
})();
