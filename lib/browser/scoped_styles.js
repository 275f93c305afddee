/**
 * Styles for one element: in a `<style>` of the body, `me`, `this` and `self` are its parent. The
 * names are those of CSS Scope Inline (MIT), which FastHTML loads.
 */
(() => {
  const { document, domReady } = globalThis;
  // Not within quotes, nor as a part of a name, of a class or of an attribute.
  const SELF = /"[^"]*"|(?<![-\w.#:[])(?:me|this|self)(?![-\w])/g;
  const NAME = /^(?:me|this|self)(?![a-z])/i;
  const FROM = { sm: 640, md: 768, lg: 1024, xl: 1280, xx: 1536 };
  const BELOW = { "xs-": 639, "sm-": 767, "md-": 1023, "lg-": 1279, "xl-": 1535 };
  const toQuery = (word) =>
    word in FROM
      ? `(min-width: ${FROM[word]}px)`
      : word in BELOW
      ? `(max-width: ${BELOW[word]}px)`
      : word;

  /** Rewrites rules for a scope, and returns whether one of them is for it. */
  const scopeRules = (rules, scope) => {
    const rename = (name) => name.trim().replace(NAME, `me-${scope}`);
    let isScoped = false;
    for (const rule of rules) {
      const { media, selectorText, style } = rule;
      if (media) media.mediaText = media.mediaText.replace(/^[a-z]{2}\b-?/, toQuery);
      if (selectorText) {
        rule.selectorText = selectorText.replace(SELF, (self) => {
          if (self.startsWith('"')) return self;
          isScoped = true;
          return `[data-me="${scope}"]`;
        });
      }
      if (rule instanceof CSSKeyframesRule) rule.name = rename(rule.name);
      else if (rule.cssRules && scopeRules(rule.cssRules, scope)) isScoped = true;
      const names = style?.animationName?.split(",").map(rename).join();
      if (names) {
        style.setProperty("animation-name", names, style.getPropertyPriority("animation-name"));
      }
    }
    return isScoped;
  };

  /** The number of each parent: a copy of it, or a page out of the history, may have an old one. */
  const scopes = new WeakMap();
  /** Whether each sheet is for its parent. A style with another text has another sheet. */
  const sheets = new WeakMap();
  let count = 0;
  const styles = document.getElementsByTagName("style");
  const update = () => {
    for (const { parentElement: parent, sheet } of styles) {
      // The parser is not done with a style, or the policy blocks it.
      if (!sheet || !document.body?.contains(parent)) continue;
      if (!scopes.has(parent)) scopes.set(parent, `${++count}`);
      const scope = scopes.get(parent);
      if (!sheets.has(sheet)) sheets.set(sheet, scopeRules(sheet.cssRules, scope));
      // A morph takes away what the server has not sent.
      if (sheets.get(sheet) && parent.dataset.me !== scope) parent.dataset.me = scope;
    }
  };
  new MutationObserver(update).observe(document.documentElement, {
    attributeFilter: ["data-me"],
    characterData: true,
    childList: true,
    subtree: true,
  });
  domReady(update);
})();
