/**
 * The generated reference: every public name on one page, from doc comments and sources. The site
 * puts these pages into its layout.
 */
import { existsSync } from "node:fs";
import { renderMd } from "@fasthtml/fasthtml/ext/markdown";
import { A, Code, Div, type FT, H2, Li, P, Ul } from "@fasthtml/fasthtml";
import { isElement, toElementTable, toElementText, toRows } from "./elements.ts";
import { keyOf, Links } from "./links.ts";
import { type PublicApi, type PublicName, readPublicApi } from "./names.ts";
import { placeOf } from "./order.ts";
import { type Heading, headingsOf, type Shown, type Tools, toPart } from "./page.ts";
import { Sources } from "./source.ts";
import { bySubject, entriesOf, type Subject } from "./subjects.ts";
import { LINK, toText, withoutLinks } from "./text.ts";
import { withWritten } from "./written.ts";

export { referenceCss } from "./css.ts";
export type { Heading };

/** A page of the reference. */
export interface ReferencePage extends Subject {
  /** Its path on the site: `/api/tables/`. */
  path: string;
  /** What is below the title. */
  content: FT;
  /** For the table of contents, in order. */
  headings: Heading[];
  /** The page as Markdown. */
  text: string;
  /** What search finds, one for each name. */
  sections: { id: string; title: string; text: string }[];
  /** The public names that it explains. */
  names: string[];
}

/** Options of {@linkcode referencePages}. */
export interface ReferenceOptions {
  /** What the paths of pages begin with. Default: `/api/`. */
  base?: string;
  /** Makes elements of Markdown, examples included. Default: `renderMd()`. */
  markdown?: (text: string) => FT;
  /** The URL of a page below `docs/`, such as `data.md`; undefined for none. Default: none. */
  doc?: (file: string) => string | undefined;
  /** What is public. Default: the entries of `deno.json`. */
  api?: PublicApi;
}

/** What is public, read once: the sources do not change while a program runs. */
let ownApi: Promise<PublicApi> | undefined;

/** Makes all pages of the reference; the first is the list of all names. */
export async function referencePages(options: ReferenceOptions = {}): Promise<ReferencePage[]> {
  const { base = "/api/", markdown = renderMd, doc = () => undefined } = options;
  const api = options.api ?? await (ownApi ??= readPublicApi());
  const sources = new Sources(api.root);
  const subjects = bySubject(api);
  const urls = new Map(
    subjects.flatMap(([{ slug }, names]) =>
      names.map((name) => [keyOf(name), `${base}${slug}/#${name.name}`] as const)
    ),
  );
  const links = new Links(urls);
  const tools: Tools = {
    link: (type) => links.of(type),
    markdown: (text, file) => markdown(toLinked(text, file, sources, links)),
  };
  const pages = subjects.map(([subject, names]) =>
    toPage(subject, names, { api, base, sources, tools, doc })
  );
  return [toOverview(pages, base), ...pages];
}

interface Making {
  api: PublicApi;
  base: string;
  sources: Sources;
  tools: Tools;
  doc: (file: string) => string | undefined;
}

function toPage(subject: Subject, names: readonly PublicName[], making: Making): ReferencePage {
  const { api, base, sources, tools } = making;
  const path = `${base}${subject.slug}/`;
  const declared = new Map(names.map((name) => [name, withWritten(name, sources)]));
  const elements = names.filter(isElement)
    .map((name): Shown => ({ ...name, ...declared.get(name)!, level: 2 }));
  const parts = inOrder(subject, names.filter((name) => !isElement(name)), declared)
    .map(([name, level]): Shown => ({ ...name, ...declared.get(name)!, level }));
  const rows = toRows(elements, (type) => attributesOf(type, api, sources), tools);
  const intro = entriesOf(subject, api)
    .map((specifier) => api.entries.find((entry) => entry.specifier === specifier)!);
  const written = subject.docs.filter((file) => existsSync(`${api.root}docs/${file}`));
  const description = subject.description || firstSentence(intro[0]?.doc ?? "");
  return {
    ...subject,
    description,
    docs: written,
    path,
    names: [...elements, ...parts].map(({ name }) => name),
    headings: [
      ...rows.length > 0 ? [{ level: 2, id: "elements", text: "Elements" } as const] : [],
      ...parts.flatMap(headingsOf),
    ],
    content: Div(
      { cls: "ref" },
      subject.description && tools.markdown(subject.description, "mod.ts"),
      intro.map(({ doc, file }) => tools.markdown(doc, file)),
      toSeeAlso(written, making),
      rows.length > 0 && [
        H2({ id: "elements" }, "Elements"),
        toElementTable(rows, tools, elements[0]!.file),
      ],
      parts.map((part) => toPart(part, tools)),
    ),
    text: [
      `# ${subject.title}`,
      subject.description,
      ...intro.map(({ doc }) => withoutLinks(doc)),
      rows.length > 0 ? `## Elements\n\n${toElementText(rows)}` : "",
      ...parts.map(toText),
    ].filter(Boolean).join("\n\n") + "\n",
    sections: [
      ...rows.map(({ name, tag, use }) => ({ id: name, title: name, text: `<${tag}> ${use}` })),
      ...parts.map(({ name, doc, members }) => ({
        id: name,
        title: name,
        text: [withoutLinks(doc), ...members.map(({ name }) => name)].join(" "),
      })),
    ],
  };
}

/** Names in their order, errors last: types follow the first name whose signature has them. */
function inOrder(
  subject: Subject,
  names: readonly PublicName[],
  declared: ReadonlyMap<PublicName, ReturnType<typeof withWritten>>,
): [PublicName, 2 | 3][] {
  const rank = ({ name }: PublicName) =>
    placeOf(subject, name) ?? (name.endsWith("Error") ? OTHERS + 1 : OTHERS);
  const isMain = (name: PublicName) => !isType(name) || rank(name) < OTHERS;
  const sorted = [...names].sort((a, b) => rank(a) - rank(b));
  if (names.every(isType)) return sorted.map((name) => [name, 2]);
  const left = new Set(sorted.filter((name) => !isMain(name)));
  const placed = sorted.filter(isMain).flatMap((name): [PublicName, 2 | 3][] => {
    const { signatures, members } = declared.get(name)!;
    const pieces = [...signatures, ...members.map(({ signature }) => signature)].flat();
    const used = [...left].filter((type) =>
      pieces.some((piece) => piece.type && keyOf(piece.type) === keyOf(type))
    );
    for (const type of used) left.delete(type);
    return [[name, 2], ...used.map((type): [PublicName, 3] => [type, 3])];
  });
  return [...placed, ...[...left].map((type): [PublicName, 2] => [type, 2])];
}

/** The rank of names that a page does not begin with. */
const OTHERS = 1000;

function isType({ kinds }: PublicName): boolean {
  return kinds.every((kind) => /^(?:type|interface)$/.test(kind));
}

/** The attributes that a type of attributes has beyond those of all elements. */
function attributesOf(type: string, { names }: PublicApi, sources: Sources): string[] {
  if (/^(?:Global|Svg)Attrs$/.test(type)) return [];
  const found = names.find(({ name, file }) => name === type && /attr/.test(file));
  if (!found) return [];
  const { members, bases } = sources.declared(found);
  const inherited = bases.flatMap((pieces) => pieces).flatMap(({ type }) =>
    type ? attributesOf(type.name, { names } as PublicApi, sources) : []
  );
  return [...new Set([...members.map(({ name }) => name), ...inherited])];
}

/** Markdown whose `{@linkcode Name}` are links. */
function toLinked(text: string, file: string, sources: Sources, links: Links): string {
  return text.replace(LINK, (_, target: string, label = "") => {
    const found = sources.resolve(file, target.split(".")[0]!);
    const href = found && links.of(found);
    const words = `\`${label.trim() || target}\``;
    return href ? `[${words}](${href})` : words;
  });
}

/** Links to the pages that people have written on the subject. */
function toSeeAlso(files: readonly string[], { api, doc }: Making): FT | false {
  const links = files.flatMap((file) => {
    const href = doc(file);
    if (!href) return [];
    const text = Deno.readTextFileSync(`${api.root}docs/${file}`);
    return [A({ href }, text.match(/^# (.+)$/m)?.[1] ?? file)];
  });
  return links.length > 0 &&
    P({ cls: "ref-docs" }, "See also: ", links.map((link, i) => [i > 0 && ", ", link]));
}

function firstSentence(text: string): string {
  return withoutLinks(text).split(/\n\n/)[0]!.replace(/\s+/g, " ").trim();
}

/** All names, by page. */
function toOverview(pages: readonly ReferencePage[], base: string): ReferencePage {
  const groups = [...Map.groupBy(pages, ({ group }) => group)];
  return {
    slug: "",
    title: "All names",
    group: "Overview",
    description: "Every public name, by subject.",
    docs: [],
    path: base,
    names: [],
    headings: groups.map(([text]) => ({ level: 2, id: text.toLowerCase(), text })),
    content: Div(
      { cls: "ref" },
      groups.map(([group, list]) => [
        H2({ id: group.toLowerCase() }, group),
        list.map(({ path, title, description, names }) =>
          Div(
            { cls: "ref-subject" },
            P(A({ href: path }, title), description && `: ${description}`),
            Ul(names.map((name) => Li(A({ href: `${path}#${name}` }, Code(name))))),
          )
        ),
      ]),
    ),
    text: [
      "# All names",
      ...groups.flatMap(([group, list]) => [
        `## ${group}`,
        list.map(({ path, title, names }) => `- [${title}](${path}): ${names.join(", ")}`).join(
          "\n",
        ),
      ]),
    ].join("\n\n") + "\n",
    sections: [],
  };
}
