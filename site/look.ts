/** The site's theme, its style sheet and its scripts. */
import { Asset, type Child, Link, Script } from "@fasthtml/fasthtml";
import { theme, ui } from "@fasthtml/fasthtml/ext/ui";
import { gallerySheet } from "./gallery/pages.ts";
import { referenceCss } from "./reference/mod.ts";
import sheet from "./browser/site.css" with { type: "text" };
import script from "./browser/site.js" with { type: "text" };
import icon from "./browser/icon.svg" with { type: "text" };

const MONO = "ui-monospace, 'SF Mono', SFMono-Regular, 'Cascadia Code', Menlo, Consolas, " +
  "'DejaVu Sans Mono', monospace";

/** Ink on warm paper, and one color: the red of a proofreader's pencil. */
const proof = theme({
  name: "proof",
  from: "paper",
  size: 16,
  leading: 1.65,
  headWeight: 720,
  headTracking: -0.022,
  radius: 6,
  cardRadius: 10,
  shadow: "none",
  monoFont: MONO,
  tint: [70, 0.006],
  primary: { light: "oklch(0.52 0.18 32)", dark: "oklch(0.77 0.13 42)" },
  light: {
    bg: "oklch(0.992 0.003 85)",
    surface: "#ffffff",
    sunken: "oklch(0.966 0.007 80)",
    line: "oklch(0.905 0.01 75)",
  },
  dark: {
    bg: "oklch(0.19 0.008 60)",
    surface: "oklch(0.215 0.009 60)",
    sunken: "oklch(0.235 0.01 60)",
    line: "oklch(0.32 0.012 60)",
  },
});

/** Sets the scheme that the reader has chosen, before anything is painted. */
const SCHEME = `try{const s=localStorage.getItem("scheme");` +
  `if(s==="light"||s==="dark")document.documentElement.dataset.scheme=s}catch{}`;

const look = ui({ theme: proof, css: shorten(sheet + referenceCss + gallerySheet()) });

/** What the head of every page has; the choice of a scheme is the browser's, not a cookie's. */
export const head: readonly Child[] = [
  Script(SCHEME),
  ...(look.hdrs as readonly Child[]).filter((part) =>
    !(part instanceof Asset && part.path.endsWith(".js"))
  ),
  new Asset("site.js", script),
  Link({
    rel: "icon",
    type: "image/svg+xml",
    href: `data:image/svg+xml,${encodeURIComponent(icon)}`,
  }),
];

function shorten(css: string): string {
  return css.replace(/\/\*[^]*?\*\//g, "").replace(/\s+/g, " ").replace(/ ?([{};,>]) ?/g, "$1")
    .replaceAll(": ", ":").replaceAll(";}", "}");
}
