/** What is around the content of every page: header, menu, table of contents, foot. */
import {
  A,
  Article,
  Aside,
  Button,
  type Child,
  Details,
  Div,
  Footer,
  Fragment,
  type FT,
  H1,
  H2,
  Header,
  Kbd,
  Li,
  Link,
  Main,
  Meta,
  Nav,
  Ol,
  P,
  Span,
  Summary,
  Title,
  Ul,
} from "@fasthtml/fasthtml";
import { Icon } from "@fasthtml/fasthtml/ext/icons";
import { CARD } from "./cards.ts";
import { REPOSITORY, toSlug } from "./links.ts";
import type { PageHeading, Site, SitePage } from "./page.ts";
import { oldNote, versionMenu } from "./versions.ts";

/** What the breadcrumb calls the kinds of pages. */
const KINDS: Readonly<Record<SitePage["kind"], string>> = {
  tutorial: "Learn",
  guide: "Guide",
  reference: "Reference",
  api: "API",
  explanation: "Explanation",
  migration: "Migration",
  gallery: "Gallery",
  index: "",
  other: "",
};

/** What `<head>` has for one page. */
export function pageHead(
  site: Site,
  page: Pick<SitePage, "title" | "description" | "path"> & Partial<Pick<SitePage, "markdown">>,
): FT {
  const { base, root, origin } = site;
  const isHome = page.path === "/", card = site.cardOf(page.path);
  const title = isHome ? "FastHTML for Deno" : `${page.title} · FastHTML for Deno`;
  const url = `${origin}${root}${page.path}`;
  return Fragment(
    Title(title),
    page.description && Meta({ name: "description", content: page.description }),
    Link({ rel: "canonical", href: url }),
    Meta({ property: "og:title", content: page.title }),
    Meta({ property: "og:description", content: page.description }),
    Meta({ property: "og:type", content: isHome ? "website" : "article" }),
    Meta({ property: "og:url", content: url }),
    card && [
      Meta({ property: "og:image", content: `${origin}${card}` }),
      Meta({ property: "og:image:width", content: `${CARD.width}` }),
      Meta({ property: "og:image:height", content: `${CARD.height}` }),
      Meta({ property: "og:image:alt", content: page.title }),
      Meta({ name: "twitter:card", content: "summary_large_image" }),
    ],
    page.markdown && Link({
      rel: "alternate",
      type: "text/markdown",
      href: `${base}${page.path}index.md`,
      title: "This page as Markdown",
    }),
    Link({
      rel: "alternate",
      type: "application/rss+xml",
      href: `${base}/changes.xml`,
      title: "Changes",
    }),
  );
}

/** A page of text, with the menu beside it. */
export function pageView(site: Site, page: SitePage): FT {
  const { base, pages } = site;
  const own = pages.filter(({ section }) => section === page.section && page.section !== "More");
  const ordered = pages.filter(({ kind }) => kind !== "index");
  const at = ordered.indexOf(page);
  const around = at < 0
    ? []
    : [ordered[at - 1], ordered[at + 1]].map((near) =>
      near?.section === page.section ? near : undefined
    );
  const toc = page.headings.filter(({ level }) => level === 2 || level === 3);
  return Fragment(
    pageHead(site, page),
    top(site, page.section),
    Div(
      { cls: ["frame", own.length === 0 && "no-menu", page.isWide && "is-wide"] },
      menu(site, page, own),
      Main(
        { id: "site-main" },
        crumbs(site, page),
        oldNote(site, page.path),
        Div({ cls: "page-title" }, H1(page.title), pageTools(site, page)),
        toc.length > 1 &&
          Details({ cls: "toc-phone" }, Summary("On this page"), tocList(toc)),
        Article({ cls: "ui-prose" }, page.content),
        pager(base, around),
        pageFoot(page),
      ),
      toc.length > 1
        ? Aside(
          { cls: "toc", aria_label: "On this page" },
          P({ cls: "toc-title" }, "On this page"),
          Nav({ aria_label: "Headings of this page" }, tocList(toc)),
        )
        : !page.isWide && Div({ cls: "toc" }),
    ),
    foot(site),
  );
}

/** The header of a page that has no other pages beside it, with a menu for phones. */
export function plainTop(site: Site): FT {
  return Fragment(top(site, ""), menu(site));
}

function top(site: Site, current: string): FT {
  const { base, tabs, search } = site;
  return Fragment(
    A({ cls: "skip", href: "#site-main" }, "Skip to the content"),
    Header(
      { cls: "top" },
      Button(
        {
          type: "button",
          cls: "icon-button menu-button",
          popovertarget: "site-menu",
          aria_label: "Menu",
        },
        Icon("menu"),
      ),
      A(
        { cls: "brand", href: `${base}/` },
        mark(),
        Span("FastHTML", Span({ cls: "brand-for" }, " for Deno")),
      ),
      versionMenu(site),
      Nav(
        { cls: "tabs", aria_label: "Sections" },
        tabs.map(({ title, path }) =>
          A({ href: `${base}${path}`, aria_current: title === current ? "true" : undefined }, title)
        ),
      ),
      A(
        {
          cls: "search-button",
          href: `${base}/all/`,
          data_search: "",
          data_library: search.library,
          data_index: search.index,
          data_base: base,
        },
        Icon("search"),
        Span({ cls: "search-word" }, "Search"),
        Span({ cls: "search-keys", aria_hidden: "true" }, Kbd("Ctrl"), Kbd("K")),
      ),
      Button(
        {
          type: "button",
          cls: "icon-button scheme ui-scripted",
          data_scheme_toggle: "",
          aria_label: "Light or dark colors",
        },
        Icon("sun", { cls: "when-dark" }),
        Icon("moon", { cls: "when-light" }),
      ),
      A(
        { cls: "icon-button repo", href: REPOSITORY, aria_label: "Source code" },
        Icon("git-branch"),
      ),
    ),
  );
}

/** The mark of the brand: a tag, as the icon has it. */
function mark(): FT {
  return Icon("code-xml", { cls: "mark" });
}

function menu(site: Site, page?: SitePage, own: readonly SitePage[] = []): FT {
  const { base, tabs } = site;
  const groups = Map.groupBy(
    own.filter(({ kind }) => kind !== "index"),
    ({ group }) => group ?? "",
  );
  return Nav(
    {
      id: "site-menu",
      cls: ["menu", own.length === 0 && "is-phone"],
      popover: "auto",
      aria_label: page?.section || "Menu",
    },
    Div(
      { cls: "menu-head" },
      Span("Menu"),
      Button(
        {
          type: "button",
          cls: "icon-button",
          popovertarget: "site-menu",
          popovertargetaction: "hide",
          aria_label: "Close the menu",
        },
        Icon("x"),
      ),
    ),
    Ul(
      { cls: "menu-tabs" },
      tabs.map(({ title, path }) =>
        Li(
          A(
            { href: `${base}${path}`, aria_current: title === page?.section ? "true" : undefined },
            title,
          ),
        )
      ),
    ),
    [...groups].map(([group, all]) => {
      const list = Ul(all.map((one) => menuLink(base, one, page)));
      if (group === "") return list;
      return groups.size > 3
        ? Details({ open: all.includes(page!) || page?.kind === "index" }, Summary(group), list)
        : Fragment(P({ cls: "menu-group" }, group), list);
    }),
  );
}

function menuLink(base: string, one: SitePage, current?: SitePage): FT {
  return Li(
    A(
      { href: `${base}${one.path}`, aria_current: one === current ? "page" : undefined },
      one.label,
    ),
  );
}

function crumbs(site: Site, page: SitePage): Child {
  const { base, pages } = site;
  if (page.section === "") return;
  const index = pages.find(({ path }) => path === indexPath(page.section));
  const word = KINDS[page.kind];
  if (word === "") return;
  return Nav(
    { cls: "crumbs", aria_label: "Breadcrumb" },
    Ol(
      Li(index ? A({ href: `${base}${index.path}` }, word) : word),
      page.group && Li(page.group),
      Li(Span({ aria_current: "page" }, page.label)),
    ),
  );
}

function pageTools({ base }: Site, page: SitePage): Child {
  if (page.kind === "index" && !page.markdown) return;
  return Div(
    { cls: "page-tools" },
    Button(
      { type: "button", cls: "tool ui-scripted", data_copy_page: `${base}${page.path}index.md` },
      Icon("copy"),
      Span({ aria_live: "polite" }, "Copy page"),
    ),
    A({ cls: "tool", href: `${base}${page.path}index.md` }, Icon("file-text"), "Markdown"),
  );
}

function tocList(headings: readonly PageHeading[]): FT {
  return Ul(
    headings.map(({ id, level, text }) =>
      Li({ cls: level > 2 && "deeper" }, A({ href: `#${id}` }, text))
    ),
  );
}

function pager(base: string, [before, after]: readonly (SitePage | undefined)[]): Child {
  if (!before && !after) return;
  return Nav(
    { cls: "pager", aria_label: "Previous and next page" },
    before && A(
      { cls: "pager-before", href: `${base}${before.path}`, rel: "prev" },
      Span({ cls: "pager-word" }, "Previous"),
      Span(before.label),
    ),
    after && A(
      { cls: "pager-after", href: `${base}${after.path}`, rel: "next" },
      Span({ cls: "pager-word" }, "Next"),
      Span(after.label),
    ),
  );
}

function pageFoot({ file, title, path }: SitePage): Child {
  if (!file) return;
  const issue = new URLSearchParams({
    title: `Docs: ${title}`,
    body: `Page: ${path}\n\nWhat is missing or wrong?\n`,
  });
  return P(
    { cls: "page-foot" },
    A({ href: `${REPOSITORY}/edit/main/${file}` }, "Edit this page"),
    A({ href: `${REPOSITORY}/issues/new?${issue}` }, "This page did not help"),
  );
}

/** The foot, the same on all pages. */
export function foot(site: Site): FT {
  const { base, pages, version } = site;
  const more = pages.filter(({ section }) => section === "More");
  const links = (title: string, all: readonly [string, string][]) =>
    Div(H2({ cls: "foot-title" }, title), Ul(all.map(([href, text]) => Li(A({ href }, text)))));
  const tabs = site.tabs.map(({ title, path }): [string, string] => [`${base}${path}`, title]);
  return Footer(
    { cls: "foot" },
    Div(
      { cls: "foot-in" },
      links("Documentation", tabs),
      links("Help", [
        ...more.map(({ path, label }): [string, string] => [`${base}${path}`, label]),
        [`${base}/all/`, "All headings"],
        [`${base}/changes/`, "Changes"],
        [`${REPOSITORY}/issues`, "Report a problem"],
      ]),
      links("For language models", [
        [`${base}/llms.txt`, "llms.txt"],
        [`${base}/llms-ctx.txt`, "llms-ctx.txt"],
        [`${base}/llms-full.txt`, "llms-full.txt"],
      ]),
      P(
        { cls: "foot-note" },
        `Version ${version}. MIT license. This site is made with FastHTML for Deno: `,
        A({ href: `${REPOSITORY}/tree/main/site` }, "its source"),
        ".",
      ),
    ),
  );
}

/** The path of the page that lists a section. */
export function indexPath(section: string): string {
  return `/${toSlug(section)}/`;
}
