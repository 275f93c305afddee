/** Elements that are made of several parts, and a few that need a rule of their own. */
import type { AAttrs } from "./attr_types/element.ts";
import type { InputAttrs } from "./attr_types/form.ts";
import type { GlobalAttrs } from "./attr_types/global.ts";
import { isAttrs } from "./attrs.ts";
import { FRAGMENT, toFacts } from "./element_facts.ts";
import { type Child, element, type FT } from "./ft.ts";
import type { HxAttrs, SwapValue } from "./attr_types/htmx.ts";
import { makeTag, type Tag } from "./make_tag.ts";
import { Safe, type SafeHtml } from "./safe.ts";
import { A, Div, H1, Input, Label, Main, Title } from "./tags.ts";
import type { IdValue, Nothing, TextValue, UrlValue } from "./types.ts";

const HTML = toFacts("html");
const DOCTYPE = "<!doctype html>";
const DOCUMENT = { ...HTML, open: DOCTYPE + HTML.open, bare: DOCTYPE + HTML.bare };

/** The attributes of `<html>`. */
export interface HtmlAttrs extends GlobalAttrs {
  /** False leaves the doctype out. */
  doctype?: false;
}

/**
 * Makes a document: `<html>` with its doctype.
 *
 * @example
 * ```ts
 * import { Body, Head, Html, P, render, Title } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(Html({ lang: "en" }, Head(Title("Tea")), Body(P("Green")))),
 *   '<!doctype html><html lang="en"><head><title>Tea</title></head><body><p>Green</p></body></html>',
 * );
 * ```
 */
export function Html(...args: (HtmlAttrs | Child)[]): FT {
  const isBare = [args[0], args.at(-1)].some((arg) => isAttrs(arg) && arg.doctype === false);
  return element(isBare ? HTML : DOCUMENT, args);
}

/**
 * Makes a fragment: children without an element around them.
 *
 * @example
 * ```ts
 * import { Dd, Dt, Fragment, render } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(render(Fragment(Dt("Tea"), Dd("A drink"))), "<dt>Tea</dt><dd>A drink</dd>");
 * ```
 */
export function Fragment(...children: Child[]): FT {
  return element(FRAGMENT, children);
}

/**
 * Makes a page's title, and its main part under a heading with the same text.
 *
 * @example
 * ```ts
 * import { P, render, Titled } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 * strictEqual(
 *   render(Titled("Hello", P("World"))),
 *   '<title>Hello</title><main class="container"><h1>Hello</h1><p>World</p></main>',
 * );
 * ```
 */
export function Titled(title: Child, ...args: (GlobalAttrs | Child)[]): [title: FT, main: FT] {
  const heading = H1(title);
  const main = isAttrs(args[0])
    ? Main({ cls: "container" }, heading).with(...args)
    : Main({ cls: "container" }, heading, ...args);
  return [Title(title), main];
}

/**
 * Makes a link that htmx follows: its text, its URL, and where and how to swap the response.
 *
 * @example
 * ```ts
 * import { AX, render } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(AX("More", "/more", "list", "beforeend")),
 *   '<a hx-get="/more" hx-target="#list" hx-swap="beforeend" href="#">More</a>',
 * );
 * ```
 */
export function AX(
  text: Child,
  hxGet?: UrlValue,
  targetId?: HxAttrs["target_id"],
  hxSwap?: SwapValue | Nothing,
  attrs?: AAttrs,
): FT;
/** Makes a link of its text and its attributes. */
export function AX(text: Child, attrs: AAttrs): FT;
export function AX(
  text: Child,
  hxGet?: UrlValue | AAttrs,
  targetId?: HxAttrs["target_id"],
  hxSwap?: SwapValue | Nothing,
  attrs: AAttrs = {},
): FT {
  if (isAttrs(hxGet)) return A(text, hxGet as AAttrs);
  const place = { hx_get: hxGet as UrlValue, target_id: targetId, hx_swap: hxSwap };
  return A(text, { ...place, ...attrs });
}

/**
 * Makes a hidden input: `Hidden(7, { id: "id" })`, or `Hidden({ id: "id" })`.
 *
 * @example
 * ```ts
 * import { Hidden, render } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(Hidden(7, { id: "book" })),
 *   '<input type="hidden" value="7" id="book" name="book">',
 * );
 * ```
 */
export function Hidden(value: TextValue | InputAttrs = "", attrs: InputAttrs = {}): FT {
  const own = isAttrs(value) ? value as InputAttrs : { value: value as TextValue, ...attrs };
  return Input({ type: "hidden", value: "", ...own });
}

/** The attributes of {@linkcode CheckboxX}: those of its input, and a label. */
export interface CheckboxXAttrs extends InputAttrs {
  /** The content of the label beside the checkbox. */
  label?: Child;
}

/**
 * Makes a checkbox that sends its name even when it is not checked, with an empty value.
 *
 * @example
 * ```ts
 * import { CheckboxX, render } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(CheckboxX({ name: "done", label: "Done" })),
 *   '<input type="hidden" value="" name="done" skip>' +
 *     '<label><input type="checkbox" value="1" name="done">Done</label>',
 * );
 * ```
 */
export function CheckboxX({ label, ...attrs }: CheckboxXAttrs = {}): [unchecked: FT, checkbox: FT] {
  const name = attrs.name ?? attrs.id;
  const box = Input({ type: "checkbox", value: "1", name, ...attrs });
  // `skip` tells fillForm to keep the empty value.
  const unchecked = Input({ type: "hidden", value: "", name }).with({ skip: true });
  return [unchecked, label === undefined ? box : Label(box, label)];
}

/**
 * Makes `<hx-partial>` of htmx 4: a part of a response with its own target.
 *
 * @example
 * ```ts
 * import { HxPartial, P, render } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(HxPartial({ hx_target: "#cart" }, P("3 books"))),
 *   '<hx-partial hx-target="#cart"><p>3 books</p></hx-partial>',
 * );
 * ```
 */
export const HxPartial: Tag<GlobalAttrs> = makeTag("hx-partial");

/**
 * Makes a non-breaking space.
 *
 * @example
 * ```ts
 * import { P, render } from "@fasthtml/fasthtml";
 * import { Nbsp } from "@fasthtml/fasthtml/compat";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(render(P("5", Nbsp(), "km")), "<p>5&nbsp;km</p>");
 * ```
 */
export function Nbsp(): SafeHtml {
  return Safe("&nbsp;");
}

/**
 * Makes a response that empties the element with this id.
 *
 * @example
 * ```ts
 * import { clear, render } from "@fasthtml/fasthtml/html";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(render(clear("details")), '<div id="details" hx-swap-oob="innerHTML"></div>');
 * ```
 */
export function clear(id: IdValue): FT {
  return Div({ id, hx_swap_oob: "innerHTML" });
}
