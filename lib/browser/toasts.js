/** Toasts: short messages at the top of the page, which the server sends. */
(() => {
  const { document, domReady, fasthtmlSay: say, sessionStorage } = globalThis;

  // Outside the body, so that a swap of the body does not remove them. Screen readers tell what is
  // added to a live region that was there before.
  const toasts = Object.assign(document.createElement("div"), {
    id: "fh-toasts",
    ariaLive: "polite",
  });
  const SEEN = "fh-toasts";
  const isNew = (id) => {
    const seen = JSON.parse(sessionStorage.getItem(SEEN) ?? "[]");
    if (seen.includes(id)) return false;
    sessionStorage.setItem(SEEN, JSON.stringify([...seen, id].slice(-100)));
    return true;
  };
  const show = (toast) => {
    if (toast.id && !isNew(toast.id)) return toast.remove();
    let before;
    const close = () => {
      const hadFocus = toast.matches(":focus-within");
      toast.remove();
      if (hadFocus) before?.focus();
    };
    // An animation of nothing is a timer that can pause, while someone reads or is about to close.
    const timer = toast.animate([], Number(toast.dataset.duration) || 5000);
    timer.onfinish = async () => {
      await toast.animate([{ opacity: 0 }], { duration: 400, fill: "forwards" }).finished;
      close();
    };
    const update = () => toast.matches(":hover, :focus-within") ? timer.pause() : timer.play();
    for (const name of ["mouseenter", "mouseleave", "focusout"]) {
      toast.addEventListener(name, () => setTimeout(update));
    }
    toast.addEventListener("focusin", ({ relatedTarget }) => {
      before ??= relatedTarget;
      update();
    });
    toast.addEventListener("keydown", ({ key }) => key === "Escape" && close());
    const button = toast.querySelector(".fh-toast-dismiss");
    if (!button) return;
    button.ariaLabel = say("close");
    button.addEventListener("click", close);
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      addedNodes.forEach((node) => node.matches?.(".fh-toast") && show(node));
    }
  }).observe(toasts, { childList: true });
  domReady(() => {
    document.documentElement.append(toasts);
    setTimeout(() =>
      document.querySelectorAll("body .fh-toasts").forEach((group) => {
        toasts.append(...group.children);
        group.remove();
      })
    );
  });
  const css = new CSSStyleSheet();
  css.replaceSync(`
    #fh-toasts { position: fixed; inset: 1.25rem 0 auto; z-index: 1090; display: flex;
      flex-direction: column; align-items: center; gap: .6rem; pointer-events: none }
    body .fh-toasts { display: none }
    .fh-toast { position: relative; min-width: min(25rem, 80vw); max-width: 80vw; padding: .75rem 1.75rem;
      border-radius: .25rem; color: #fff; background: #1565c0; text-align: center; pointer-events: auto;
      overflow-wrap: anywhere }
    .fh-toast-success { background: #2e7d32 } .fh-toast-warning { background: #a84300 }
    .fh-toast-error { background: #c62828 }
    .fh-toast-dismiss { all: unset; position: absolute; top: .1rem; right: .2rem; min-width: 1.5rem;
      min-height: 1.5rem; text-align: center; cursor: pointer }
    .fh-toast-dismiss:focus-visible { outline: 2px solid }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, css];
})();
