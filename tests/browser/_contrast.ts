import type { Page } from "playwright-core";

/**
 * Texts, and borders of fields, whose contrast is too low: computed from what the browser shows, as
 * axe leaves many undecided. What is disabled need not have one.
 */
export function findFaint(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${find})()`);
}

const find = `() => {
  const read = (text) => {
    const [r, g, b, a = 1] = (/^rgba?\\(([^)]+)\\)$/.exec(text)?.[1] ?? "0,0,0,0").split(/[ ,/]+/).map(Number);
    return { r, g, b, a };
  };
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((part) => {
      part /= 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const under = (el) => {
    for (; el; el = el.parentElement) {
      const color = read(getComputedStyle(el).backgroundColor);
      if (color.a === 1) return color;
    }
    return { r: 255, g: 255, b: 255 };
  };
  const isFree = (el) => {
    for (; el; el = el.parentElement) {
      const { opacity, visibility } = getComputedStyle(el);
      if (opacity !== "1" || visibility === "hidden" || el.ariaBusy === "true") return true;
    }
    return false;
  };
  const found = new Set();
  const tell = (el, what, color, back, expected) => {
    const value = ratio(color, back);
    if (value < expected) found.add(what + " " + value.toFixed(2) + " " + el.className + " " + el.textContent.slice(0, 30));
  };
  for (const el of document.querySelectorAll("body *")) {
    const { width, height } = el.getBoundingClientRect();
    if (width < 2 || height < 2 || isFree(el)) continue;
    const style = getComputedStyle(el);
    const hasText = [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (hasText || el.matches(".ui-input")) tell(el, "text", read(style.color), under(el), 4.5);
    if (el.matches(".ui-input, .ui-check:not(:checked)")) tell(el, "border", read(style.borderTopColor), under(el.parentElement), 3);
  }
  return [...found];
}`;
