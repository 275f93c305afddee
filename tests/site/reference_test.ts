import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { type ReferencePage, referencePages } from "../../site/reference/mod.ts";
import { readPublicApi } from "../../site/reference/names.ts";
import { splitDefault } from "../../site/reference/members.ts";
import { Sources } from "../../site/reference/source.ts";
import { HIDDEN, WRITTEN, WRITTEN_MEMBERS } from "../../site/reference/written.ts";
import { ROOT } from "../house/_files.ts";
import { publicNames } from "../house/_public.ts";
import { tempFolder } from "../_temp.ts";

const api = await readPublicApi();
const pages = await referencePages({ api, doc: (file) => `/${file}` });
const byPath = new Map(pages.map((page) => [page.path, page]));
const ids = new Map(pages.map(({ path, content }) => [path, new Set(idsOf(`${content}`))]));

/** A module with one of each kind. */
const MODULE = `/**
 * Boxes of {@linkcode Size}.
 *
 * @module
 */
import { type Size } from "./small/size.ts";
export type { Size };

/** Options of {@linkcode pack}. */
export interface PackOptions {
  // Outside
  /** Its color. Default: \`red\`. */
  color?: string;
  // Inside
  /** How many. Default: 1, or what \`pack()\` says. It may be 0. */
  count?: number;
  /** Asks before. */
  before?: (url: URL) => Promise<Size>;
}

/**
 * Packs a box, see {@link Box.open the lid} and {@linkcode Hidden}.
 *
 * @example A small one
 * \`\`\`ts
 * pack("small");
 * \`\`\`
 *
 * @since 0.2.0
 */
export function pack(size: Size, { color = "red" }: PackOptions = {}): Box<string> {
  return new Box(size + color);
}

/** A box. */
export class Box<T> extends Set<T> {
  /** @internal For the library. */
  state = 1;
  readonly #secret = 2;
  /** Where it is. */
  override readonly size: number = this.#secret;

  /** Takes what is in it. */
  constructor(first: T) {
    super([first]);
  }

  /** Opens it. */
  open(): T | undefined;
  open(lid: "left" | "right"): T | undefined;
  open(_lid?: string): T | undefined {
    return [...this][0];
  }
}

interface Hidden {
  a: 1;
}

/** How it is known. */
export const LABEL: Record<string, Hidden> = {};

/** No box. */
export class BoxError extends Error {
  /** The name that errors show. */
  override readonly name = "BoxError";
}
`;

async function smallPages(): Promise<ReferencePage[]> {
  await using folder = await tempFolder();
  await Deno.mkdir(`${folder.path}/ext/small`, { recursive: true });
  await Deno.writeTextFile(`${folder.path}/ext/small.ts`, MODULE);
  await Deno.writeTextFile(
    `${folder.path}/ext/small/size.ts`,
    `/** How large it is. */\nexport type Size = "small" | "large";\n`,
  );
  // On some systems the folder for temporary files is a link.
  const root = await Deno.realPath(folder.path) + "/";
  const small = await readPublicApi({ "./ext/small": "./ext/small.ts" }, { root, name: "@me/box" });
  return await referencePages({ api: small, base: "/r/" });
}

Deno.test("a page of a small module: order, signatures, members, defaults, version, examples", async () => {
  const [overview, page] = await smallPages();
  strictEqual(
    overview!.text,
    "# All names\n\n## Extensions\n\n" +
      "- [Small](/r/small/): pack, Size, PackOptions, Box, LABEL, BoxError\n",
  );
  const { content, text, ...facts } = page!;
  deepStrictEqual(facts, {
    slug: "small",
    title: "Small",
    group: "Extensions",
    description: "Boxes of `Size`.",
    docs: [],
    path: "/r/small/",
    names: ["pack", "Size", "PackOptions", "Box", "LABEL", "BoxError"],
    headings: [
      { level: 2, id: "pack", text: "pack" },
      { level: 3, id: "Size", text: "Size" },
      { level: 3, id: "PackOptions", text: "PackOptions" },
      { level: 2, id: "Box", text: "Box" },
      { level: 2, id: "LABEL", text: "LABEL" },
      { level: 2, id: "BoxError", text: "BoxError" },
    ],
    sections: [
      { id: "pack", title: "pack", text: "Packs a box, see `the lid` and `Hidden`." },
      { id: "Size", title: "Size", text: "How large it is." },
      { id: "PackOptions", title: "PackOptions", text: "Options of `pack`. color count before" },
      { id: "Box", title: "Box", text: "A box. size new open open" },
      { id: "LABEL", title: "LABEL", text: "How it is known." },
      { id: "BoxError", title: "BoxError", text: "No box. name" },
    ],
  });
  strictEqual(text, TEXT);
  const html = `${content}`;
  // The rest is checked on the whole by TEXT.
  deepStrictEqual(html.match(/<section.*?<\/section>/gs)!.slice(0, 4), PARTS);
});

const TEXT = `# Small

Boxes of \`Size\`.

## pack

From \`@me/box/ext/small\`, since 0.2.0:

\`\`\`ts
function pack(size: Size, { color = "red" }: PackOptions = {}): Box<string>
\`\`\`

Packs a box, see \`the lid\` and \`Hidden\`.

A small one

\`\`\`ts
pack("small");
\`\`\`

### Size

From \`@me/box/ext/small\`:

\`\`\`ts
type Size = "small" | "large";
\`\`\`

How large it is.

### PackOptions

From \`@me/box/ext/small\`:

\`\`\`ts
interface PackOptions
\`\`\`

Options of \`pack\`.

- \`color?: string\` — Its color. Default: \`red\`.
- \`count?: number\` — How many. It may be 0. Default: 1, or what \`pack()\` says.
- \`before?: (url: URL) => Promise<Size>\` — Asks before.

## Box

From \`@me/box/ext/small\`:

\`\`\`ts
class Box<T> extends Set<T>
\`\`\`

A box.

- \`size: number\` — Where it is.
- \`new Box(first: T)\` — Takes what is in it.
- \`open(): T | undefined\` — Opens it.
- \`open(lid: "left" | "right"): T | undefined\`

## LABEL

From \`@me/box/ext/small\`:

\`\`\`ts
const LABEL: Record<string, Hidden>
\`\`\`

How it is known.

## BoxError

From \`@me/box/ext/small\`:

\`\`\`ts
class BoxError extends Error
\`\`\`

No box.

- \`name: "BoxError"\` — The name that errors show.
`;

const HEAD = `<h2 id="pack"><a href="#pack" class="ref-anchor">pack</a></h2>`;
const MDN = "https://developer.mozilla.org/docs/Web";

/** The parts of the first four names. */
const PARTS = [
  `<section class="ref-name">${HEAD}<p class="ref-kind"><span>function</span> from ` +
  `<code>@me/box/ext/small</code><span class="ref-since"> since 0.2.0</span></p>` +
  `<pre class="ref-signature" tabindex="0"><code class="hljs language-ts">` +
  `<span class="hljs-keyword">function</span> pack(size: <a href="/r/small/#Size">Size</a>, ` +
  `{ color = <span class="hljs-string">"red"</span> }: ` +
  `<a href="/r/small/#PackOptions">PackOptions</a> = {}): ` +
  `<a href="/r/small/#Box">Box</a>&lt;<span class="hljs-built_in">string</span>&gt;</code></pre>` +
  `<p>Packs a box, see <a href="/r/small/#Box"><code>the lid</code></a> and ` +
  `<code>Hidden</code>.</p><div class="ref-example"><p>A small one</p><pre tabindex="0">` +
  `<code class="language-ts">pack("small");\n</code></pre></div></section>`,
  `<section class="ref-name"><h3 id="Size"><a href="#Size" class="ref-anchor">Size</a></h3>` +
  `<p class="ref-kind"><span>type</span> from <code>@me/box/ext/small</code></p>` +
  `<pre class="ref-signature" tabindex="0"><code class="hljs language-ts">` +
  `<span class="hljs-keyword">type</span> Size = <span class="hljs-string">"small"</span> | ` +
  `<span class="hljs-string">"large"</span>;</code></pre><p>How large it is.</p></section>`,
  `<section class="ref-name"><h3 id="PackOptions"><a href="#PackOptions" class="ref-anchor">` +
  `PackOptions</a></h3><p class="ref-kind"><span>interface</span> from ` +
  `<code>@me/box/ext/small</code></p><p>Options of <a href="/r/small/#pack"><code>pack</code></a>.` +
  `</p><h4 id="PackOptions-outside"><a href="#PackOptions-outside" class="ref-anchor">Outside</a>` +
  `</h4>${table("Name Type Default Description")}<tr id="PackOptions.color"><td>` +
  `<code class="ref-member">color?</code></td><td><code><span class="hljs-built_in">string</span></code></td><td>` +
  `<p><code>red</code></p></td><td><p>Its color.</p></td></tr></tbody></table></div>` +
  `<h4 id="PackOptions-inside"><a href="#PackOptions-inside" class="ref-anchor">Inside</a></h4>` +
  `${
    table("Name Type Default Description")
  }<tr id="PackOptions.count"><td><code class="ref-member">count?</code></td>` +
  `<td><code><span class="hljs-built_in">number</span></code></td><td><p>1, or what ` +
  `<code>pack()</code> says</p></td><td><p>How many. It may be 0.</p></td></tr>` +
  `<tr id="PackOptions.before"><td><code class="ref-member">before?</code></td><td><code>(url: ` +
  `<a href="${MDN}/API/URL">URL</a>) =&gt; ` +
  `<a href="${MDN}/JavaScript/Reference/Global_Objects/Promise">Promise</a>&lt;` +
  `<a href="/r/small/#Size">Size</a>&gt;</code></td><td></td><td><p>Asks before.</p></td></tr>` +
  `</tbody></table></div></section>`,
  `<section class="ref-name"><h2 id="Box"><a href="#Box" class="ref-anchor">Box</a></h2>` +
  `<p class="ref-kind"><span>class</span> from <code>@me/box/ext/small</code></p>` +
  `<pre class="ref-signature" tabindex="0"><code class="hljs language-ts">` +
  `<span class="hljs-keyword">class</span> Box&lt;T&gt; ` +
  `<span class="hljs-keyword">extends</span> ` +
  `<a href="${MDN}/JavaScript/Reference/Global_Objects/Set">Set</a>&lt;T&gt;</code></pre>` +
  `<p>A box.</p>${table("Call Description")}<tr id="Box.new"><td><code>new Box(first: T)</code>` +
  `</td><td><p>Takes what is in it.</p></td></tr></tbody></table></div>` +
  `${
    table("Name Type Description")
  }<tr id="Box.size"><td><code class="ref-member">size</code></td><td><code>` +
  `<span class="hljs-built_in">number</span></code></td><td><p>Where it is.</p></td></tr></tbody>` +
  `</table></div>${table("Method Description")}<tr id="Box.open"><td><code>open(): T | ` +
  `<span class="hljs-built_in">undefined</span></code></td><td><p>Opens it.</p></td></tr><tr><td>` +
  `<code>open(lid: <span class="hljs-string">"left"</span> | ` +
  `<span class="hljs-string">"right"</span>): T | <span class="hljs-built_in">undefined</span>` +
  `</code></td><td></td></tr></tbody></table></div></section>`,
];

function table(heads: string): string {
  const cells = heads.split(" ").map((head) => `<th scope="col">${head}</th>`);
  return `<div class="ref-members" tabindex="0"><table><thead><tr>${cells.join("")}</tr></thead>` +
    "<tbody>";
}

Deno.test("every public name is on exactly one page", async () => {
  const places = pages.flatMap(({ slug, names }) => names.map((name) => `${name} ${slug}`));
  deepStrictEqual(places.length, new Set(places).size);
  const shown = new Set(
    api.names.flatMap(({ name, entries }) =>
      entries.map((entry) => `${entry.replace("@fasthtml/fasthtml", ".")} ${name}`)
    ),
  );
  const all = await publicNames();
  deepStrictEqual(all.filter(({ entry, name }) => !shown.has(`${entry} ${name}`)), []);
  strictEqual(places.length, api.names.length);
  // What a name is about decides: a sample of each way to find its page.
  const sample = [
    "Button elements",
    "AAttrs element-attributes",
    "GlobalAttrs attributes",
    "Card pico",
    "ServeOptions options",
  ]
    .concat(
      "fastApp app",
      "RequestContext request",
      "signIn sessions",
      "gt queries",
      "show backends",
    )
    .concat(
      "Nbsp compat",
      "redisJobs jobs",
      "natsBroker brokers",
      "Button ui-actions",
      "renderMd markdown",
    );
  deepStrictEqual(sample.filter((place) => !places.includes(place)), []);
});

Deno.test("every link of the reference resolves, and every id is there once", () => {
  const wrong = pages.flatMap(({ path, content, headings }) => {
    const html = `${content}`, own = idsOf(html);
    return [
      ...own.filter((id, i) => own.indexOf(id) !== i).map((id) => `${path}: ${id} twice`),
      ...headings.filter(({ id }) => !own.includes(id)).map(({ id }) => `${path}: no ${id}`),
      ...[...html.matchAll(/<a (?:[^>]* )?href="([^"]*)"/g)].map(([, href]) => href!)
        .filter((href) => !resolves(href, path)).map((href) => `${path}: ${href}`),
      ...(html.match(/\{@\w+[^}]*\}/g) ?? []).map((tag) => `${path}: ${tag}`),
    ];
  });
  deepStrictEqual(wrong, []);
});

function idsOf(html: string): string[] {
  return [...html.matchAll(/<\w+ (?:[^>]* )?id="([^"]*)"/g)].map(([, id]) => id!);
}

function resolves(href: string, path: string): boolean {
  if (/^https:\/\/[\w.-]+\.\w+\//.test(href)) return true;
  const url = new URL(href, `http://localhost${path}`);
  const page = byPath.get(url.pathname);
  if (!page) return url.pathname.endsWith(".md") && exists(url.pathname);
  return url.hash === "" || ids.get(url.pathname)!.has(decodeURIComponent(url.hash.slice(1)));
}

function exists(path: string): boolean {
  return Deno.statSync(`${ROOT}docs${path}`).isFile;
}

Deno.test("elements are one table, with their own attributes and a link to MDN", () => {
  const { text, content, headings } = byPath.get("/api/elements/")!;
  ok(`${content}`.includes('<p class="ref-docs">See also: <a href="/html.md">HTML</a></p>'));
  ok(text.includes('import { Li, render, Ul } from "@fasthtml/fasthtml/html";'));
  deepStrictEqual(headings, [{ level: 2, id: "elements", text: "Elements" }]);
  ok(text.includes(
    "- `Area`: `<area>`, a part of an image map that is a link. Attributes: `alt`, `coords`, " +
      "`download`, `href`, `ping`, `referrerpolicy`, `rel`, `shape`, `target`.",
  ));
  const row = `${content}`.match(/<tr id="H2">.*?<\/tr>/)![0];
  strictEqual(
    row,
    `<tr id="H2"><td><code class="ref-member">H2</code></td><td><a href="${MDN}/HTML/Reference/Elements/` +
      `Heading_Elements"><code class="ref-member">&lt;h2&gt;</code></a></td><td><p>a heading of the second level</p></td>` +
      `<td></td></tr>`,
  );
});

Deno.test("a page begins with what it is about, also where that is a type", () => {
  const firsts = ["app", "tables", "database", "request", "htmx-attributes"].map((slug) =>
    byPath.get(`/api/${slug}/`)!.headings.filter(({ level }) => level === 2).slice(0, 2)
      .map(({ id }) => id)
  );
  deepStrictEqual(firsts, [
    ["fastApp", "FastHTML"],
    ["DataTable", "TableVerbs"],
    ["database", "Database"],
    ["RequestContext", "HandlerContext"],
    ["HxAttrs", "SwapStyle"],
  ]);
  const { headings } = byPath.get("/api/database/")!;
  const names = headings.map(({ id }) => id);
  ok(names.indexOf("DataError") > names.indexOf("inRequest"));
});

Deno.test("options of an application are tables by group, with defaults", () => {
  const { text, headings } = byPath.get("/api/options/")!;
  strictEqual(headings[0]!.id, "FastHTMLOptions");
  const groups = headings.filter(({ id }) => id.startsWith("FastHTMLOptions"));
  deepStrictEqual(groups[0], { level: 2, id: "FastHTMLOptions", text: "FastHTMLOptions" });
  ok(groups.some(({ id, level }) => id === "FastHTMLOptions-pages" && level === 3));
  ok(
    text.includes("- `htmx?: 4 | 2 | false` — The version of htmx, or false for none. Default: 4."),
  );
});

Deno.test("signatures written for readers have the parameters of the source", () => {
  const sources = new Sources(api.root);
  for (const [key, written] of Object.entries(WRITTEN)) {
    const [file, name] = key.split(" ");
    const found = api.names.find((one) => one.file === file && one.name === name);
    ok(found, `${key} is not public`);
    const { signatures } = sources.declared(found);
    const real = signatures.map((pieces) => pieces.map(({ text }) => text).join(""));
    deepStrictEqual(written.split("\n").map(toParameters), real.map(toParameters), key);
  }
});

Deno.test("members written for readers have the overloads and parameters of the source", () => {
  const sources = new Sources(api.root);
  for (const [key, written] of Object.entries(WRITTEN_MEMBERS)) {
    const [file, name, member] = key.split(" ");
    const owner = api.names.find((one) => one.file === file && one.name === name);
    ok(owner, `${key} is not public`);
    const real = sources.declared(owner).members.filter((one) => one.name === member);
    const lines = written.split("\n");
    strictEqual(lines.length, real.length, key);
    for (const [at, line] of lines.entries()) {
      ok(line.length <= 130, `${key} has a line of ${line.length} characters`);
      if (line === HIDDEN) continue;
      const text = real[at]!.signature.map(({ text }) => text).join("");
      deepStrictEqual(toParameters(line), toParameters(text), key);
    }
  }
  const { text } = byPath.get("/api/tables/")!;
  ok(text.includes("- `sum(column: NumberName<Row>, ...condition: WhereArgs<Row>): number` — "));
  ok(text.includes("On Postgres and MongoDB it returns a promise of it"));
  ok(!byPath.get("/api/database/")!.text.includes("Fits nothing"));
});

Deno.test("the component library is in parts, none of which is a page too long to read", () => {
  const parts = pages.filter(({ slug }) => slug === "ui" || slug.startsWith("ui-"));
  deepStrictEqual(parts.map(({ slug }) => slug), [
    "ui",
    "ui-pages",
    "ui-actions",
    "ui-forms",
    "ui-data",
  ]);
  for (const { slug, content, names, docs } of parts) {
    ok(`${content}`.length < 80_000, `${slug}: ${`${content}`.length}`);
    ok(names.length > 15 && docs.length > 0, slug);
  }
  const find = (name: string) => parts.find(({ names }) => names.includes(name))!.slug;
  deepStrictEqual(["ui", "theme", "Tabs", "Modal", "FormFor", "DataTable", "Alert"].map(find), [
    "ui",
    "ui",
    "ui-pages",
    "ui-actions",
    "ui-forms",
    "ui-data",
    "ui-data",
  ]);
});

/** The names of parameters. */
function toParameters(signature: string): string[] {
  const list = signature.slice(signature.indexOf("(", signature.lastIndexOf(">(")));
  return [...list.matchAll(/[(,]\s*(\w+\??):/g)].map(([, name]) => name!);
}

Deno.test("a union of hundreds of names says how many more there are", () => {
  const { text } = byPath.get("/api/icons/")!;
  const shown = text.match(/type IconName =[^`]*/)![0].trim().split("\n");
  deepStrictEqual(shown.slice(0, 3), ["type IconName =", '  | "a-arrow-down"', '  | "a-arrow-up"']);
  strictEqual(shown.length, 14);
  ok(/^ {2}\/\/ … and \d{3,} more$/.test(shown.at(-1)!), shown.at(-1));
});

Deno.test("a default is the sentence that begins with Default:", () => {
  deepStrictEqual(splitDefault("How many. Default: 1.5, or\nmore. It may be 0."), {
    doc: "How many. It may be 0.",
    default: "1.5, or more",
  });
  deepStrictEqual(splitDefault("Default: `a.b`."), { doc: "", default: "`a.b`" });
  deepStrictEqual(splitDefault("The default."), { doc: "The default.", default: "" });
});

Deno.test("names that no subject has, and a module that deno doc can't read, are errors", async () => {
  const [name] = api.names;
  const lost = { ...api, names: [{ ...name!, name: "x", entries: ["x"], file: "lost.ts" }] };
  await rejects(referencePages({ api: lost }), {
    message: "Cannot document x: lost.ts is on no page, expected it in site/reference/subjects.ts",
  });
  await rejects(
    readPublicApi({ ".": "./none.ts" }),
    /^Error: Cannot read the public names: [^]*none\.ts[^]*, expected modules for deno doc$/,
  );
});
