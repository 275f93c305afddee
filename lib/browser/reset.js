/** Forms with `hx-reset` are as they were loaded again, once htmx has sent them with success. */
(() => {
  const { document } = globalThis;
  const isReset = (el) => el.matches("form[hx-reset]");
  document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    const { requestConfig, successful } = detail;
    // Where an element in the form that sent a request is gone, its parents get the event.
    if (!successful || requestConfig?.elt !== target) return;
    if (isReset(target)) target.reset();
  });
  // A message may wait for its connection: what was typed since is kept.
  const sent = new WeakMap();
  document.addEventListener("htmx:wsConfigSend", ({ target, detail }) => {
    if (isReset(target)) sent.set(target, detail.parameters);
  });
  document.addEventListener("htmx:wsAfterSend", ({ target }) => {
    const values = sent.get(target);
    const isSent = ([name, value]) => [values[name]].flat().includes(value);
    if (values && [...new FormData(target)].every(isSent)) target.reset();
  });
})();
