/** Ways through: breadcrumbs, pages of a list, steps, tabs, accordions. */
import {
  A,
  Button as ButtonTag,
  type Child,
  component,
  Details,
  Div,
  type FT,
  HREF,
  Li,
  Nav,
  Ol,
  Span,
  Summary,
  Ul,
} from "../../mod.ts";
import type { Component, DetailsAttrs, GlobalAttrs, Linkable } from "../../types.ts";
import { type IconValue, type PartAttrs, toIcon, toId, withClass } from "./attrs.ts";
import { word } from "./messages.ts";

/** A link of a navigation. */
export interface NavItem {
  /** What it says. */
  label: Child;
  /** Where it leads: a URL, or a route. */
  href: string | Linkable;
  /** The icon before it. */
  icon?: IconValue;
  /** Whether it leads to the page that is shown. */
  current?: boolean;
  /** What is at its end, such as a count. */
  badge?: Child;
}

/** The attributes of {@linkcode Breadcrumb}. */
export interface BreadcrumbAttrs extends GlobalAttrs {
  /** The way from the top to the page that is shown, which is last and needs no `href`. */
  items: readonly { label: Child; href?: string | Linkable }[];
  /** What a screen reader says. Default: `Breadcrumb`. */
  label?: string;
}

/** The attributes of {@linkcode Pagination}. */
export interface PaginationAttrs extends GlobalAttrs {
  /** The page that is shown, from 1. */
  page: number;
  /** How many pages there are. */
  pages: number;
  /** Returns the URL of a page. */
  href: (page: number) => string | Linkable;
  /** Attributes of each link, such as those of htmx. */
  link?: GlobalAttrs | ((page: number) => GlobalAttrs);
  /** What a screen reader says. Default: `Pages`. */
  label?: string;
}

/** The attributes of {@linkcode Steps}. */
export interface StepsAttrs extends GlobalAttrs {
  /** The names of the steps. */
  steps: readonly Child[];
  /** The step that the user is at, from 1. Those before it are done. */
  current: number;
}

/** The attributes of {@linkcode Tabs}. */
export interface TabsAttrs extends GlobalAttrs {
  /** What the tabs are of, for screen readers. */
  label: string;
  /** The panels by what their tabs say. */
  tabs: Readonly<Record<string, Child>>;
  /** The tab that is open at first. Default: the first. */
  open?: string;
}

/** The attributes of {@linkcode TabLinks}. */
export interface TabLinksAttrs extends GlobalAttrs {
  /** What the links are of, for screen readers. */
  label: string;
  /** The links. */
  items: readonly NavItem[];
}

/** The attributes of {@linkcode AccordionItem}. */
export interface AccordionItemAttrs extends Omit<DetailsAttrs, "title"> {
  /** Its heading, which opens and closes it. */
  title: Child;
}

/**
 * Makes the way to a page.
 *
 * @example
 * ```ts
 * import { Breadcrumb } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const way = Breadcrumb({ items: [{ label: "Books", href: "/books" }, { label: "Emma" }] });
 * match(`${way}`, /<a href="\/books">Books<\/a><\/li><li><span aria-current="page">Emma<\/span>/);
 * ```
 */
export const Breadcrumb: Component<BreadcrumbAttrs> = component((attrs: BreadcrumbAttrs) => {
  const { items, label = word("breadcrumb"), ...rest } = attrs;
  const links = items.map(({ label, href }, at) =>
    Li(
      at === items.length - 1
        ? Span({ aria_current: "page" }, label)
        : href === undefined
        ? Span(label)
        : A({ href }, label),
    )
  );
  return Nav({ aria_label: label, ...rest }, Ol({ cls: "ui-crumbs" }, links));
});

/**
 * Makes links to the pages of a list: the first, the last, and those around the one shown. With an
 * `id` each of them has its own, so that htmx leaves the focus where it is, also at the ends.
 *
 * @example
 * ```ts
 * import { Pagination } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const pages = Pagination({ page: 2, pages: 9, href: (page) => `/books?page=${page}` });
 * match(`${pages}`, /<a href="\/books\?page=2" class="ui-page" aria-current="page">2<\/a>/);
 * ```
 */
export const Pagination: Component<PaginationAttrs> = component((attrs: PaginationAttrs) => {
  const { page, pages, href, link = {}, label = word("pages"), ...rest } = attrs;
  const near = [...new Set([1, page - 1, page, page + 1, pages])]
    .filter((one) => one >= 1 && one <= pages).sort((a, b) => a - b);
  const all = near.flatMap((one, at) => {
    const gap = one - (near[at - 1] ?? 0);
    return gap === 2 ? [one - 1, one] : gap > 2 ? [undefined, one] : [one];
  });
  const idOf = (part: string | number) => rest.id == null ? {} : { id: `${rest.id}-${part}` };
  const toLink = (to: number) =>
    withClass({ href: href(to), ...typeof link === "function" ? link(to) : link }, "ui-page");
  const arrow = (to: number, icon: IconValue, name: Child) => {
    const content = [toIcon(icon), Span(name, { cls: "ui-hidden" })];
    const id = idOf(to < page ? "previous" : "next");
    if (to >= 1 && to <= pages) return Li(A({ ...toLink(to), ...id }, content));
    const focus = rest.id == null ? {} : { ...id, tabindex: "-1" as const };
    return Li(Span({ cls: "ui-page", aria_disabled: "true", ...focus }, content));
  };
  return Nav(
    { aria_label: label, ...rest },
    Ul(
      { cls: "ui-pages" },
      arrow(page - 1, "chevron-left", word("previousPage")),
      all.map((one) => {
        if (one === undefined) return Li(Span("…", { cls: "ui-page", aria_hidden: "true" }));
        const current = one === page ? "page" as const : undefined;
        return Li(A({ ...toLink(one), ...idOf(one), aria_current: current }, one));
      }),
      arrow(page + 1, "chevron-right", word("nextPage")),
    ),
  );
});

/**
 * Makes the steps of a task, with those that are done.
 *
 * @example
 * ```ts
 * import { Steps } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${Steps({ steps: ["Cart", "Payment", "Done"], current: 2 })}`,
 *   /<li aria-current="step">Payment<\/li>/,
 * );
 * ```
 */
export const Steps: Component<StepsAttrs> = component((attrs: StepsAttrs) => {
  const { steps, current, ...rest } = attrs;
  return Ol(
    withClass(rest, "ui-steps"),
    steps.map((step, at) =>
      Li(
        at + 1 < current
          ? { cls: "ui-done" }
          : { aria_current: at + 1 === current ? "step" : undefined },
        step,
        at + 1 < current && Span(" ", word("done"), { cls: "ui-hidden" }),
      )
    ),
  );
});

/**
 * Makes tabs: of their panels one is shown. Arrow keys, Home and End go from tab to tab. Without
 * scripts all panels are shown.
 *
 * @example
 * ```ts
 * import { P } from "@fasthtml/fasthtml";
 * import { Tabs } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const tabs = Tabs({ label: "Book", tabs: { Summary: P("A novel."), Reviews: P("None yet.") } });
 * match(`${tabs}`, /role="tablist" aria-label="Book"/);
 * ```
 */
export const Tabs: Component<TabsAttrs> = component((attrs: TabsAttrs) => {
  const { label, tabs, open = Object.keys(tabs)[0], ...rest } = attrs;
  const id = `${rest.id ?? toId("ui-tabs", label, ...Object.keys(tabs))}`;
  const all = Object.entries(tabs).map(([name, panel], at) => ({
    name,
    panel,
    id: `${id}-${at + 1}`,
    isOpen: name === open,
  }));
  return Div(
    { ...withClass(rest, "ui-tabs"), id },
    Div(
      { cls: "ui-tablist", role: "tablist", aria_label: label },
      all.map(({ name, id, isOpen }) =>
        ButtonTag({
          type: "button",
          name: null,
          cls: "ui-tab",
          role: "tab",
          id: `${id}-tab`,
          aria_controls: id,
          aria_selected: `${isOpen}`,
          tabindex: isOpen ? undefined : "-1",
        }, name)
      ),
    ),
    all.map(({ panel, id, isOpen }) =>
      Div(
        { id, role: "tabpanel", aria_labelledby: `${id}-tab`, tabindex: "0", hidden: !isOpen },
        panel,
      )
    ),
  );
});

/**
 * Makes links that look like tabs: for parts that are pages of their own.
 *
 * @example
 * ```ts
 * import { TabLinks } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const tabs = TabLinks({
 *   label: "Account",
 *   items: [
 *     { label: "Profile", href: "/account", current: true },
 *     { label: "Password", href: "/account/password" },
 *   ],
 * });
 * match(`${tabs}`, /<a href="\/account" class="ui-tab" aria-current="page">Profile<\/a>/);
 * ```
 */
export const TabLinks: Component<TabLinksAttrs> = component((attrs: TabLinksAttrs) => {
  const { label, items, ...rest } = attrs;
  return Nav(
    { aria_label: label, ...rest },
    Ul(
      { cls: "ui-tablist" },
      items.map(({ label, href, icon, current, badge }) =>
        Li(A({ href, cls: "ui-tab", ...toCurrent(current) }, toIcon(icon), label, badge))
      ),
    ),
  );
});

/**
 * Makes headings that open: its children are {@linkcode AccordionItem}s.
 *
 * @example
 * ```ts
 * import { Accordion, AccordionItem } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const questions = Accordion(
 *   AccordionItem({ title: "Is it free?", name: "faq" }, "Yes."),
 *   AccordionItem({ title: "Is it fast?", name: "faq" }, "Yes."),
 * );
 * match(`${questions}`, /^<div class="ui-accordion"><details name="faq">/);
 * ```
 */
export const Accordion: Component<GlobalAttrs> = component((attrs: GlobalAttrs, children) =>
  Div(withClass(attrs, "ui-accordion"), children)
);

/**
 * Makes a heading that opens a text. Of those with the same `name` one is open at a time.
 *
 * @example
 * ```ts
 * import { AccordionItem } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${AccordionItem({ title: "Is it free?", open: true }, "Yes.")}`,
 *   /^<details open><summary>Is it free\?<\/summary><div class="ui-flow">Yes\.<\/div><\/details>$/,
 * );
 * ```
 */
export const AccordionItem: Component<AccordionItemAttrs> = component(
  (attrs: AccordionItemAttrs, children) => {
    const { title, ...rest } = attrs;
    return Details(rest, Summary(title), Div({ cls: "ui-flow" }, children));
  },
);

/** The attribute of a link to the page that is shown. */
export function toCurrent(current: boolean | undefined): { aria_current?: "page" } {
  return current ? { aria_current: "page" } : {};
}

/** The URL of a link. */
export function toHref(href: string | Linkable): string {
  return typeof href === "string" ? href : href[HREF]();
}

/** The links of a navigation, as items of a list. */
export function toNavItems(items: readonly NavItem[], cls?: string): FT[] {
  return items.map(({ label, href, icon, current, badge }) =>
    Li(A({ href, cls, ...toCurrent(current) }, toIcon(icon), Span(label), badge))
  );
}

/** Attributes of a part with links. */
export type NavAttrs = PartAttrs;
