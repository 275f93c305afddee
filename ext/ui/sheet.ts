/** The style sheet: the themes of an application, and the parts for all components. */
import base from "./css/base.css" with { type: "text" };
import button from "./css/button.css" with { type: "text" };
import data from "./css/data.css" with { type: "text" };
import field from "./css/field.css" with { type: "text" };
import layout from "./css/layout.css" with { type: "text" };
import nav from "./css/nav.css" with { type: "text" };
import overlay from "./css/overlay.css" with { type: "text" };
import parts from "./css/parts.css" with { type: "text" };
import plain from "./css/plain.css" with { type: "text" };
import shell from "./css/shell.css" with { type: "text" };
import site from "./css/site.css" with { type: "text" };
import toast from "./css/toast.css" with { type: "text" };
import { ROLES } from "./roles.ts";
import type { Theme } from "./theme_types.ts";

/**
 * The layers of a page: ours are over Tailwind's reset, and below its utilities, whichever sheet
 * names more of them later.
 */
const LAYERS = "@layer theme,base,ui,components,utilities;";

/** Makes the style sheet. The first theme is that of pages which name none; `css` is the last. */
export function toSheet(themes: readonly Theme[], css: string = ""): string {
  const all = [base, plain, layout, button, parts, field, overlay, nav, shell, site, data].map(
    shorten,
  )
    .join("");
  return `${LAYERS}@layer ui{${themes.map(toRules).join("")}${all}}${shorten(toast)}${css}`;
}

function toRules(theme: Theme, at: number): string {
  const { name } = theme;
  const own = `[data-theme=${name}]`;
  const current = at === 0 ? `:root:not([data-theme]) .ui-now-${name},` : "";
  const values = Object.entries({ ...toColors(theme), ...toLook(theme) });
  return `${at === 0 ? ":root," : ""}${own}{${
    values.map(([key, value]) => `--ui-${key}:${value}`).join(";")
  }}${current}:root${own} .ui-now-${name}{display:block}`;
}

function toColors({ light, dark }: Theme): Record<string, string> {
  return Object.fromEntries(ROLES.map((role) => {
    const key = role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const [day, night] = [light[role], dark[role]];
    return [key, day === night ? day : `light-dark(${day},${night})`];
  }));
}

const SHADOWS: Readonly<Record<Theme["shadow"], readonly [card: string, over: string]>> = {
  none: ["none", "0 0 0 1px var(--ui-line),0 18px 40px -12px rgb(0 0 0/.3)"],
  soft: [
    "0 1px 2px rgb(0 0 0/.05),0 2px 8px -3px rgb(0 0 0/.06)",
    "0 2px 6px rgb(0 0 0/.06),0 16px 40px -8px rgb(0 0 0/.25)",
  ],
  edge: ["0 4px 0 var(--ui-line)", "0 6px 0 var(--ui-line),0 24px 48px -12px rgb(0 0 0/.3)"],
};

function toLook(theme: Theme): Record<string, string> {
  const { radius, density, shadow, caps } = theme;
  const [card, over] = SHADOWS[shadow];
  return {
    "font": theme.font,
    "font-head": theme.headFont,
    "font-mono": theme.monoFont,
    "size": `${theme.size / 16}rem`,
    "leading": `${theme.leading}`,
    "head-weight": `${theme.headWeight}`,
    "head-tracking": `${theme.headTracking}em`,
    "head-scale": `${theme.headScale}`,
    "caps": caps ? "uppercase" : "none",
    "caps-tracking": caps ? ".06em" : "normal",
    "radius": `${radius}px`,
    "radius-card": `${theme.cardRadius}px`,
    "radius-pill": radius < 4 ? `${radius}px` : "99px",
    "line-width": `${theme.line}px`,
    "unit": `${0.25 * density}rem`,
    "edge": shadow === "edge" ? "3px" : "0px",
    "shadow": card,
    "shadow-over": over,
    "shadow-button": shadow === "soft" ? "0 1px 2px rgb(0 0 0/.1)" : "0 0 #0000",
  };
}

/** Without comments and blanks that mean nothing: a fifth of what is sent. */
function shorten(css: string): string {
  return css.replace(/\/\*[^*]*\*\//g, "").replace(/\s+/g, " ").replace(/ ?([{};,]) ?/g, "$1")
    .replace(/;\}/g, "}").replace(/: /g, ":").trim();
}
