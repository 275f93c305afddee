import type { HxAttrs, HxDashed } from "./htmx.ts";
import type {
  AttrValue,
  ClassValue,
  Flag,
  IdRef,
  Nothing,
  Scalar,
  StyleValue,
  Text,
  Url,
} from "../types.ts";

/** The attributes of every element, htmx's included; any other name does not compile. */
export interface GlobalAttrs extends HxAttrs, HxDashed {
  /** The name of the element on its page. */
  id?: IdRef;
  /** The classes; a list or `{ word: isOn }` does as well as text. */
  cls?: ClassValue;
  /** The classes; the real name of `cls`. */
  class?: ClassValue;
  /** Style, as text or `{ fontSize: "1em" }`. */
  style?: StyleValue;
  /** Text that is shown beside the pointer. */
  title?: Text;
  /** Keys that go to it. */
  accesskey?: Text;
  /** How typed letters are capitalized. */
  autocapitalize?: "off" | "none" | "on" | "sentences" | "words" | "characters" | Nothing;
  /** Whether typed words are corrected. */
  autocorrect?: "on" | "off" | Nothing;
  /** Whether it has the focus when it comes. */
  autofocus?: Flag;
  /** Whether it can be typed into. */
  contenteditable?: boolean | "true" | "false" | "plaintext-only" | Nothing;
  /** The direction of its text. */
  dir?: "ltr" | "rtl" | "auto" | Nothing;
  /** Whether it can be dragged. */
  draggable?: boolean | "true" | "false" | Nothing;
  /** What the enter key shows. */
  enterkeyhint?: "enter" | "done" | "go" | "next" | "previous" | "search" | "send" | Nothing;
  /** The parts that styles outside its shadow tree can reach. */
  exportparts?: Text;
  /** Whether it is not shown. */
  hidden?: Flag | "until-found";
  /** Whether it takes no focus and no clicks. */
  inert?: Flag;
  /** The keyboard that is shown. */
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
  /** The custom element that it is. */
  is?: Text;
  /** The address of an item of microdata. */
  itemid?: Text;
  /** The property of an item of microdata. */
  itemprop?: Text;
  /** The ids of an item's further properties. */
  itemref?: Text;
  /** Whether it is an item of microdata. */
  itemscope?: Flag;
  /** The type of an item of microdata. */
  itemtype?: Text;
  /** The language of its text. */
  lang?: Text;
  /** What the content security policy knows it by. */
  nonce?: Text;
  /** The names by which styles outside its shadow tree reach it. */
  part?: Text;
  /** Makes it a popover. */
  popover?: Flag | "auto" | "manual" | "hint";
  /** What it is to assistive technology. */
  role?: Text;
  /** The slot of a shadow tree that it goes to. */
  slot?: Text;
  /** Whether spelling is checked. */
  spellcheck?: boolean | "true" | "false" | Nothing;
  /** Its place in the order of the tab key. */
  tabindex?: Text;
  /** Whether it is to be translated. */
  translate?: "yes" | "no" | Nothing;
  /** Whether the browser proposes words. */
  writingsuggestions?: boolean | "true" | "false" | Nothing;
  /** A script of the hyperscript library. */
  _?: Text;
  /** Data of the program's own. */
  [data: `data_${string}` | `data-${string}`]: Scalar | Iterable<Scalar>;
  /** What assistive technology is told; an element stands for its id. */
  [aria: `aria_${string}` | `aria-${string}`]: Scalar | IdRef | Iterable<Scalar>;
  /** A script that an event runs. */
  [event: `on${string}` | `hx_on${string}` | `hx-on${string}`]: Text;
  /** Where an answer of a status goes, such as `hx_target_404` (extension `response-targets`). */
  [status: `hx_target_${string}` | `hx-target-${string}`]: Text;
  /** An attribute of htmx 4 with a modifier, such as `hx-target:inherited`. */
  [modified: `hx-${string}:${string}`]: AttrValue;
  /** An attribute of htmx's extensions for sockets and event streams. */
  [extension: `${"ws" | "sse"}${"_" | "-"}${string}`]: Scalar | Url;
  /** An attribute of Alpine or a library like it. */
  [library: `@${string}` | `_at_${string}` | `:${string}` | `x-${string}`]: Scalar;
}

/** Where a link or a form opens. */
export type Target =
  | "_self"
  | "_blank"
  | "_parent"
  | "_top"
  | (string & Record<never, never>)
  | Nothing;

/** What a request tells of the page that it comes from. */
export type ReferrerPolicy =
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

/** How a form is sent. */
export type Method = "get" | "post" | "dialog" | "GET" | "POST" | Nothing;

/** How a form's body is encoded. */
export type Enctype =
  | "application/x-www-form-urlencoded"
  | "multipart/form-data"
  | "text/plain"
  | Nothing;
