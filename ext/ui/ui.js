/**
 * What HTML has no attribute for. All listeners are the document's, so that what htmx swaps in works
 * as what was there before: nothing starts a component, and nothing needs to.
 */
(() => {
  const { document, navigator, HTMLButtonElement, HTMLDialogElement } = globalThis;
  const on = (name, run, capture = false) => document.addEventListener(name, run, capture);
  const find = ({ target }, selector) => target.closest?.(selector);
  const byId = (id) => document.getElementById(id);

  // Dialogs, where the browser does not know `command` and `closedby` yet.
  if (!("commandForElement" in HTMLButtonElement.prototype)) {
    on("click", (event) => {
      const button = find(event, "button[commandfor]:enabled");
      const dialog = button && byId(button.getAttribute("commandfor"));
      if (!dialog) return;
      if (button.getAttribute("command") === "close") dialog.close();
      else if (!dialog.open) dialog.showModal();
    });
  }
  if (!("closedBy" in HTMLDialogElement.prototype)) {
    on("click", ({ target }) => target.matches?.('dialog[closedby="any"]') && target.close());
  }
  const place = byId("ui-modal")?.cloneNode(true);
  on("close", ({ target }) => {
    if (target.id === "ui-modal" && place) {
      target.replaceChildren(...place.cloneNode(true).childNodes);
    }
  }, true);
  on(
    "ui:close",
    (event) => (find(event, "dialog") ?? document.querySelector("dialog:modal"))?.close(),
  );

  // Without htmx, and for a new tab or window, it is a link as any other.
  on("click", (event) => {
    const link = globalThis.htmx && find(event, "a[data-ui-modal]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    byId("ui-modal").showModal();
    link.dispatchEvent(new CustomEvent("ui-open"));
  });

  on("click", (event) => {
    if (find(event, "[data-ui-close]")) find(event, "dialog")?.close();
    if (find(event, "a, button:not([popovertarget])")) {
      find(event, "[popover]:popover-open")?.hidePopover();
    }
    const tab = find(event, "[role=tab]");
    if (tab) openTab(tab);
    const link = find(event, "[data-ui-slide]");
    if (link) {
      const slide = byId(link.dataset.uiSlide || link.hash.slice(1));
      if (link.hash) event.preventDefault();
      // A dialog opens after this, and the slide has no place before.
      setTimeout(() => slide?.scrollIntoView({ block: "nearest", inline: "start" }));
    }
    const copy = find(event, "[data-ui-copy]");
    if (copy) copyText(copy);
  });

  const openTab = (tab) => {
    for (const other of tab.closest("[role=tablist]").querySelectorAll("[role=tab]")) {
      other.ariaSelected = `${other === tab}`;
      other.tabIndex = other === tab ? 0 : -1;
      const panel = byId(other.getAttribute("aria-controls"));
      if (panel) panel.hidden = other !== tab;
    }
  };
  const copyText = async (button) => {
    const label = button.querySelector("span"), { textContent } = label;
    if (textContent === button.dataset.uiDone) return;
    await navigator.clipboard.writeText(byId(button.dataset.uiCopy)?.textContent ?? "");
    label.textContent = button.dataset.uiDone;
    setTimeout(() => label.textContent = textContent, 2000);
  };

  const WAYS = { ArrowLeft: -1, ArrowRight: 1 };
  on("keydown", (event) => {
    const { key, ctrlKey, metaKey } = event;
    if (key === "Escape") {
      document.querySelector(".ui-tip:is(:hover, :focus-within)")?.setAttribute("data-ui-off", "");
    }
    const tab = find(event, "[role=tab]");
    if (tab && (key in WAYS || key === "Home" || key === "End")) {
      const all = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
      const way = tab.matches(":dir(rtl)") ? -WAYS[key] : WAYS[key];
      const to = key === "Home" ? 0 : key === "End" ? -1 : (all.indexOf(tab) + way) % all.length;
      event.preventDefault();
      all.at(to).focus();
      openTab(all.at(to));
    }
    if (!ctrlKey && !metaKey) return;
    const target = document.querySelector(`[data-ui-key="${CSS.escape(key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("input, textarea, select")) target.focus();
    else target.click();
  });
  for (const name of ["pointerout", "focusout"]) {
    on(name, (event) => find(event, ".ui-tip")?.removeAttribute("data-ui-off"));
  }

  on("input", (event) => {
    if (event.target.matches?.(".ui-range")) {
      event.target.nextElementSibling.value = event.target.value;
    }
    find(event, "form[data-ui-dirty]")?.setAttribute("data-ui-changed", "");
  });
  on("submit", ({ target }) => target.removeAttribute("data-ui-changed"));
  globalThis.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-ui-changed]")) event.preventDefault();
  });

  // A form with errors may come back in its page or its modal, of which there is one already.
  on("htmx:beforeSwap", ({ detail }) => {
    const { isError, target, serverResponse } = detail;
    const id = target.matches?.("form.ui-form") && target.getAttribute("id");
    if (!id) return;
    const form = new DOMParser().parseFromString(serverResponse, "text/html").getElementById(id);
    if (!form || !isError && !form.querySelector("[aria-invalid=true], [role=alert]")) return;
    detail.selectOverride = `#${CSS.escape(id)}`;
  });

  // The input lies over its whole place and takes what is dropped: only the looks are missing.
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    on(name, (event) => find(event, ".ui-drop")?.classList.toggle("ui-over", /r$/.test(name)));
  }
  on("change", (event) => {
    const list = find(event, ".ui-drop")?.querySelector(".ui-drop-files");
    if (!list) return;
    list.replaceChildren(
      ...[...event.target.files].map(({ name }) =>
        Object.assign(document.createElement("li"), { textContent: name })
      ),
    );
    list.hidden = event.target.files.length === 0;
  });
  // The boxes of a data table: they belong to the form of what is done with the rows.
  on("change", ({ target }) => {
    const out = target.form?.querySelector("[data-ui-chosen]");
    if (!out || target.type !== "checkbox") return;
    const boxes = [...target.form.elements].filter(({ type }) => type === "checkbox");
    const all = boxes.find((box) => "uiAll" in box.dataset);
    const rows = boxes.filter((box) => box !== all);
    if (target === all) { for (const row of rows) row.checked = all.checked; }
    const { length } = rows.filter((row) => row.checked);
    all.checked = length === rows.length;
    all.indeterminate = length > 0 && !all.checked;
    out.value = `${length} ${out.dataset.uiChosen}`;
  });
  // A swap may take what had the focus away: then it goes to the table.
  let left;
  on("htmx:beforeSwap", ({ detail: { target } }) => {
    const table = target?.closest?.(".ui-data");
    left = table?.contains(document.activeElement) ? table.id : undefined;
  });
  on("htmx:afterSettle", () => {
    if (left && document.activeElement === document.body) {
      byId(`${left}-view`)?.focus({ preventScroll: true });
    }
    left = undefined;
  });
  // What is as it is by itself need not be in the URL.
  on("htmx:configRequest", ({ target, detail: { parameters } }) => {
    if (!target.matches?.(".ui-data-form")) return;
    for (const { form, name, value, dataset } of document.querySelectorAll("[data-ui-state]")) {
      if (form === target && value === dataset.uiState) delete parameters[name];
    }
  });
  // The page that htmx brings back has the fields as they were sent by the server, not as they were.
  on("htmx:historyRestore", () => {
    const query = new URLSearchParams(location.search);
    for (const field of document.querySelectorAll("[data-ui-state]")) {
      field.value = query.get(field.name) ?? field.dataset.uiState;
    }
  });
  on("htmx:xhr:progress", ({ target, detail }) => {
    const bar = target.querySelector?.(".ui-drop progress");
    if (!bar || !detail.total) return;
    bar.hidden = detail.loaded >= detail.total;
    bar.value = 100 * detail.loaded / detail.total;
  });
  on("scroll", ({ target }) => {
    const dots = target.matches?.(".ui-carousel") &&
      target.parentElement.querySelectorAll(".ui-carousel-dots > a");
    const at = dots && Math.round(Math.abs(target.scrollLeft) / (target.scrollWidth / dots.length));
    dots?.forEach?.((dot, index) => dot.ariaCurrent = index === at ? "true" : null);
  }, true);
})();
