/** Components of Pico CSS. */
import type { DialogAttrs } from "./attr_types/element.ts";
import type { FormAttrs } from "./attr_types/form.ts";
import type { GlobalAttrs } from "./attr_types/global.ts";
import { component } from "./component.ts";
import type { Child } from "./ft.ts";
import type { Tag } from "./make_tag.ts";
import { Article, Dialog, Div, Fieldset, Footer, Form, Header, Main } from "./tags.ts";

/** The attributes of {@linkcode Card}. */
export interface CardAttrs extends GlobalAttrs {
  /** The content of the `<header>` at the top. */
  header?: Child;
  /** The content of the `<footer>` at the bottom. */
  footer?: Child;
}

/** The attributes of {@linkcode DialogX}: `id` and `open` of the dialog, the others of its card. */
export interface DialogXAttrs extends CardAttrs, DialogAttrs {}

/**
 * Makes Pico's card: an article, with a header and a footer if they are given.
 *
 * @example
 * ```ts
 * import { Card, P, render } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(Card({ header: "Tea" }, P("Green"))),
 *   "<article><header>Tea</header><p>Green</p></article>",
 * );
 * ```
 */
export const Card: Tag<CardAttrs> = component(({ header, footer, ...attrs }: CardAttrs, children) =>
  Article(
    attrs,
    isShown(header) && Header(header),
    ...children,
    isShown(footer) && Footer(footer),
  )
);

/**
 * Makes Pico's group: controls in one line.
 *
 * @example
 * ```ts
 * import { Button, Group, Input, render } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(Group(Input({ name: "email" }), Button("Subscribe"))),
 *   '<fieldset role="group"><input name="email"><button>Subscribe</button></fieldset>',
 * );
 * ```
 */
export const Group: Tag<GlobalAttrs> = component((attrs, children) =>
  Fieldset({ role: "group", ...attrs }, ...children)
);

/**
 * Makes Pico's search form. The element `<search>` is `tags.Search`.
 *
 * @example
 * ```ts
 * import { Input, render, Search } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(Search({ action: "/books", method: "get", enctype: null }, Input({ type: "search", name: "q" }))),
 *   '<form role="search" action="/books" method="get"><input type="search" name="q"></form>',
 * );
 * ```
 */
export const Search: Tag<FormAttrs> = component((attrs: FormAttrs, children) =>
  Form({ role: "search", ...attrs }, ...children)
);

/**
 * Makes Pico's grid, with each child in a cell of its own.
 *
 * @example
 * ```ts
 * import { Grid, P, render } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(Grid(P("Left"), P("Right"))),
 *   '<div class="grid"><div><p>Left</p></div><div><p>Right</p></div></div>',
 * );
 * ```
 */
export const Grid: Tag<GlobalAttrs> = component((attrs, children) =>
  Div({ cls: "grid", ...attrs }, children.filter(isShown).map((child) => Div(child)))
);

/**
 * Makes Pico's container, the page's main part.
 *
 * @example
 * ```ts
 * import { Container, P, render } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(render(Container(P("Hello"))), '<main class="container"><p>Hello</p></main>');
 * ```
 */
export const Container: Tag<GlobalAttrs> = component((attrs, children) =>
  Main({ cls: "container", ...attrs }, ...children)
);

/**
 * Makes Pico's dialog: a card in a `<dialog>`.
 *
 * @example
 * ```ts
 * import { DialogX, P, render } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(DialogX({ id: "terms", open: true, header: "Terms" }, P("Be kind."))),
 *   '<dialog id="terms" open><article><header>Terms</header><p>Be kind.</p></article></dialog>',
 * );
 * ```
 */
export const DialogX: Tag<DialogXAttrs> = component((
  { id, open, ...card }: DialogXAttrs,
  children,
) => Dialog({ id, open }, Card(card, ...children)));

function isShown(child: Child): boolean {
  return child !== null && child !== undefined && typeof child !== "boolean";
}
