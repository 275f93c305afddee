/** The attributes that every element has. */
import type { HxAttrs } from "./htmx.ts";
import type {
  AttrValue,
  ClassValue,
  FlagValue,
  IdValue,
  Nothing,
  Scalar,
  StyleValue,
  TextValue,
  UrlValue,
} from "../types.ts";

/** The attributes of every element, with those of htmx. Any other name does not compile. */
export interface GlobalAttrs extends HxAttrs {
  /** The id, unique in the page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/id) */
  id?: IdValue;
  /** The classes, as text, a list or `{ word: isOn }`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/class) */
  cls?: ClassValue;
  /** The classes: the HTML name of `cls`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/class) */
  class?: ClassValue;
  /** The style, as text or `{ fontSize: "1em" }`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/style) */
  style?: StyleValue;
  /** The text of the tooltip. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/title) */
  title?: TextValue;
  /** The keyboard shortcut. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/accesskey) */
  accesskey?: TextValue;
  /** How typed letters are capitalized. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/autocapitalize) */
  autocapitalize?: "off" | "none" | "on" | "sentences" | "words" | "characters" | Nothing;
  /** Whether typed words are corrected. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/autocorrect) */
  autocorrect?: "on" | "off" | Nothing;
  /** Whether it gets the focus when the page is loaded. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/autofocus) */
  autofocus?: FlagValue;
  /** Whether its text can be edited. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/contenteditable) */
  contenteditable?: boolean | "true" | "false" | "plaintext-only" | Nothing;
  /** The direction of its text. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/dir) */
  dir?: "ltr" | "rtl" | "auto" | Nothing;
  /** Whether it can be dragged. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/draggable) */
  draggable?: boolean | "true" | "false" | Nothing;
  /** The label of the enter key. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/enterkeyhint) */
  enterkeyhint?: "enter" | "done" | "go" | "next" | "previous" | "search" | "send" | Nothing;
  /** The parts that styles outside its shadow tree can reach. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/exportparts) */
  exportparts?: TextValue;
  /** Whether it is hidden. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/hidden) */
  hidden?: FlagValue | "until-found";
  /** Whether it ignores focus and clicks. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/inert) */
  inert?: FlagValue;
  /** The keyboard that is shown. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/inputmode) */
  inputmode?:
    | "none"
    | "text"
    | "tel"
    | "url"
    | "email"
    | "numeric"
    | "decimal"
    | "search"
    | Nothing;
  /** The name of the custom element that it is. */
  is?: TextValue;
  /** The URL of an item of microdata. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/itemid) */
  itemid?: TextValue;
  /** The property of an item of microdata. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/itemprop) */
  itemprop?: TextValue;
  /** The ids of an item's further properties. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/itemref) */
  itemref?: TextValue;
  /** Whether it is an item of microdata. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/itemscope) */
  itemscope?: FlagValue;
  /** The type of an item of microdata. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/itemtype) */
  itemtype?: TextValue;
  /** The language of its text. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/lang) */
  lang?: TextValue;
  /** The nonce of the Content Security Policy. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/nonce) */
  nonce?: TextValue;
  /** The names that styles outside its shadow tree can use. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/part) */
  part?: TextValue;
  /** Makes it a popover. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/popover) */
  popover?: FlagValue | "auto" | "manual" | "hint";
  /** The role for assistive technology. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/role) */
  role?: TextValue;
  /** The slot of the shadow tree that it is shown in. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/slot) */
  slot?: TextValue;
  /** Whether spelling is checked. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/spellcheck) */
  spellcheck?: boolean | "true" | "false" | Nothing;
  /** Its place in the order of the tab key. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/tabindex) */
  tabindex?: TextValue;
  /** Whether it is to be translated. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/translate) */
  translate?: "yes" | "no" | Nothing;
  /** Whether the browser suggests words. [MDN](https://developer.mozilla.org/docs/Web/HTML/Global_attributes/writingsuggestions) */
  writingsuggestions?: boolean | "true" | "false" | Nothing;
  /** A script for the library hyperscript. */
  _?: TextValue;
  /** Data of the program. */
  [data: `data_${string}` | `data-${string}`]: Scalar | Iterable<Scalar>;
  /** A state or property for assistive technology. An element is written as its id. */
  [aria: `aria_${string}` | `aria-${string}`]: Scalar | IdValue | Iterable<Scalar>;
  /** A script that an event runs. */
  [event: `on${string}` | `hx_on${string}` | `hx-on${string}`]: TextValue;
  /** The target for a status, such as `hx_target_404` (extension `response-targets`). */
  [status: `hx_target_${string}` | `hx-target-${string}`]: TextValue;
  /** An attribute of htmx by its HTML name: `"hx-target:inherited"`. The compiler knows `hx_target`. */
  [quoted: `hx-${string}`]: AttrValue;
  /** An attribute of htmx's extensions for sockets and event streams. */
  [extension: `${"ws" | "sse"}${"_" | "-"}${string}`]: Scalar | UrlValue;
  /** An attribute of Alpine or a library like it. */
  [library: `@${string}` | `_at_${string}` | `:${string}` | `x-${string}`]: Scalar;
}

/** Where a link or a form opens. */
export type TargetValue =
  | "_self"
  | "_blank"
  | "_parent"
  | "_top"
  | (string & Record<never, never>)
  | Nothing;

/** How much of the page's URL a request's `Referer` header holds. */
export type ReferrerPolicyValue =
  | ""
  | "no-referrer"
  | "no-referrer-when-downgrade"
  | "same-origin"
  | "origin"
  | "strict-origin"
  | "origin-when-cross-origin"
  | "strict-origin-when-cross-origin"
  | "unsafe-url"
  | Nothing;

/** The method of a form's request. */
export type MethodValue = "get" | "post" | "dialog" | "GET" | "POST" | Nothing;

/** The encoding of a form's body. */
export type EnctypeValue =
  | "application/x-www-form-urlencoded"
  | "multipart/form-data"
  | "text/plain"
  | Nothing;
