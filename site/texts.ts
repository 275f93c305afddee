/** The site for programs: Markdown of pages, llms.txt, the map of the site, and the feed of changes. */
import { toLink } from "./links.ts";
import type { SitePage } from "./page.ts";

/** What language models get wrong about this library. */
const MISTAKES = `- It is TypeScript on Deno: not Python's FastHTML, not JSX, not Express.
- Attributes are an object, anywhere among the children: \`Div({ id: "x", cls: "y" }, "text")\`.
- Import each name: \`import { fastApp, P, serve, Titled } from "@fasthtml/fasthtml"\`.
- \`const { app, rt } = fastApp()\`, then \`rt("/path/{id:int}", handler)\`, \`rt.get\`, \`rt.post\`.
- Declare what a handler reads: \`rt("/", { page: 1, q: String }, ({ page, q }) => …)\`.
- A handler gets one argument, a context: \`({ session, req, id }) => …\`. It returns elements.
- Strings are escaped. Only \`Safe(html)\` is not.
- htmx attributes have underscores: \`hx_post\`, \`hx_target\`, \`hx_swap\`. htmx is version 4.
- Routes are values: \`A({ href: route })\`, \`Button({ hx_post: route.to({ id }) })\`.
- \`serve(app)\` is the last line. On Postgres and MongoDB, \`await\` what tables return.`;

/** The page as Markdown, with links that lead to pages of the site. */
export function toMarkdown(
  page: SitePage,
  { base, origin }: { base: string; origin: string },
): string {
  const { file, markdown } = page;
  if (!file?.startsWith("docs/")) return markdown;
  const from = file.slice("docs/".length);
  let inCode = false;
  return markdown.split("\n").map((line) => {
    if (line.startsWith("```")) inCode = !inCode;
    if (inCode) return line;
    return line.replace(/(\]\()([^)\s]+)/g, (_, start, href) => {
      const to = toLink(href, { from, base });
      return start + (to.startsWith(`${base}/`) ? origin + to : to);
    });
  }).join("\n");
}

/** What the files for language models are made of. */
export interface TextSite {
  readonly base: string;
  readonly origin: string;
  readonly pages: readonly SitePage[];
}

/** The index: each page with a sentence, and a link to its Markdown. */
export function llmsTxt({ base, origin, pages }: TextSite): string {
  const root = origin + base;
  const groups = Map.groupBy(
    pages.filter(({ kind }) => kind !== "index"),
    ({ kind, section }) => kind === "api" ? "API" : section,
  );
  const parts = [...groups].map(([title, all]) =>
    `## ${title}\n\n${
      all.map((page) =>
        `- [${page.title}](${root}${page.path}index.md)${
          page.description ? `: ${page.description}` : ""
        }`
      ).join("\n")
    }\n`
  );
  return `# FastHTML for Deno

> Interactive web applications in one TypeScript file: HTML as typed functions, htmx, a database.
> This file lists the documentation. ${root}/llms-ctx.txt has the tutorial, the guides and the
> reference in one file, ${root}/llms-full.txt also has each name of the API.

## What to know first

${MISTAKES}

${parts.join("\n")}`;
}

/** The pages that are written by hand, in one file; or all. */
export function llmsContext(site: TextSite, all: boolean): string {
  const pages = site.pages.filter(({ kind, markdown }) =>
    kind !== "index" && markdown !== "" && (all || (kind !== "api" && kind !== "gallery"))
  );
  const parts = pages.map((page) =>
    `<page title="${escaped(page.title)}" url="${site.origin}${site.base}${page.path}">\n\n${
      toMarkdown(page, site).trim()
    }\n\n</page>\n`
  );
  return `# FastHTML for Deno\n\n${MISTAKES}\n\n${parts.join("\n")}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** A version of the changelog. */
export interface Change {
  /** `0.1.0`. */
  readonly version: string;
  /** What is behind the version: a date, or that it is not released. */
  readonly when: string;
  readonly markdown: string;
}

/** Reads the versions of a changelog. */
export function readChanges(changelog: string): Change[] {
  return changelog.split(/^(?=## )/m).slice(1).map((part) => {
    const [, version = "", when = ""] = /^## ([^\s,]+),? ?(.*)$/m.exec(part)!;
    return { version, when, markdown: part.replace(/^## .*\n+/, "") };
  });
}

/** The feed of changes, RSS 2.0; `root` is the URL of the site, without a slash at its end. */
export function changesXml(changes: readonly Change[], root: string): string {
  const items = changes.map(({ version, when, markdown }) => {
    const date = Date.parse(when);
    const title = `FastHTML for Deno ${version}${when && `, ${when}`}`;
    return `<item><title>${escaped(title)}</title><link>${root}/changes/</link>` +
      `<guid isPermaLink="false">fasthtml-deno-${escaped(version)}</guid>` +
      (Number.isNaN(date) ? "" : `<pubDate>${new Date(date).toUTCString()}</pubDate>`) +
      `<description>${escaped(markdown.trim())}</description></item>\n`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>FastHTML for Deno: changes</title><link>${root}/changes/</link>
<description>What changes for programs.</description>
${items.join("")}</channel></rss>
`;
}
