/** The pages of an application: a sidebar, which is a popover on a phone, and the main part. */
import {
  A,
  type Child,
  component,
  Div,
  type FT,
  H1,
  H2,
  Header,
  Main,
  Nav,
  P,
  Title,
  Ul,
} from "../../mod.ts";
import type { Component, Linkable } from "../../types.ts";
import { isShown, type PartAttrs, withClass } from "./attrs.ts";
import { IconButton } from "./button.ts";
import { word } from "./messages.ts";
import { type NavItem, toHref, toNavItems } from "./nav.ts";

/** A heading of the sidebar, and the links below it. */
export interface NavGroup {
  /** The heading. */
  label: string;
  /** The links. */
  items: readonly NavItem[];
}

/** The attributes of {@linkcode AppShell}. */
export interface AppShellAttrs extends PartAttrs {
  /** The title of the page, which is its first heading, too. */
  title: string;
  /** The name of the application, or its logo. */
  brand: Child;
  /** Where the brand leads. Default: `/`. */
  home?: string | Linkable;
  /** The links of the sidebar, with or without headings. */
  nav?: readonly (NavItem | NavGroup)[];
  /** Where the page is in the sidebar: the URL or the route of an entry. Default: by its label. */
  current?: string | Linkable;
  /** A sentence below the title. */
  description?: Child;
  /** Buttons beside the title. */
  actions?: Child;
  /** What is at the end of the sidebar, and on a phone at the top: the user, a theme toggle. */
  end?: Child;
  /** What screen readers and a phone say. */
  words?: { skip?: string; menu?: string; main?: string };
}

/**
 * Makes a page of an application, with its title, landmarks and a sidebar. Attributes are those of
 * its `<main>`.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { AppShell, ui } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp(ui());
 * const home = rt("/", () =>
 *   AppShell({ title: "Home", brand: "Acme", nav: [{ label: "Home", href: home }] }, "Hello"));
 *
 * const page = await (await app.request("/")).text();
 * match(page, /<a href="\/" class="ui-side-link" aria-current="page"><span>Home<\/span><\/a>/);
 * ```
 */
export const AppShell: Component<AppShellAttrs, [title: FT, shell: FT]> = component(
  (attrs: AppShellAttrs, children): [title: FT, shell: FT] => {
    const {
      title,
      brand,
      home = "/",
      nav = [],
      current,
      description,
      actions,
      end,
      words,
      ...rest
    } = attrs;
    const at = current === undefined ? undefined : toHref(current);
    const mark = (item: NavItem): NavItem => ({
      ...item,
      current: item.current ?? (at === undefined ? item.label === title : toHref(item.href) === at),
    });
    const shell = Div(
      { cls: "ui-shell" },
      A({ href: "#ui-main", cls: "ui-skip" }, words?.skip ?? word("skip")),
      Header(
        { cls: "ui-topbar" },
        IconButton({
          icon: "menu",
          label: words?.menu ?? word("menu"),
          type: "button",
          popovertarget: "ui-side",
          cls: "ui-menu-button",
        }),
        A({ href: home, cls: "ui-brand" }, brand),
        isShown(end) && Div({ cls: "ui-tools" }, end),
      ),
      Nav(
        {
          id: "ui-side",
          cls: "ui-side",
          popover: "auto",
          aria_label: words?.main ?? word("main"),
        },
        A({ href: home, cls: "ui-brand" }, brand),
        toGroups(nav).map(({ label, items }) => [
          label !== "" && H2(label, { cls: "ui-side-group" }),
          Ul(toNavItems(items.map(mark), "ui-side-link")),
        ]),
      ),
      Main(
        { id: "ui-main", tabindex: "-1", ...withClass(rest, "ui-main") },
        Div(
          { cls: "ui-head" },
          Div(H1(title), isShown(description) && P(description)),
          isShown(actions) && Div({ cls: "ui-row" }, actions),
        ),
        children,
      ),
    );
    return [Title(title), shell];
  },
);

/** Links without a heading, one after the other, are a group without one. */
function toGroups(nav: readonly (NavItem | NavGroup)[]): { label: string; items: NavItem[] }[] {
  const groups: { label: string; items: NavItem[] }[] = [];
  for (const entry of nav) {
    if ("items" in entry) groups.push({ label: entry.label, items: [...entry.items] });
    else if (groups.at(-1)?.label === "") groups.at(-1)!.items.push(entry);
    else groups.push({ label: "", items: [entry] });
  }
  return groups;
}
