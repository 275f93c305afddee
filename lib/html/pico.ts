/** Components of Pico CSS. */
import type { DialogAttrs } from "./attr_types/element.ts";
import type { FormAttrs } from "./attr_types/form.ts";
import type { GlobalAttrs } from "./attr_types/global.ts";
import { type Child, type FT, splitArgs } from "./ft.ts";
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

/** Makes Pico's card: an article, with a header and a footer if they are given. */
export function Card(...args: (CardAttrs | Child)[]): FT {
  const { header, footer, ...attrs } = ownAttrs<CardAttrs>(args);
  return Article(
    attrs,
    isShown(header) && Header(header),
    ...splitArgs(args).children,
    isShown(footer) && Footer(footer),
  );
}

/** Makes Pico's group: controls in one line. */
export function Group(...args: (GlobalAttrs | Child)[]): FT {
  return Fieldset({ role: "group" }).with(...args);
}

/** Makes Pico's search form. The element `<search>` is `tags.Search`. */
export function Search(...args: (FormAttrs | Child)[]): FT {
  return Form({ role: "search" }).with(...args);
}

/** Makes Pico's grid, with each child in a cell of its own. */
export function Grid(...args: (GlobalAttrs | Child)[]): FT {
  return Div(
    { cls: "grid", ...ownAttrs<GlobalAttrs>(args) },
    splitArgs(args).children.filter(isShown).map((child) => Div(child)),
  );
}

/** Makes Pico's container, the page's main part. */
export function Container(...args: (GlobalAttrs | Child)[]): FT {
  return Main({ cls: "container" }).with(...args);
}

/** Makes Pico's dialog: a card in a `<dialog>`. */
export function DialogX(...args: (DialogXAttrs | Child)[]): FT {
  const { id, open, ...card } = ownAttrs<DialogXAttrs>(args);
  return Dialog({ id, open }, Card(card, ...splitArgs(args).children));
}

function ownAttrs<A>(args: readonly unknown[]): A {
  const { first, last } = splitArgs(args);
  return { ...first, ...last } as A;
}

function isShown(child: Child): boolean {
  return child !== null && child !== undefined && typeof child !== "boolean";
}
