/** Pages that greet: one to sign in, one to tell what the application is. */
import {
  A,
  type Child,
  component,
  Div,
  Footer as FooterTag,
  type FT,
  H1,
  H2,
  H3,
  Header,
  Li,
  Main,
  Nav,
  P,
  Section,
  Span,
  Title,
  Ul,
} from "../../mod.ts";
import type { Component, GlobalAttrs, Linkable } from "../../types.ts";
import { type IconValue, isShown, type PartAttrs, toIcon, withClass } from "./attrs.ts";
import { word } from "./messages.ts";
import { type NavItem, toNavItems } from "./nav.ts";

/** The attributes of {@linkcode AuthPage}. */
export interface AuthPageAttrs extends PartAttrs {
  /** The title of the page, which is its heading, too. */
  title: string;
  /** The name of the application, or its logo. */
  brand: Child;
  /** Where the brand leads. Default: `/`. */
  home?: string | Linkable;
  /** A sentence below the heading. */
  description?: Child;
  /** What is below the card, such as the way to another form. */
  below?: Child;
  /** What is at the top, beside the brand. */
  end?: Child;
}

/** The attributes of {@linkcode NavBar}. */
export interface NavBarAttrs extends PartAttrs {
  /** The name of the application, or its logo. */
  brand: Child;
  /** Where the brand leads. Default: `/`. */
  home?: string | Linkable;
  /** The links, or their URLs by what they say. */
  nav?: readonly NavItem[] | Readonly<Record<string, string | Linkable>>;
  /** What the links are, for screen readers. Default: `Main`. */
  label?: string;
  /** What is at the end, such as a button. */
  end?: Child;
}

/** The attributes of {@linkcode LandingPage}. */
export interface LandingPageAttrs extends NavBarAttrs {
  /** The title of the page. */
  title: string;
  /** What is at the bottom: a {@linkcode PageFooter}. */
  footer?: Child;
  /** What the link to the main part says. Default: `Skip to content`. */
  skip?: string;
}

/** The attributes of {@linkcode Hero}. */
export interface HeroAttrs extends PartAttrs {
  /** The heading of the page. */
  title: Child;
  /** A word or two above it. */
  eyebrow?: Child;
  /** A sentence or two below it. */
  lead?: Child;
  /** What to do now. */
  actions?: Child;
  /** A picture beside it; without one it is in the middle. */
  media?: Child;
}

/** The attributes of {@linkcode PageSection}. */
export interface PageSectionAttrs extends PartAttrs {
  /** The heading. */
  title?: Child;
  /** The level of the heading: 1 on a page without a {@linkcode Hero}. Default: 2. */
  level?: 1 | 2;
  /** A sentence below it. */
  lead?: Child;
  /** Whether it has a ground of its own. Default: false. */
  band?: boolean;
}

/** A feature of {@linkcode Features}. */
export interface Feature {
  /** What it is called. */
  title: Child;
  /** What one has of it. */
  text: Child;
  /** An icon above it. */
  icon?: IconValue;
}

/**
 * Makes a page with one form: to sign in, to sign up, to choose a new password.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { AuthPage, Button, Field, FieldForm, ui } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp(ui());
 * rt("/login", () =>
 *   AuthPage(
 *     { title: "Sign in", brand: "Bookshelf" },
 *     FieldForm(Field({ name: "email", type: "email", label: "Email" }), Button("Sign in")),
 *   ));
 * match(await (await app.request("/login")).text(), /<h1>Sign in<\/h1>/);
 * ```
 */
export const AuthPage: Component<AuthPageAttrs, [title: FT, page: FT]> = component(
  (attrs: AuthPageAttrs, children): [title: FT, page: FT] => {
    const { title, brand, home = "/", description, below, end, ...rest } = attrs;
    const page = Div(
      { cls: "ui-auth" },
      Header(A({ href: home, cls: "ui-brand" }, brand), Div(end)),
      Main(
        { id: "ui-main", tabindex: "-1", ...rest },
        Div(
          { cls: "ui-card" },
          Div({ cls: "ui-card-head" }, H1(title), isShown(description) && P(description)),
          Div({ cls: "ui-card-body ui-flow" }, children),
        ),
        isShown(below) && FooterTag(below),
      ),
    );
    return [Title(title), page];
  },
);

/**
 * Makes a bar at the top of a page: the brand, links, and tools at its end.
 *
 * @example
 * ```ts
 * import { NavBar } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${NavBar({ brand: "Bookshelf", nav: { Books: "/books", About: "/about" } })}`,
 *   /<a href="\/about">.*About/,
 * );
 * ```
 */
export const NavBar: Component<NavBarAttrs> = component((attrs: NavBarAttrs) => {
  const { brand, home = "/", nav = [], label = word("main"), end, ...rest } = attrs;
  const items = Array.isArray(nav)
    ? nav
    : Object.entries(nav).map(([text, href]): NavItem => ({ label: text, href }));
  return Header(
    withClass(rest, "ui-site-bar"),
    Div(
      { cls: "ui-wrap" },
      A({ href: home, cls: "ui-brand" }, brand),
      items.length > 0 &&
        Nav({ aria_label: label }, Ul({ cls: "ui-site-nav" }, toNavItems(items))),
      isShown(end) && Div({ cls: "ui-tools" }, end),
    ),
  );
});

/**
 * Makes a page that tells what the application is: a bar, sections, a footer.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { Hero, LandingPage, PageFooter, ui } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp(ui());
 * rt("/", () =>
 *   LandingPage(
 *     { title: "Bookshelf", brand: "Bookshelf", footer: PageFooter("© 2026") },
 *     Hero({ title: "All your books" }),
 *   ));
 * match(await (await app.request("/")).text(), /<h1>All your books<\/h1>/);
 * ```
 */
export const LandingPage: Component<LandingPageAttrs, [title: FT, page: FT]> = component(
  (attrs: LandingPageAttrs, children): [title: FT, page: FT] => {
    const { title, brand, home, nav, label, end, footer, skip = word("skip"), ...rest } = attrs;
    const page = Div(
      { cls: "ui-site" },
      A({ href: "#ui-main", cls: "ui-skip" }, skip),
      NavBar({ brand, home, nav, label, end }),
      Main({ id: "ui-main", tabindex: "-1", ...rest }, children),
      footer,
    );
    return [Title(title), page];
  },
);

/**
 * Makes the first section of a page: what it is about, in large letters, and what to do.
 *
 * @example
 * ```ts
 * import { Hero, LinkButton } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const hero = Hero({
 *   title: "All your books",
 *   lead: "In one place.",
 *   actions: LinkButton({ href: "/signup", variant: "primary" }, "Start"),
 * });
 * match(`${hero}`, /<h1>All your books<\/h1><p class="ui-hero-lead">In one place\.<\/p>/);
 * ```
 */
export const Hero: Component<HeroAttrs> = component((attrs: HeroAttrs, children) => {
  const { title, eyebrow, lead, actions, media, ...rest } = attrs;
  const hasMedia = isShown(media);
  return Section(
    rest,
    Div(
      { cls: ["ui-wrap ui-hero", hasMedia ? "ui-hero-media" : "ui-hero-center"] },
      Div(
        { cls: "ui-hero-text" },
        isShown(eyebrow) && Span({ cls: "ui-badge ui-tone-primary" }, eyebrow),
        H1(title),
        isShown(lead) && P({ cls: "ui-hero-lead" }, lead),
        isShown(actions) && Div({ cls: "ui-row" }, actions),
        children,
      ),
      hasMedia && Div(media),
    ),
  );
});

/**
 * Makes a section of a page.
 *
 * @example
 * ```ts
 * import { P } from "@fasthtml/fasthtml";
 * import { PageSection } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${PageSection({ title: "Prices", band: true }, P("It is free."))}`,
 *   /<h2>Prices<\/h2><\/div><p>It is free\.<\/p>/,
 * );
 * ```
 */
export const PageSection: Component<PageSectionAttrs> = component(
  (attrs: PageSectionAttrs, children) => {
    const { title, level = 2, lead, band, ...rest } = attrs;
    const heading = level === 1 ? H1 : H2;
    return Section(
      withClass(rest, band && "ui-band"),
      Div(
        { cls: "ui-wrap" },
        (isShown(title) || isShown(lead)) &&
          Div(
            { cls: "ui-section-head" },
            isShown(title) && heading(title),
            isShown(lead) && P(lead),
          ),
        children,
      ),
    );
  },
);

/**
 * Makes a section of what the application does, feature by feature.
 *
 * @example
 * ```ts
 * import { Features } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const features = Features([{ title: "Fast", text: "No page is larger than 60 kB.", icon: "zap" }]);
 * match(`${features}`, /<h3>Fast<\/h3><p>No page is larger than 60 kB\.<\/p>/);
 * ```
 */
export function Features(features: readonly Feature[], attrs: PageSectionAttrs = {}): FT {
  return PageSection(
    attrs,
    Ul(
      { cls: "ui-features" },
      features.map(({ title, text, icon }) =>
        Li(icon && Span({ cls: "ui-tile" }, toIcon(icon)), H3(title), P(text))
      ),
    ),
  );
}

/**
 * Makes the end of a page.
 *
 * @example
 * ```ts
 * import { PageFooter } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${PageFooter("© 2026")}`,
 *   '<footer class="ui-footer"><div class="ui-wrap">© 2026</div></footer>',
 * );
 * ```
 */
export const PageFooter: Component<GlobalAttrs> = component((attrs: GlobalAttrs, children) =>
  FooterTag(withClass(attrs, "ui-footer"), Div({ cls: "ui-wrap" }, children))
);
