/** The attributes of elements that are not form controls or media. */
import type { GlobalAttrs, ReferrerPolicyValue, TargetValue } from "./global.ts";
import type { FlagValue, Nothing, TextValue, UrlValue } from "../types.ts";

/** The attributes of `<a>`. */
export interface AAttrs extends GlobalAttrs {
  /** Downloads the link instead of opening it, under this file name if one is given. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/a#download) */
  download?: FlagValue | string;
  /** The URL. Default: `#`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/a#href) */
  href?: UrlValue;
  /** The language of the linked page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/a#hreflang) */
  hreflang?: TextValue;
  /** URLs that get a POST request when the link is followed. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/a#ping) */
  ping?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/a#referrerpolicy) */
  referrerpolicy?: ReferrerPolicyValue;
  /** The relation of the linked page to this one, such as `noopener`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/a#rel) */
  rel?: TextValue;
  /** Where it opens, such as `_blank`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/a#target) */
  target?: TargetValue;
  /** The media type of the linked file. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/a#type) */
  type?: TextValue;
  /** The obsolete name of a place in the page. Default: the id. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/a#name) */
  name?: TextValue;
}

/** The attributes of `<area>`. */
export interface AreaAttrs extends GlobalAttrs {
  /** The text that replaces the image. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/area#alt) */
  alt?: TextValue;
  /** The coordinates of the shape. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/area#coords) */
  coords?: TextValue;
  /** Downloads the link instead of opening it, under this file name if one is given. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/area#download) */
  download?: FlagValue | string;
  /** The URL. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/area#href) */
  href?: UrlValue;
  /** URLs that get a POST request when the link is followed. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/area#ping) */
  ping?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/area#referrerpolicy) */
  referrerpolicy?: ReferrerPolicyValue;
  /** The relation of the linked page to this one, such as `noopener`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/area#rel) */
  rel?: TextValue;
  /** The kind of shape. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/area#shape) */
  shape?: "rect" | "circle" | "poly" | "default" | Nothing;
  /** Where it opens, such as `_blank`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/area#target) */
  target?: TargetValue;
}

/** The attributes of `<base>`. */
export interface BaseAttrs extends GlobalAttrs {
  /** The URL that relative URLs on the page start from. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/base#href) */
  href?: UrlValue;
  /** Where links and forms open. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/base#target) */
  target?: TargetValue;
}

/** The attributes of `<blockquote>`. */
export interface BlockquoteAttrs extends GlobalAttrs {
  /** The URL of the source. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/blockquote#cite) */
  cite?: UrlValue;
}

/** The attributes of `<col>`. */
export interface ColAttrs extends GlobalAttrs {
  /** The number of columns. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/col#span) */
  span?: TextValue;
}

/** The attributes of `<colgroup>`. */
export interface ColgroupAttrs extends GlobalAttrs {
  /** The number of columns. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/colgroup#span) */
  span?: TextValue;
}

/** The attributes of `<data>`. */
export interface DataAttrs extends GlobalAttrs {
  /** The value in a form for programs. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/data#value) */
  value?: TextValue;
}

/** The attributes of `<del>`. */
export interface DelAttrs extends GlobalAttrs {
  /** The URL of the source. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/del#cite) */
  cite?: UrlValue;
  /** When it was deleted. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/del#datetime) */
  datetime?: TextValue;
}

/** The attributes of `<details>`. */
export interface DetailsAttrs extends GlobalAttrs {
  /** A group: only one element with this name is open at a time. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/details#name) */
  name?: TextValue;
  /** Whether its content is shown. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/details#open) */
  open?: FlagValue;
}

/** The attributes of `<dialog>`. */
export interface DialogAttrs extends GlobalAttrs {
  /** Whether its content is shown. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/dialog#open) */
  open?: FlagValue;
  /** What closes it. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/dialog#closedby) */
  closedby?: "any" | "closerequest" | "none" | Nothing;
}

/** The attributes of `<ins>`. */
export interface InsAttrs extends GlobalAttrs {
  /** The URL of the source. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/ins#cite) */
  cite?: UrlValue;
  /** When it was inserted. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/ins#datetime) */
  datetime?: TextValue;
}

/** The attributes of `<li>`. */
export interface LiAttrs extends GlobalAttrs {
  /** Its number in the list. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/li#value) */
  value?: TextValue;
}

/** The attributes of `<link>`. */
export interface LinkAttrs extends GlobalAttrs {
  /** The URL. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#href) */
  href?: UrlValue;
  /** Whether a request to another origin sends cookies. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#crossorigin) */
  crossorigin?: "anonymous" | "use-credentials" | "" | FlagValue;
  /** The relation of the file to this page, such as `stylesheet`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#rel) */
  rel?: TextValue;
  /** The media query under which it applies. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#media) */
  media?: TextValue;
  /** The hash that the file must match. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#integrity) */
  integrity?: TextValue;
  /** The language of the linked page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#hreflang) */
  hreflang?: TextValue;
  /** The media type of the file. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#type) */
  type?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#referrerpolicy) */
  referrerpolicy?: ReferrerPolicyValue;
  /** The sizes of the icon. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#sizes) */
  sizes?: TextValue;
  /** URLs of the image in other sizes. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#imagesrcset) */
  imagesrcset?: TextValue;
  /** The widths for `imagesrcset`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#imagesizes) */
  imagesizes?: TextValue;
  /** The type of the preloaded file, such as `font`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#as) */
  as?: TextValue;
  /** What it blocks until it is loaded, such as `render`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#blocking) */
  blocking?: TextValue;
  /** The color of a mask icon. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#color) */
  color?: TextValue;
  /** Whether the style sheet is not applied. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#disabled) */
  disabled?: FlagValue;
  /** The priority of the request. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link#fetchpriority) */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
}

/** The attributes of `<map>`. */
export interface MapAttrs extends GlobalAttrs {
  /** The name that `usemap` refers to. Default: the id. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/map#name) */
  name?: TextValue;
}

/** The attributes of `<meta>`. */
export interface MetaAttrs extends GlobalAttrs {
  /** The name of the metadata, such as `description`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meta#name) */
  name?: TextValue;
  /** The name of the header that it replaces. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meta#http_equiv) */
  http_equiv?: TextValue;
  /** The value of `name`, `property` or `http_equiv`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meta#content) */
  content?: TextValue;
  /** The encoding of the page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meta#charset) */
  charset?: TextValue;
  /** The media query of a theme color. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meta#media) */
  media?: TextValue;
  /** The name of an Open Graph property. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meta#property) */
  property?: TextValue;
}

/** The attributes of `<ol>`. */
export interface OlAttrs extends GlobalAttrs {
  /** Whether it counts down. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/ol#reversed) */
  reversed?: FlagValue;
  /** The first number. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/ol#start) */
  start?: TextValue;
  /** The kind of numbers. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/ol#type) */
  type?: "1" | "a" | "A" | "i" | "I" | Nothing;
}

/** The attributes of `<q>`. */
export interface QAttrs extends GlobalAttrs {
  /** The URL of the source. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/q#cite) */
  cite?: UrlValue;
}

/** The attributes of `<script>`. */
export interface ScriptAttrs extends GlobalAttrs {
  /** The URL to load. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script#src) */
  src?: UrlValue;
  /** `module`, or the media type of data that is not a script. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script#type) */
  type?: TextValue;
  /** Whether only browsers without module support run it. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script#nomodule) */
  nomodule?: FlagValue;
  /** Whether it runs as soon as it is loaded. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script#async) */
  async?: FlagValue;
  /** Whether it runs after the page is parsed. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script#defer) */
  defer?: FlagValue;
  /** Whether a request to another origin sends cookies. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script#crossorigin) */
  crossorigin?: "anonymous" | "use-credentials" | "" | FlagValue;
  /** The hash that the file must match. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script#integrity) */
  integrity?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script#referrerpolicy) */
  referrerpolicy?: ReferrerPolicyValue;
  /** What it blocks until it is loaded, such as `render`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script#blocking) */
  blocking?: TextValue;
  /** The priority of the request. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script#fetchpriority) */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
}

/** The attributes of `<slot>`. */
export interface SlotAttrs extends GlobalAttrs {
  /** The name that the attribute `slot` refers to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/slot#name) */
  name?: TextValue;
}

/** The attributes of `<style>`. */
export interface StyleAttrs extends GlobalAttrs {
  /** The media query under which it applies. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/style#media) */
  media?: TextValue;
  /** What it blocks until it is loaded, such as `render`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/style#blocking) */
  blocking?: TextValue;
  /** The media type, which is not needed. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/style#type) */
  type?: TextValue;
}

/** The attributes of `<td>`. */
export interface TdAttrs extends GlobalAttrs {
  /** The number of columns that it spans. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/td#colspan) */
  colspan?: TextValue;
  /** The number of rows that it spans. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/td#rowspan) */
  rowspan?: TextValue;
  /** The ids of its header cells. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/td#headers) */
  headers?: TextValue;
}

/** The attributes of `<template>`. */
export interface TemplateAttrs extends GlobalAttrs {
  /** Makes it a shadow root, open or closed to scripts. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/template#shadowrootmode) */
  shadowrootmode?: "open" | "closed" | Nothing;
  /** Whether the shadow root delegates focus. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/template#shadowrootdelegatesfocus) */
  shadowrootdelegatesfocus?: FlagValue;
  /** Whether the shadow root is cloned with its host. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/template#shadowrootclonable) */
  shadowrootclonable?: FlagValue;
  /** Whether the shadow root can be read as HTML. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/template#shadowrootserializable) */
  shadowrootserializable?: FlagValue;
}

/** The attributes of `<th>`. */
export interface ThAttrs extends GlobalAttrs {
  /** The number of columns that it spans. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/th#colspan) */
  colspan?: TextValue;
  /** The number of rows that it spans. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/th#rowspan) */
  rowspan?: TextValue;
  /** The ids of its header cells. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/th#headers) */
  headers?: TextValue;
  /** The cells that it is the header of. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/th#scope) */
  scope?: "row" | "col" | "rowgroup" | "colgroup" | Nothing;
  /** An abbreviation of its content. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/th#abbr) */
  abbr?: TextValue;
}

/** The attributes of `<time>`. */
export interface TimeAttrs extends GlobalAttrs {
  /** The time in a form for programs. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/time#datetime) */
  datetime?: TextValue;
}
