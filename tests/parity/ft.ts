import { isDeepStrictEqual } from "node:util";
import { toXml } from "../../lib/html/mod.ts";
import { toDom } from "./dom.ts";
import { build, isMappingValue, isNode, type Node, type Tree } from "./tree.ts";

/** What a section of the parity run found. */
export interface Parity {
  same: number;
  /** Ids of the cases that differ on purpose. */
  different: string[];
  /** Ids of the cases that differ for no reason given here. */
  unexplained: string[];
}

/** Renders every tree of a folder's `ft.json` and compares it with what FastHTML printed. */
export async function ftParity(folder: string): Promise<Parity> {
  const cases: Case[] = JSON.parse(await Deno.readTextFile(`${folder}/ft.json`));
  const parity: Parity = { same: 0, different: [], unexplained: [] };
  for (const each of cases) {
    const ours = renderCase(each);
    if (isSame(ours, each.html, plainly)) parity.same++;
    else if (DIFFERENCES.some(([_, applies]) => applies(each, ours))) {
      parity.different.push(each.id);
    } else parity.unexplained.push(each.id);
  }
  return parity;
}

interface Case {
  id: string;
  area: string;
  tree: Tree;
  html: string;
  portable?: boolean;
}

/** Where this project differs on purpose: the reason, and how such a case is known. */
const DIFFERENCES: [reason: string, applies: (each: Case, ours: string) => boolean][] = [
  ["libraries are served by the application, not by a CDN", ({ tree }) => has(tree, /JS$|^jsd$/)],
  ["events have the names of htmx 2 and 4", ({ tree }) => has(tree, /^(HtmxOn|PicoBusy)$/)],
  ["toasts are made by addToast()", ({ tree }) => has(tree, /^Toast/)],
  ["a frame's border is CSS's", ({ tree }) => has(tree, /^YouTubeEmbed$/)],
  ["files with parameters are template literals", ({ tree }) => has(tree, /^(ScriptX|StyleX)$/)],
  [
    "JSON-LD is written without spaces, and can't end its script",
    ({ tree, html }, ours) => has(tree, /^Ld/) && isDeepStrictEqual(toJson(ours), toJson(html)),
  ],
  ["Python's own way to print a value (portable: false)", ({ portable }) => portable === false],
  ["a lone string is text here, and is escaped", ({ tree }) => typeof tree === "string"],
  ["names are checked, as they can come from a visitor", (_, ours) => ours.startsWith(BAD_NAME)],
  ["an element without an end tag can't have children", (_, ours) => ours.endsWith(NO_END_TAG)],
  [
    "attributes in an object count, and the later object wins",
    ({ tree }) => nodes(tree).some((node) => "dict" in node),
  ],
  [
    "of two spellings of class the later wins",
    ({ tree }) =>
      nodes(tree).some(({ attrs = {} }) => Object.keys(attrs).filter(isClass).length > 1),
  ],
  [
    "style makes CSS of lists and objects, and every hx attribute JSON of objects",
    ({ tree }) =>
      nodes(tree).some(({ attrs = {} }) =>
        typeof attrs.style === "object" ||
        Object.keys(attrs).some((name) => name !== "hx_vals" && isMappingValue(attrs[name]))
      ),
  ],
  [
    "htmx and ARIA read the words true and false, not a bare name",
    ({ html }, ours) => isSame(ours, html, withoutWords),
  ],
  [
    "a script or a style sheet is text that can't end its element, and is never escaped",
    ({ tree }, ours) =>
      /^TypeError: Cannot render a child of .*(script|style): found/.test(ours) ||
      nodes(tree).some(({ tag, ns, children }) =>
        (tag === "Script" || tag === "Style") &&
        (ns === "components" || /<[a-z/!?]/i.test(JSON.stringify(children)))
      ),
  ],
  [
    "an address that runs a script is replaced unless it is Safe",
    (_, ours) => ours.includes('="about:blank"'),
  ],
  [
    "a frame's own document is Safe or refused",
    (_, ours) => ours.startsWith('TypeError: Cannot write attribute "srcdoc"'),
  ],
  [
    "a text area keeps a line break at its start",
    ({ html }, ours) => isSame(ours.replace(/(<textarea[^>]*>)\n/g, "$1"), html, plainly),
  ],
  [
    "fillForm compares values as text, looks into groups, and unchecks the others",
    ({ tree, html }, ours) =>
      isNode(tree) && tree.fill_form !== undefined && isSame(ours, html, withoutChoice),
  ],
  [
    "fillForm writes true and false into text fields, and leaves passwords, files and buttons",
    ({ tree }) =>
      isNode(tree) && tree.fill_form !== undefined &&
      (Object.values(tree.obj ?? {}).some((value) => typeof value === "boolean") ||
        nodes(tree).some(({ attrs }) =>
          /^(password|file|submit|button|image)$/.test(`${attrs?.type}`)
        )),
  ],
  [
    "an obsolete or unknown element has the name of a custom one",
    ({ tree }) => nodes(tree).some(({ tag }) => tag === "PortalExperimental"),
  ],
  [
    "a path's data starts with a command, not with a space",
    ({ html }, ours) => isSame(ours, html, (_, value) => value.trim()),
  ],
  [
    "ft() takes any name, here <!doctype> comes with Html",
    ({ tree }) => nodes(tree).some(({ tag, ns }) => ns === "xml" && tag === "ft"),
  ],
];

const BAD_NAME = "TypeError: Cannot write an attribute: the name is";
const NO_END_TAG = "expected nothing, as it has no end tag";

/** All calls in a tree, those in attributes included. */
function nodes(tree: unknown): Node[] {
  if (Array.isArray(tree)) return tree.flatMap(nodes);
  return isNode(tree) ? [tree, ...Object.values(tree).flatMap(nodes)] : [];
}

function has(tree: Tree, tags: RegExp): boolean {
  return nodes(tree).some(({ tag }) => tag !== undefined && tags.test(tag));
}

/** The data in a script element. */
function toJson(html: string): unknown {
  return JSON.parse(html.slice(html.indexOf(">") + 1, -"</script>".length));
}

function isClass(name: string): boolean {
  return /^(cls|klass|_?class|htmlClass)$/i.test(name);
}

function renderCase({ tree }: Case): string {
  try {
    return toXml(build(tree));
  } catch (error) {
    return String(error);
  }
}

type Reading = (name: string, value: string) => string | undefined;

function isSame(ours: string, theirs: string, attr: Reading): boolean {
  return JSON.stringify(toDom(ours, { attr })) === JSON.stringify(toDom(theirs, { attr }));
}

/** What a browser, or htmx, makes of an attribute. */
function plainly(name: string, value: string): string {
  if (name === "checked" || name === "selected") return "";
  if (!name.startsWith("hx-") || !value.startsWith("{")) return value;
  try {
    return JSON.stringify(JSON.parse(value));
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
}

function withoutWords(name: string, value: string): string | undefined {
  if (!/^(hx-|aria-|contenteditable|draggable|spellcheck)/.test(name)) return plainly(name, value);
  return value === "false" ? undefined : value === "true" ? "" : plainly(name, value);
}

function withoutChoice(name: string, value: string): string | undefined {
  return name === "checked" || name === "selected" ? undefined : plainly(name, value);
}
