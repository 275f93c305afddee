/** The site as an application: `siteApp()` serves the pages, and all that belongs to them. */
import {
  A,
  Article,
  Asset,
  B,
  fastApp,
  type FastHTML,
  FileResponse,
  Fragment,
  type FT,
  H1,
  H2,
  H3,
  HTTPException,
  Li,
  Main,
  P,
  TextResponse,
  Ul,
} from "@fasthtml/fasthtml";
import { robotsTxt, sitemapXml } from "@fasthtml/fasthtml/ext/seo";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { galleryPages, pictureOf, PICTURES } from "./gallery/pages.ts";
import { PROGRAMS } from "./gallery/list.ts";
import { RUN, runPrograms } from "./gallery/run.ts";
import { type CardPage, Cards } from "./cards.ts";
import { DESCRIPTION, homeView } from "./home.ts";
import { foot, indexPath, pageHead, pageView, plainTop } from "./layout.ts";
import { pathOf, toLink } from "./links.ts";
import { head } from "./look.ts";
import { readMarkdown, toProse } from "./markdown.ts";
import { sections } from "./menu/mod.ts";
import type { Site, SitePage } from "./page.ts";
import { writtenPages } from "./pages.ts";
import { referencePages } from "./reference/mod.ts";
import { makeIndex, makeLibrary } from "./search.ts";
import { toFolder, versionLinks, VERSIONS } from "./versions.ts";
import { changesXml, llmsContext, llmsTxt, readChanges, toMarkdown } from "./texts.ts";

/** Options of {@linkcode siteApp}. */
export interface SiteOptions {
  /** The prefix of the site's URLs, such as `/docs`. Default: none. */
  base?: string;
  /** The older version that it is of, which is below a folder of its own. Default: the newest. */
  version?: string;
  /** All versions, the newest first. Default: those of `versions.json`. */
  versions?: readonly string[];
  /** The origin of the site, for absolute URLs. Default: `https://fasthtml.example`. */
  origin?: string;
  /** The pictures for other sites. Default: those in `site/pictures/cards/`. */
  cards?: Cards;
  /** Whether the programs of the gallery run. Default: false, as on a static site. */
  programs?: boolean;
}

const ROOT = new URL("../", import.meta.url), DOCS = new URL("docs/", ROOT);

/** What the sections are, for the pages that list them. */
const ABOUT: Readonly<Record<string, string>> = {
  Learn:
    "Start here: install, then build one application step by step, from an empty folder to production.",
  Guides: "One task a page: what you will have, the whole program, and what can go wrong.",
  Reference: "What there is, by subject: every option, with its default. The API lists every name.",
  Explanation: "How it works and why: what is safe by default, how it scales, how fast it is.",
  Migrate: "Bring an application from another framework, with the same program before and after.",
};

/** The site: its application, its pages, and all paths, also those that no page links to. */
export interface SiteApp {
  readonly app: FastHTML;
  readonly pages: readonly SitePage[];
  readonly paths: readonly string[];
  readonly origin: string;
  readonly base: string;
  /** What a build takes pictures of. */
  readonly cardPages: readonly CardPage[];
  /** Returns whether a path is of another version. */
  readonly isOther: (path: string) => boolean;
}

/** Makes the application that serves the site. */
export async function siteApp(options: SiteOptions = {}): Promise<SiteApp> {
  const {
    base: root = "",
    version,
    versions = VERSIONS,
    origin = "https://fasthtml.example",
    cards = new Cards(),
    programs = false,
  } = options;
  const base = version === undefined ? root : root + toFolder(version);
  const written = writtenPages(base), generated = await apiPages(base);
  const lists = sections.filter(({ title, pages }) => title !== "More" && pages.length > 0)
    .map(({ title }) => listPage(base, title, written));
  const changelog = Deno.readTextFileSync(new URL("CHANGELOG.md", ROOT));
  const gallery = galleryPages({ base, runs: programs });
  const pages = [...lists, ...written, ...gallery, ...generated, changesPage(base, changelog)];
  const index = new Asset("search.json", makeIndex(pages));
  const library = new Asset("search.mjs", makeLibrary());
  const found = [library, index].map((asset) => asset.url());
  const cardPages = new Map<string, CardPage>([
    ["/", { title: "FastHTML for Deno", description: DESCRIPTION }],
    ...pages.map((page) => [page.path, page] as const),
  ]);
  const site: Site = {
    base,
    root,
    origin,
    version: version ?? config.version,
    versions,
    isOld: version !== undefined,
    pages,
    cardOf: (path) => {
      const file = cards.fileOf(cardPages.get(path) ?? cardPages.get("/")!);
      return file && `${base}/files/cards/${file}`;
    },
    tabs: [
      ...lists.map(({ section, path }) => ({ title: section, path })),
      { title: "Gallery", path: "/gallery/" },
      ...generated.length > 0 ? [{ title: "API", path: "/api/" }] : [],
    ],
    search: { library: library.url(base), index: index.url(base) },
  };
  const { app, rt } = fastApp({
    htmx: false,
    pico: false,
    surreal: false,
    csp: true,
    basePath: base,
    hdrs: [...head, index],
    exceptionHandlers: { 404: () => notFound(site) },
    secretKey: "the site has no sessions: 0123456789abcdef",
  });
  app.addRoute(library.route()); // In `hdrs` every page would load it.
  rt.get("/", () => homeView(site));
  rt.get("/all/", () => allView(site));
  for (const page of pages) {
    rt.get(page.path, () => pageView(site, page));
    rt.get(`${page.path}index.md`, () => markdownOf(page, site));
    rt.get(`${page.path.slice(0, -1)}.html.md`, () => markdownOf(page, site));
  }
  rt.get("/files/cards/{file}", { file: String }, ({ file }) => {
    if (!/^[\da-f]{16}\.png$/.test(file)) throw new HTTPException(404);
    return FileResponse(`${cards.folder}${file}`);
  });
  const text = (path: string, make: () => string) => rt.get(path, () => TextResponse(make()));
  text("/llms.txt", () => llmsTxt(site));
  text("/llms-ctx.txt", () => llmsContext(site, false));
  text("/llms-full.txt", () => llmsContext(site, true));
  const changes = () => changesXml(readChanges(changelog), origin + base);
  rt.get("/changes.xml", () => TextResponse(changes(), { type: "application/rss+xml" }));
  for (const picture of pictures()) {
    rt.get(`/files/docs/${picture}`, () => FileResponse(fileURLToPath(new URL(picture, DOCS))));
  }
  for (const program of PROGRAMS) {
    const path = pictureOf(program);
    const file = fileURLToPath(new URL(`${program.file}.png`, PICTURES));
    if (path) rt.get(path, () => FileResponse(file));
  }
  if (programs) app.mount(RUN, await runPrograms());
  if (version === undefined) {
    // Search engines read these at the root, for the newest version only.
    robotsTxt(app, { sitemapUrl: `${origin}${root}/sitemap.xml` });
    sitemapXml(app, ["/", ...pages.map(({ path }) => path)], { locBase: origin + root });
    text("/versions.json", () => JSON.stringify(versionLinks(versions, root)));
  }
  const texts = ["/llms.txt", "/llms-ctx.txt", "/llms-full.txt", "/changes.xml", "/all/"];
  const paths = [
    "/",
    ...pages.flatMap(({ path }) => [path, `${path}index.md`, `${path.slice(0, -1)}.html.md`]),
    ...texts,
    ...found,
    ...version === undefined ? ["/robots.txt", "/sitemap.xml", "/versions.json"] : [],
  ];
  const others = version === undefined ? versions.map((one) => `${root}${toFolder(one)}/`) : [];
  return {
    app,
    pages,
    paths,
    origin,
    base,
    cardPages: [...cardPages.values()],
    isOther: (path) => others.some((folder) => path.startsWith(folder)),
  };
}

/** The generated reference as pages of the site. */
async function apiPages(base: string): Promise<SitePage[]> {
  const prefix = `${base}/api/`;
  const found = await referencePages({
    base: prefix,
    markdown: toProse,
    doc: (file) => {
      const path = pathOf(file);
      return path && base + path;
    },
  });
  return found.map((
    { path, title, description, group, content, headings, text, sections, names },
  ) => ({
    path: path.slice(base.length),
    title: path === prefix ? "All names" : title,
    label: title,
    description,
    kind: "api",
    section: "API",
    group: path === prefix ? undefined : group,
    content,
    headings,
    sections: [
      { id: "", title, text: description, keywords: [] },
      ...sections.map((section) => ({ ...section, keywords: [] })),
    ],
    names,
    markdown: text,
  }));
}

/** The page that lists a section. */
function listPage(base: string, section: string, pages: readonly SitePage[]): SitePage {
  const own = pages.filter((page) => page.section === section);
  const groups = [...Map.groupBy(own, ({ group }) => group ?? "")];
  const about = ABOUT[section]!;
  const cards = (all: readonly SitePage[]) =>
    Ul(
      { cls: ["cards", section === "Learn" && "steps"] },
      all.map(({ path, label, description }) =>
        Li(A({ href: base + path }, B(label), description))
      ),
    );
  return {
    path: indexPath(section),
    title: section,
    label: section,
    description: about,
    kind: "index",
    section,
    content: Fragment(
      P(about),
      groups.map(([group, all]) => [group && H2({ id: toId(group) }, group), cards(all)]),
    ),
    headings: groups.filter(([group]) => group)
      .map(([group]) => ({ level: 2, id: toId(group), text: group })),
    sections: [{ id: "", title: section, text: about, keywords: [] }],
    names: [],
    markdown: `# ${section}\n\n${about}\n\n${
      own.map(({ title, path, description }) => `- [${title}](${path}): ${description}`).join("\n")
    }\n`,
  };
}

function toId(text: string): string {
  return text.toLowerCase().replace(/\W+/g, "-");
}

/** CHANGELOG.md as a page. */
function changesPage(base: string, changelog: string): SitePage {
  const from = "../CHANGELOG.md";
  const found = readMarkdown(changelog, { link: (href) => toLink(href, { from, base }) });
  return {
    ...found,
    path: "/changes/",
    title: "Changes",
    label: "Changes",
    kind: "other",
    section: "",
    names: [],
    markdown: changelog,
    file: "CHANGELOG.md",
    headings: found.headings.filter(({ level }) => level === 2),
    sections: [{
      id: "",
      title: "Changes",
      text: found.description,
      keywords: ["changelog", "release notes", "versions"],
    }],
  };
}

/** All headings of all pages, for those without JavaScript: what the search finds. */
function allView(site: Site): FT {
  const { base, pages } = site;
  const title = "All headings",
    description = "Every page and every heading, for the search of your browser.";
  const groups = Map.groupBy(
    pages.filter(({ kind }) => kind !== "index"),
    ({ section }) => section || "More",
  );
  return Fragment(
    pageHead(site, { title, description, path: "/all/" }),
    plainTop(site),
    Main(
      { id: "site-main", cls: "home all-headings" },
      Article(
        { cls: "ui-prose" },
        H1(title),
        P(description),
        [...groups].map(([group, all]) => [
          H2(group),
          all.map(({ path, title, sections }) => [
            H3(A({ href: base + path }, title)),
            Ul(
              sections.filter(({ id }) => id !== "")
                .map(({ id, title }) => Li(A({ href: `${base}${path}#${id}` }, title))),
            ),
          ]),
        ]),
      ),
    ),
    foot(site),
  );
}

function notFound(site: Site): FT {
  return Fragment(
    pageHead(site, { title: "Page not found", description: "", path: "/404.html" }),
    plainTop(site),
    Main(
      { id: "site-main", cls: "home" },
      Article(
        { cls: "ui-prose" },
        H1("Page not found"),
        P("There is no page at this URL. It may have moved, or the link may be wrong."),
        P(
          "Use the search at the top of the page, or look at the ",
          A({ href: `${site.base}/all/` }, "list of all headings"),
          ".",
        ),
      ),
    ),
    foot(site),
  );
}

function markdownOf(page: SitePage, site: Site): Response {
  return TextResponse(toMarkdown(page, site), { type: "text/markdown" });
}

/** The pictures that pages show. */
function pictures(): string[] {
  return [...Deno.readDirSync(DOCS)].map(({ name }) => name)
    .filter((name) => /\.(?:png|jpg|svg|webp)$/.test(name));
}
