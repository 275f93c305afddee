/**
 * A blog: posts in Markdown, a search of their words, a feed, and what search engines want. It needs
 * no script; with one, the list changes while one types.
 *
 * @module
 */
import {
  A,
  Article,
  Div,
  fastApp,
  type FT,
  H2,
  Link,
  Meta,
  P,
  Safe,
  serve,
  Span,
  tags,
  Time,
  toXml,
} from "@fasthtml/fasthtml";
import { renderMd } from "@fasthtml/fasthtml/ext/markdown";
import { robotsTxt, sitemapXml } from "@fasthtml/fasthtml/ext/seo";
import {
  EmptyState,
  Field,
  FieldForm,
  LandingPage,
  PageFooter,
  PageSection,
  Prose,
  Row,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import { type Post, posts } from "./blog/posts.ts";

const TITLE = "Small pages", ABOUT = "Notes on websites that are light, plain and quick.";
// Feeds and search engines want whole URLs: the name that readers know the blog by.
const SITE = Deno.env.get("BASE_URL") ?? "http://localhost:5001";

export const { app, rt } = fastApp({
  ...ui({
    theme: "folio",
    css: css(),
    hdrs: Link({ rel: "alternate", type: "application/atom+xml", title: TITLE, href: "/feed.xml" }),
  }),
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
});

const index = rt.get("/", { q: "" }, ({ q }) => {
  const found = q.trim() === "" ? posts({ orderBy: "date desc" }) : posts.search(q, { limit: 20 });
  return Page(
    TITLE,
    PageSection(
      { level: 1, title: TITLE, lead: ABOUT },
      FieldForm(
        {
          method: "get",
          action: index,
          role: "search",
          hx_get: index,
          hx_trigger: "input delay:200ms, submit",
          hx_target: "#posts",
          hx_select: "#posts",
          hx_swap: "outerHTML",
          hx_push_url: true,
        },
        Field({
          name: "q",
          label: "Search",
          hideLabel: true,
          type: "search",
          placeholder: "Search the posts",
          icon: "search",
          value: q,
          maxlength: 200,
        }),
      ),
      Div(
        { id: "posts", aria_live: "polite" },
        found.map(Summary),
        found.length === 0 && EmptyState({ title: "No post has these words", level: 2 }),
      ),
    ),
  );
});

const show = rt.get("/posts/{slug}", ({ slug }) => {
  const post = posts.get(slug);
  return [
    Meta({ name: "description", content: post.lead }),
    Page(
      post.title,
      PageSection(
        { level: 1, title: post.title, lead: post.lead },
        Article(
          { cls: "post" },
          Facts(post),
          Prose(renderMd(post.text, { ids: true })),
          Row({ justify: "between", cls: "ways" }, ...toNeighbours(post)),
        ),
      ),
    ),
  ];
});

/** The posts for programs that read feeds (RFC 4287). */
const feed = rt.get("/feed.xml", () => {
  const all = posts({ orderBy: "date desc" });
  const xml = tags.Feed(
    { xmlns: "http://www.w3.org/2005/Atom" },
    tags.Title(TITLE),
    tags.Id(`${SITE}/`),
    tags.Updated(all[0]?.date.toISOString()),
    tags.Author(tags.Name(TITLE)),
    all.map((post) =>
      tags.Entry(
        tags.Title(post.title),
        tags.Id(toUrl(post)),
        Safe(`<link href="${toUrl(post)}"/>`), // HTML's own has no end
        tags.Updated(post.date.toISOString()),
        tags.Content({ type: "html" }, `${renderMd(post.text)}`),
      )
    ),
  );
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${toXml(xml)}`, {
    headers: { "content-type": "application/atom+xml; charset=utf-8" },
  });
});

robotsTxt(app, { sitemapUrl: `${SITE}/sitemap.xml` });
sitemapXml(
  app,
  () => [
    "/",
    ...posts().map((post) => ({ loc: show.to({ slug: post.slug }), lastmod: post.date })),
  ],
  { locBase: SITE },
);

function Page(title: string, ...content: FT[]) {
  return LandingPage(
    {
      title,
      brand: TITLE,
      nav: [{ label: "All posts", href: index }],
      end: ThemeToggle(),
      footer: PageFooter(P(ABOUT), A("Feed", { href: feed })),
    },
    content,
  );
}

function Summary(post: Post): FT {
  return Article(
    { cls: "summary" },
    H2(A(post.title, { href: show.to({ slug: post.slug }) })),
    Facts(post),
    P(post.lead),
  );
}

function Facts({ date, minutes }: Post): FT {
  const day = date.toLocaleDateString("en", { dateStyle: "long", timeZone: "UTC" });
  return P(
    { cls: "ui-muted" },
    Time({ datetime: date.toISOString().slice(0, 10) }, day),
    `, ${minutes} minute${minutes === 1 ? "" : "s"}`,
  );
}

/** Links to the posts before and after one. */
function toNeighbours({ slug }: Post): FT[] {
  const all = posts({ orderBy: "date" }), at = all.findIndex((post) => post.slug === slug);
  const link = (post: Post | undefined, to: (title: string) => string) =>
    Span(post && A(to(post.title), { href: show.to({ slug: post.slug }) }));
  return [link(all[at - 1], (title) => `← ${title}`), link(all[at + 1], (title) => `${title} →`)];
}

function toUrl({ slug }: Post): string {
  return `${SITE}${show.to({ slug })}`;
}

function css() {
  return `
    .ui-wrap { max-inline-size: 46rem }
    #posts { margin-block-start: 2.5rem }
    .post pre { white-space: pre-wrap }
    .summary + .summary { margin-block-start: 2.5rem }
    .summary > h2 > a { color: inherit }
    .summary > p { margin-block-start: .35rem }
    .post > .ui-prose { margin-block: 1.5rem 3rem }
    .ways { border-block-start: var(--ui-line-width) solid var(--ui-line); padding-block-start: 1rem }`;
}

serve(app);
