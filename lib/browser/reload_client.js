/** Development: reloads the page when the program or its files change, and shows its errors. */
(() => {
  const { document, location, sessionStorage } = globalThis;
  const script = document.currentScript;
  // The page that takes a broken program's place has this script in itself.
  const isErrorPage = !script.src;
  const url = new URL("live", script.src || new URL("/_fasthtml/", location));
  /** Which start of the program has made the page; undefined once that is not known. */
  let boot = script.dataset.boot;
  let socket;

  const FIRST = 150, LONGEST = 2000, PATIENCE = 5000; // Milliseconds
  let wait = FIRST;
  const connect = () => {
    socket = new WebSocket(url.href.replace(/^http/, "ws"));
    // A proxy may accept the socket, and then say nothing.
    const timer = setTimeout(reconnect, PATIENCE);
    socket.onmessage = ({ data }) => {
      clearTimeout(timer);
      wait = FIRST;
      hear(JSON.parse(data));
    };
    socket.onclose = reconnect;
    socket.onended = () => clearTimeout(timer);
  };
  const reconnect = () => {
    socket.onclose = socket.onmessage = null;
    socket.onended();
    socket.close();
    setTimeout(connect, wait);
    wait = Math.min(wait * 1.2, LONGEST);
  };

  const hear = (news) => {
    if (isErrorPage) return news.boot === boot || location.reload();
    if (news.page) return globalThis.fasthtmlError(parse(news.page));
    if (news.error) return showError(news);
    if (news.files) return refresh(news.files);
    if (news.boot === failed) return reload();
    if (news.boot !== boot) update(news.boot);
  };

  /** The error that was shown last, until the developer does something else with the page. */
  let shown;
  const CLOSED = "fh-error";
  const showError = ({ id, error }) => {
    const page = parse(error), name = page.querySelector("h1").textContent;
    // A stream that breaks and connects again would open it at once when it is closed.
    if (name === shown || sessionStorage.getItem(CLOSED) === id) return;
    shown = name;
    globalThis.fasthtmlError(page).addEventListener("close", () => {
      sessionStorage.setItem(CLOSED, id);
    });
  };
  const forget = () => {
    if (!document.querySelector("#fh-error")) shown = undefined;
  };
  for (const event of ["pointerdown", "keydown"]) addEventListener(event, forget, true);

  /** Loads again what the page has of some files: other files, such as uploads, are nothing to it. */
  const refresh = (files) => {
    const changed = new Set(files.map((file) => new URL(`../${file}`, url).pathname));
    const isChanged = (text) => changed.has(new URL(text).pathname);
    const parts = [...document.querySelectorAll("img[src], link[href], script[src]")]
      .filter(({ src, href }) => isChanged(src ?? href));
    const isElsewhere = parts.length === 0 &&
      performance.getEntriesByType("resource").some(({ name }) => isChanged(name));
    if (isElsewhere || parts.some((part) => part.matches("script"))) return reload();
    for (const part of parts) {
      const name = part.src ? "src" : "href";
      const url = new URL(part[name]);
      url.searchParams.set("live", Date.now());
      part[name] = url;
    }
  };

  let isUpdating = false, isStale = false;
  /** The start of the program whose page could not be read. */
  let failed;
  const update = async (next) => {
    isStale = true;
    if (isUpdating) return;
    isUpdating = true;
    try {
      while (isStale) {
        isStale = false;
        const response = await load();
        if (response) take(response);
        else {
          // The program is gone again, or its page breaks off: the next socket tells.
          boot = undefined;
          failed = next;
          reconnect();
        }
      }
    } finally {
      isUpdating = false;
    }
  };

  /** The page as the program makes it now; undefined where there is no program. */
  const load = async () => {
    try {
      const signal = AbortSignal.timeout(2 * PATIENCE);
      const headers = { accept: "text/html" };
      const response = await fetch(location.href, { cache: "no-store", signal, headers });
      const page = parse(await response.text());
      const own = page.querySelector("script[data-boot]");
      // A proxy answers in the place of a program that is gone.
      return response.status >= 500 && !own?.src ? undefined : { response, page, own };
    } catch (error) {
      if (error instanceof TypeError || error.name === "TimeoutError") return;
      throw error;
    }
  };

  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const isError = ({ responseStatus: status }) => status >= 400;
  const take = ({ response, page, own }) => {
    if (own) boot = own.dataset.boot;
    const [navigation = {}] = performance.getEntriesByType("navigation");
    // The page is the response to a form, which only the user sends again.
    if (response.status === 405) return document.querySelector("#fh-error")?.close();
    if (isError({ responseStatus: response.status }) && !isError(navigation)) {
      // The page stays with what the user has typed.
      return globalThis.fasthtmlError(page);
    }
    document.querySelector("#fh-error")?.close(); // an error of the program as it was
    if (!globalThis.Idiomorph || response.redirected || toScripts(page) !== scripts) {
      return reload();
    }
    // The same element: a new one would run this script once more.
    if (own) own.dataset.boot = script.dataset.boot;
    document.title = page.title;
    Idiomorph.morph(document.head, page.head, { head: { style: "merge" } });
    morphBody(page.body);
    globalThis.htmx?.process(document.body, true);
  };

  /** The scripts of a page. Others have to run, and for that the browser must load the page. */
  const toScripts = (page) =>
    [...page.querySelectorAll("script")].map(({ src, text }) => src + text).join("\n");
  let scripts;

  /** Details that the user has opened or closed, and other fields that know no default. */
  const touched = new WeakSet();
  const touch = ({ target }) => {
    const field = target.closest?.("[contenteditable], details, input");
    if (field) touched.add(field);
  };
  addEventListener("input", touch, true);
  addEventListener("click", (event) => event.target.closest?.("summary") && touch(event), true);

  /** The fields of a page by a name that they have in another version of it, too. */
  const toFields = (root) => {
    const counts = {}, fields = new Map();
    const all = root.querySelectorAll(
      "input, textarea, select, details, dialog, [contenteditable]",
    );
    for (const field of all) {
      const kind = field.matches("details, dialog") ? field.localName : "";
      const place = field.closest("[id]")?.getAttribute("id");
      const name = field.getAttribute("name") ?? field.querySelector("summary")?.textContent;
      const choice = isChoice(field) && field.getAttribute("value");
      const key = [kind, place, name, choice].join("\n");
      counts[key] = (counts[key] ?? 0) + 1;
      fields.set(`${key}\n${counts[key]}`, field);
    }
    return fields;
  };
  const isChoice = ({ type }) => type === "checkbox" || type === "radio";

  /** What the user has typed or chosen in a field; undefined for one that is as the page made it. */
  const toChange = (field) => {
    if (field.matches("dialog")) {
      return field.open ? { open: true, modal: field.matches(":modal") } : undefined;
    }
    if (field.matches("details")) return touched.has(field) ? { open: field.open } : undefined;
    if (field.matches("[contenteditable]")) {
      return touched.has(field) ? { html: field.innerHTML } : undefined;
    }
    if (field.matches("select")) {
      const values = (options) => options.map(({ value }) => value);
      const options = [...field.options];
      const first = options.filter((option) => !option.disabled).slice(0, 1);
      const marked = options.filter((option) => option.defaultSelected);
      const made = field.multiple || marked.length > 0 ? marked : first;
      const chosen = values([...field.selectedOptions]);
      return chosen.join("\n") === values(made).join("\n") ? undefined : { chosen };
    }
    if (isChoice(field)) {
      const { checked } = field;
      return checked === field.defaultChecked ? undefined : { checked };
    }
    // No script may fill in a file; the browser has given the others a value.
    if (field.type === "file" || /^(range|color)$/.test(field.type) && !touched.has(field)) return;
    return field.value === field.defaultValue ? undefined : { value: field.value };
  };

  const toChanges = (fields) =>
    [...fields].map(([key, field]) => [key, toChange(field)]).filter(([_, change]) => change);

  /** Gives fields what the user has typed or chosen before. */
  const restore = (changes) => {
    const fields = toFields(document.body);
    for (const [key, { value, checked, chosen, html, open, modal }] of changes) {
      const field = fields.get(key);
      if (!field) continue;
      if (value !== undefined && field.value !== value && field.type !== "file") {
        field.value = value;
      }
      if (checked !== undefined) field.checked = checked;
      if (html !== undefined && field.innerHTML !== html) field.innerHTML = html;
      if (html !== undefined || field.matches("details")) touched.add(field);
      for (const option of chosen ? field.options ?? [] : []) {
        // What is not offered any more can't be chosen.
        if (chosen.some((value) => [...field.options].some((one) => one.value === value))) {
          option.selected = chosen.includes(option.value);
        }
      }
      if (open === undefined || field.open === open) continue;
      if (modal) field.showModal();
      else field.open = open;
    }
  };

  /** Changes the page in its place, but not what the user has typed, chosen or opened. */
  const morphBody = (made) => {
    const fields = toFields(document.body);
    const changes = toChanges(fields);
    const changed = new Set(changes.map(([key]) => fields.get(key)));
    // Without an id, a text would go to the field that has the old one's place now.
    const MARK = "fh-live\n";
    for (const all of [fields, toFields(made)]) {
      for (const [key, field] of all) if (!field.hasAttribute("id")) field.id = MARK + key;
    }
    const isOwn = (name, element) =>
      /^(value|checked|selected|open)$/.test(name) &&
      (changed.has(element) || changed.has(element.closest("select")));
    Idiomorph.morph(document.body, made, {
      callbacks: {
        beforeNodeMorphed: (old) => !(changed.has(old) && old.matches("[contenteditable]")),
        // The cursor, and what the browser can undo, would be lost with a value that is set again.
        beforeAttributeUpdated: (name, element) => !isOwn(name, element),
        afterNodeMorphed: (old, made) => {
          if (changed.has(old) && isChoice(old)) old.defaultChecked = made.defaultChecked;
          else if (changed.has(old) && old.matches("input")) old.defaultValue = made.defaultValue;
        },
      },
    });
    for (const field of toFields(document.body).values()) {
      if (field.id.startsWith?.(MARK)) field.removeAttribute("id");
    }
    restore(changes);
  };

  const KEPT = "fh-live";
  /** Loads the page as the browser does. What the user has typed waits in the tab's storage. */
  const reload = () => {
    addEventListener("pagehide", () => {
      const fields = toFields(document.body), focused = document.activeElement;
      const scrolled = [...document.querySelectorAll("*")]
        .filter(({ scrollLeft, scrollTop }) => scrollLeft || scrollTop)
        .map((element) => [toPath(element), element.scrollLeft, element.scrollTop]);
      const focus = [...fields].find(([_, field]) => field === focused)?.[0];
      const { selectionStart: from, selectionEnd: to } = focused;
      const kept = { href: location.href, changes: toChanges(fields), scrolled, focus, from, to };
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    });
    location.reload();
  };
  const restoreAll = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
    if (kept?.href !== location.href) return;
    restore(kept.changes);
    const focused = toFields(document.body).get(kept.focus);
    focused?.focus({ preventScroll: true });
    if (typeof kept.from === "number") focused?.setSelectionRange?.(kept.from, kept.to);
    for (const [path, left, top] of kept.scrolled) {
      document.querySelector(path)?.scrollTo({ left, top, behavior: "instant" });
    }
  };
  const toPath = (element) => {
    if (element === document.documentElement) return ":root";
    const id = element.getAttribute("id");
    if (id) return `#${CSS.escape(id)}`;
    const { localName, parentElement } = element;
    const alike = [...parentElement.children].filter((child) => child.localName === localName);
    return `${toPath(parentElement)} > ${localName}:nth-of-type(${alike.indexOf(element) + 1})`;
  };

  document.addEventListener("DOMContentLoaded", () => {
    scripts = toScripts(document);
    if (!isErrorPage) restoreAll();
  });
  connect();
})();
