/** Development: shows an error page over the page that asked, which stays as it is. */
(() => {
  const { document } = globalThis;
  const toElement = (name, attributes, ...children) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...children);
    return element;
  };

  globalThis.fasthtmlError = (page) => {
    document.querySelector("#fh-error")?.close();
    // In a shadow tree, no style of the page changes its look, and no script finds its elements.
    const host = toElement("div", { id: "fh-error" }), root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync((page.querySelector("style")?.textContent ?? "") + OWN);
    root.adoptedStyleSheets = [sheet];
    const close = toElement("button", { type: "button" }, "Close");
    const { childNodes } = page.querySelector("main") ?? page.body;
    const content = toElement("div", { className: "error" }, close, ...childNodes);
    const dialog = toElement("dialog", {}, content);
    content.querySelector("h1")?.setAttribute("id", "heading");
    dialog.setAttribute("aria-labelledby", "heading");
    host.close = close.onclick = () => dialog.close();
    dialog.onclose = () => host.remove();
    root.append(dialog);
    document.documentElement.append(host);
    dialog.showModal();
    return dialog;
  };
  const OWN = `
    dialog { width: min(64rem, 94vw); max-width: none; max-height: 92vh; box-sizing: border-box;
      padding: 0; border: 0; border-radius: .5rem; overflow: auto; text-align: start }
    dialog::backdrop { background: #000a }
    .error { color-scheme: light dark; min-height: 0; padding: 1rem 1.5rem }
    button { position: sticky; top: .75rem; float: right; font: inherit; padding: .25rem .75rem;
      color: inherit; background: var(--soft); border: 1px solid; border-radius: .5rem }`;
})();
