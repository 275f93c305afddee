/** The attributes of elements that are not form controls or media. */
import type { GlobalAttrs, ReferrerPolicy, Target } from "./global.ts";
import type { Flag, Nothing, Text, Url } from "../types.ts";

/** The attributes of `<a>`. */
export interface AAttrs extends GlobalAttrs {
  /** Downloads the link instead of opening it, under this file name if one is given. */
  download?: Flag | string;
  /** The URL. Default: `#`. */
  href?: Url;
  /** The language of the linked page. */
  hreflang?: Text;
  /** URLs that get a POST request when the link is followed. */
  ping?: Text;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicy;
  /** The relation of the linked page to this one, such as `noopener`. */
  rel?: Text;
  /** Where it opens, such as `_blank`. */
  target?: Target;
  /** The media type of the linked file. */
  type?: Text;
  /** The obsolete name of a place in the page. Default: the id. */
  name?: Text;
}

/** The attributes of `<area>`. */
export interface AreaAttrs extends GlobalAttrs {
  /** The text that replaces the image. */
  alt?: Text;
  /** The coordinates of the shape. */
  coords?: Text;
  /** Downloads the link instead of opening it, under this file name if one is given. */
  download?: Flag | string;
  /** The URL. */
  href?: Url;
  /** URLs that get a POST request when the link is followed. */
  ping?: Text;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicy;
  /** The relation of the linked page to this one, such as `noopener`. */
  rel?: Text;
  /** The kind of shape. */
  shape?: "rect" | "circle" | "poly" | "default" | Nothing;
  /** Where it opens, such as `_blank`. */
  target?: Target;
}

/** The attributes of `<base>`. */
export interface BaseAttrs extends GlobalAttrs {
  /** The URL that relative URLs on the page start from. */
  href?: Url;
  /** Where links and forms open. */
  target?: Target;
}

/** The attributes of `<blockquote>`. */
export interface BlockquoteAttrs extends GlobalAttrs {
  /** The URL of the source. */
  cite?: Url;
}

/** The attributes of `<col>`. */
export interface ColAttrs extends GlobalAttrs {
  /** The number of columns. */
  span?: Text;
}

/** The attributes of `<colgroup>`. */
export interface ColgroupAttrs extends GlobalAttrs {
  /** The number of columns. */
  span?: Text;
}

/** The attributes of `<data>`. */
export interface DataAttrs extends GlobalAttrs {
  /** The value in a form for programs. */
  value?: Text;
}

/** The attributes of `<del>`. */
export interface DelAttrs extends GlobalAttrs {
  /** The URL of the source. */
  cite?: Url;
  /** When it was deleted. */
  datetime?: Text;
}

/** The attributes of `<details>`. */
export interface DetailsAttrs extends GlobalAttrs {
  /** A group: only one element with this name is open at a time. */
  name?: Text;
  /** Whether its content is shown. */
  open?: Flag;
}

/** The attributes of `<dialog>`. */
export interface DialogAttrs extends GlobalAttrs {
  /** Whether its content is shown. */
  open?: Flag;
  /** What closes it. */
  closedby?: "any" | "closerequest" | "none" | Nothing;
}

/** The attributes of `<ins>`. */
export interface InsAttrs extends GlobalAttrs {
  /** The URL of the source. */
  cite?: Url;
  /** When it was inserted. */
  datetime?: Text;
}

/** The attributes of `<li>`. */
export interface LiAttrs extends GlobalAttrs {
  /** Its number in the list. */
  value?: Text;
}

/** The attributes of `<link>`. */
export interface LinkAttrs extends GlobalAttrs {
  /** The URL. */
  href?: Url;
  /** Whether a request to another origin sends cookies. */
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  /** The relation of the file to this page, such as `stylesheet`. */
  rel?: Text;
  /** The media query under which it applies. */
  media?: Text;
  /** The hash that the file must match. */
  integrity?: Text;
  /** The language of the linked page. */
  hreflang?: Text;
  /** The media type of the file. */
  type?: Text;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicy;
  /** The sizes of the icon. */
  sizes?: Text;
  /** URLs of the image in other sizes. */
  imagesrcset?: Text;
  /** The widths for `imagesrcset`. */
  imagesizes?: Text;
  /** The type of the preloaded file, such as `font`. */
  as?: Text;
  /** What it blocks until it is loaded, such as `render`. */
  blocking?: Text;
  /** The color of a mask icon. */
  color?: Text;
  /** Whether the style sheet is not applied. */
  disabled?: Flag;
  /** The priority of the request. */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
}

/** The attributes of `<map>`. */
export interface MapAttrs extends GlobalAttrs {
  /** The name that `usemap` refers to. Default: the id. */
  name?: Text;
}

/** The attributes of `<meta>`. */
export interface MetaAttrs extends GlobalAttrs {
  /** The name of the metadata, such as `description`. */
  name?: Text;
  /** The name of the header that it replaces. */
  http_equiv?: Text;
  /** The value of `name`, `property` or `http_equiv`. */
  content?: Text;
  /** The encoding of the page. */
  charset?: Text;
  /** The media query of a theme color. */
  media?: Text;
  /** The name of an Open Graph property. */
  property?: Text;
}

/** The attributes of `<ol>`. */
export interface OlAttrs extends GlobalAttrs {
  /** Whether it counts down. */
  reversed?: Flag;
  /** The first number. */
  start?: Text;
  /** The kind of numbers. */
  type?: "1" | "a" | "A" | "i" | "I" | Nothing;
}

/** The attributes of `<q>`. */
export interface QAttrs extends GlobalAttrs {
  /** The URL of the source. */
  cite?: Url;
}

/** The attributes of `<script>`. */
export interface ScriptAttrs extends GlobalAttrs {
  /** The URL to load. */
  src?: Url;
  /** `module`, or the media type of data that is not a script. */
  type?: Text;
  /** Whether only browsers without module support run it. */
  nomodule?: Flag;
  /** Whether it runs as soon as it is loaded. */
  async?: Flag;
  /** Whether it runs after the page is parsed. */
  defer?: Flag;
  /** Whether a request to another origin sends cookies. */
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  /** The hash that the file must match. */
  integrity?: Text;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicy;
  /** What it blocks until it is loaded, such as `render`. */
  blocking?: Text;
  /** The priority of the request. */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
}

/** The attributes of `<slot>`. */
export interface SlotAttrs extends GlobalAttrs {
  /** The name that the attribute `slot` refers to. */
  name?: Text;
}

/** The attributes of `<style>`. */
export interface StyleAttrs extends GlobalAttrs {
  /** The media query under which it applies. */
  media?: Text;
  /** What it blocks until it is loaded, such as `render`. */
  blocking?: Text;
  /** The media type, which is not needed. */
  type?: Text;
}

/** The attributes of `<td>`. */
export interface TdAttrs extends GlobalAttrs {
  /** The number of columns that it spans. */
  colspan?: Text;
  /** The number of rows that it spans. */
  rowspan?: Text;
  /** The ids of its header cells. */
  headers?: Text;
}

/** The attributes of `<template>`. */
export interface TemplateAttrs extends GlobalAttrs {
  /** Makes it a shadow root, open or closed to scripts. */
  shadowrootmode?: "open" | "closed" | Nothing;
  /** Whether the shadow root delegates focus. */
  shadowrootdelegatesfocus?: Flag;
  /** Whether the shadow root is cloned with its host. */
  shadowrootclonable?: Flag;
  /** Whether the shadow root can be read as HTML. */
  shadowrootserializable?: Flag;
}

/** The attributes of `<th>`. */
export interface ThAttrs extends GlobalAttrs {
  /** The number of columns that it spans. */
  colspan?: Text;
  /** The number of rows that it spans. */
  rowspan?: Text;
  /** The ids of its header cells. */
  headers?: Text;
  /** The cells that it is the header of. */
  scope?: "row" | "col" | "rowgroup" | "colgroup" | Nothing;
  /** An abbreviation of its content. */
  abbr?: Text;
}

/** The attributes of `<time>`. */
export interface TimeAttrs extends GlobalAttrs {
  /** The time in a form for programs. */
  datetime?: Text;
}
