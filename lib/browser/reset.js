/** Forms with `hx-reset` are as they were loaded again, once htmx has sent them with success. */
(() => {
  const { document } = globalThis;
  document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    const { requestConfig, successful } = detail;
    // Where an element in the form that sent a request is gone, its parents get the event.
    if (!successful || requestConfig?.elt !== target) return;
    if (target.matches("form[hx-reset]")) target.reset();
  });
})();
