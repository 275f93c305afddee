/** The attributes that every element has. */
import type { HxAttrs, HxDashed } from "./htmx.ts";
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
export interface GlobalAttrs extends HxAttrs, HxDashed {
  /** The id, unique in the page. */
  id?: IdValue;
  /** The classes, as text, a list or `{ word: isOn }`. */
  cls?: ClassValue;
  /** The classes: the HTML name of `cls`. */
  class?: ClassValue;
  /** The style, as text or `{ fontSize: "1em" }`. */
  style?: StyleValue;
  /** The text of the tooltip. */
  title?: TextValue;
  /** The keyboard shortcut. */
  accesskey?: TextValue;
  /** How typed letters are capitalized. */
  autocapitalize?: "off" | "none" | "on" | "sentences" | "words" | "characters" | Nothing;
  /** Whether typed words are corrected. */
  autocorrect?: "on" | "off" | Nothing;
  /** Whether it gets the focus when the page is loaded. */
  autofocus?: FlagValue;
  /** Whether its text can be edited. */
  contenteditable?: boolean | "true" | "false" | "plaintext-only" | Nothing;
  /** The direction of its text. */
  dir?: "ltr" | "rtl" | "auto" | Nothing;
  /** Whether it can be dragged. */
  draggable?: boolean | "true" | "false" | Nothing;
  /** The label of the enter key. */
  enterkeyhint?: "enter" | "done" | "go" | "next" | "previous" | "search" | "send" | Nothing;
  /** The parts that styles outside its shadow tree can reach. */
  exportparts?: TextValue;
  /** Whether it is hidden. */
  hidden?: FlagValue | "until-found";
  /** Whether it ignores focus and clicks. */
  inert?: FlagValue;
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
  /** The name of the custom element that it is. */
  is?: TextValue;
  /** The URL of an item of microdata. */
  itemid?: TextValue;
  /** The property of an item of microdata. */
  itemprop?: TextValue;
  /** The ids of an item's further properties. */
  itemref?: TextValue;
  /** Whether it is an item of microdata. */
  itemscope?: FlagValue;
  /** The type of an item of microdata. */
  itemtype?: TextValue;
  /** The language of its text. */
  lang?: TextValue;
  /** The nonce of the Content Security Policy. */
  nonce?: TextValue;
  /** The names that styles outside its shadow tree can use. */
  part?: TextValue;
  /** Makes it a popover. */
  popover?: FlagValue | "auto" | "manual" | "hint";
  /** The role for assistive technology. */
  role?: TextValue;
  /** The slot of the shadow tree that it is shown in. */
  slot?: TextValue;
  /** Whether spelling is checked. */
  spellcheck?: boolean | "true" | "false" | Nothing;
  /** Its place in the order of the tab key. */
  tabindex?: TextValue;
  /** Whether it is to be translated. */
  translate?: "yes" | "no" | Nothing;
  /** Whether the browser suggests words. */
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
  /** An attribute of htmx 4 with a modifier, such as `hx-target:inherited`. */
  [modified: `hx-${string}:${string}`]: AttrValue;
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
