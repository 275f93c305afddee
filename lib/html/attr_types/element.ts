/** The attributes of elements that are not form controls or media. */
import type { GlobalAttrs, ReferrerPolicyValue, TargetValue } from "./global.ts";
import type { FlagValue, Nothing, TextValue, UrlValue } from "../types.ts";

/** The attributes of `<a>`. */
export interface AAttrs extends GlobalAttrs {
  /** Downloads the link instead of opening it, under this file name if one is given. */
  download?: FlagValue | string;
  /** The URL. Default: `#`. */
  href?: UrlValue;
  /** The language of the linked page. */
  hreflang?: TextValue;
  /** URLs that get a POST request when the link is followed. */
  ping?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicyValue;
  /** The relation of the linked page to this one, such as `noopener`. */
  rel?: TextValue;
  /** Where it opens, such as `_blank`. */
  target?: TargetValue;
  /** The media type of the linked file. */
  type?: TextValue;
  /** The obsolete name of a place in the page. Default: the id. */
  name?: TextValue;
}

/** The attributes of `<area>`. */
export interface AreaAttrs extends GlobalAttrs {
  /** The text that replaces the image. */
  alt?: TextValue;
  /** The coordinates of the shape. */
  coords?: TextValue;
  /** Downloads the link instead of opening it, under this file name if one is given. */
  download?: FlagValue | string;
  /** The URL. */
  href?: UrlValue;
  /** URLs that get a POST request when the link is followed. */
  ping?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicyValue;
  /** The relation of the linked page to this one, such as `noopener`. */
  rel?: TextValue;
  /** The kind of shape. */
  shape?: "rect" | "circle" | "poly" | "default" | Nothing;
  /** Where it opens, such as `_blank`. */
  target?: TargetValue;
}

/** The attributes of `<base>`. */
export interface BaseAttrs extends GlobalAttrs {
  /** The URL that relative URLs on the page start from. */
  href?: UrlValue;
  /** Where links and forms open. */
  target?: TargetValue;
}

/** The attributes of `<blockquote>`. */
export interface BlockquoteAttrs extends GlobalAttrs {
  /** The URL of the source. */
  cite?: UrlValue;
}

/** The attributes of `<col>`. */
export interface ColAttrs extends GlobalAttrs {
  /** The number of columns. */
  span?: TextValue;
}

/** The attributes of `<colgroup>`. */
export interface ColgroupAttrs extends GlobalAttrs {
  /** The number of columns. */
  span?: TextValue;
}

/** The attributes of `<data>`. */
export interface DataAttrs extends GlobalAttrs {
  /** The value in a form for programs. */
  value?: TextValue;
}

/** The attributes of `<del>`. */
export interface DelAttrs extends GlobalAttrs {
  /** The URL of the source. */
  cite?: UrlValue;
  /** When it was deleted. */
  datetime?: TextValue;
}

/** The attributes of `<details>`. */
export interface DetailsAttrs extends GlobalAttrs {
  /** A group: only one element with this name is open at a time. */
  name?: TextValue;
  /** Whether its content is shown. */
  open?: FlagValue;
}

/** The attributes of `<dialog>`. */
export interface DialogAttrs extends GlobalAttrs {
  /** Whether its content is shown. */
  open?: FlagValue;
  /** What closes it. */
  closedby?: "any" | "closerequest" | "none" | Nothing;
}

/** The attributes of `<ins>`. */
export interface InsAttrs extends GlobalAttrs {
  /** The URL of the source. */
  cite?: UrlValue;
  /** When it was inserted. */
  datetime?: TextValue;
}

/** The attributes of `<li>`. */
export interface LiAttrs extends GlobalAttrs {
  /** Its number in the list. */
  value?: TextValue;
}

/** The attributes of `<link>`. */
export interface LinkAttrs extends GlobalAttrs {
  /** The URL. */
  href?: UrlValue;
  /** Whether a request to another origin sends cookies. */
  crossorigin?: "anonymous" | "use-credentials" | "" | FlagValue;
  /** The relation of the file to this page, such as `stylesheet`. */
  rel?: TextValue;
  /** The media query under which it applies. */
  media?: TextValue;
  /** The hash that the file must match. */
  integrity?: TextValue;
  /** The language of the linked page. */
  hreflang?: TextValue;
  /** The media type of the file. */
  type?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicyValue;
  /** The sizes of the icon. */
  sizes?: TextValue;
  /** URLs of the image in other sizes. */
  imagesrcset?: TextValue;
  /** The widths for `imagesrcset`. */
  imagesizes?: TextValue;
  /** The type of the preloaded file, such as `font`. */
  as?: TextValue;
  /** What it blocks until it is loaded, such as `render`. */
  blocking?: TextValue;
  /** The color of a mask icon. */
  color?: TextValue;
  /** Whether the style sheet is not applied. */
  disabled?: FlagValue;
  /** The priority of the request. */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
}

/** The attributes of `<map>`. */
export interface MapAttrs extends GlobalAttrs {
  /** The name that `usemap` refers to. Default: the id. */
  name?: TextValue;
}

/** The attributes of `<meta>`. */
export interface MetaAttrs extends GlobalAttrs {
  /** The name of the metadata, such as `description`. */
  name?: TextValue;
  /** The name of the header that it replaces. */
  http_equiv?: TextValue;
  /** The value of `name`, `property` or `http_equiv`. */
  content?: TextValue;
  /** The encoding of the page. */
  charset?: TextValue;
  /** The media query of a theme color. */
  media?: TextValue;
  /** The name of an Open Graph property. */
  property?: TextValue;
}

/** The attributes of `<ol>`. */
export interface OlAttrs extends GlobalAttrs {
  /** Whether it counts down. */
  reversed?: FlagValue;
  /** The first number. */
  start?: TextValue;
  /** The kind of numbers. */
  type?: "1" | "a" | "A" | "i" | "I" | Nothing;
}

/** The attributes of `<q>`. */
export interface QAttrs extends GlobalAttrs {
  /** The URL of the source. */
  cite?: UrlValue;
}

/** The attributes of `<script>`. */
export interface ScriptAttrs extends GlobalAttrs {
  /** The URL to load. */
  src?: UrlValue;
  /** `module`, or the media type of data that is not a script. */
  type?: TextValue;
  /** Whether only browsers without module support run it. */
  nomodule?: FlagValue;
  /** Whether it runs as soon as it is loaded. */
  async?: FlagValue;
  /** Whether it runs after the page is parsed. */
  defer?: FlagValue;
  /** Whether a request to another origin sends cookies. */
  crossorigin?: "anonymous" | "use-credentials" | "" | FlagValue;
  /** The hash that the file must match. */
  integrity?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicyValue;
  /** What it blocks until it is loaded, such as `render`. */
  blocking?: TextValue;
  /** The priority of the request. */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
}

/** The attributes of `<slot>`. */
export interface SlotAttrs extends GlobalAttrs {
  /** The name that the attribute `slot` refers to. */
  name?: TextValue;
}

/** The attributes of `<style>`. */
export interface StyleAttrs extends GlobalAttrs {
  /** The media query under which it applies. */
  media?: TextValue;
  /** What it blocks until it is loaded, such as `render`. */
  blocking?: TextValue;
  /** The media type, which is not needed. */
  type?: TextValue;
}

/** The attributes of `<td>`. */
export interface TdAttrs extends GlobalAttrs {
  /** The number of columns that it spans. */
  colspan?: TextValue;
  /** The number of rows that it spans. */
  rowspan?: TextValue;
  /** The ids of its header cells. */
  headers?: TextValue;
}

/** The attributes of `<template>`. */
export interface TemplateAttrs extends GlobalAttrs {
  /** Makes it a shadow root, open or closed to scripts. */
  shadowrootmode?: "open" | "closed" | Nothing;
  /** Whether the shadow root delegates focus. */
  shadowrootdelegatesfocus?: FlagValue;
  /** Whether the shadow root is cloned with its host. */
  shadowrootclonable?: FlagValue;
  /** Whether the shadow root can be read as HTML. */
  shadowrootserializable?: FlagValue;
}

/** The attributes of `<th>`. */
export interface ThAttrs extends GlobalAttrs {
  /** The number of columns that it spans. */
  colspan?: TextValue;
  /** The number of rows that it spans. */
  rowspan?: TextValue;
  /** The ids of its header cells. */
  headers?: TextValue;
  /** The cells that it is the header of. */
  scope?: "row" | "col" | "rowgroup" | "colgroup" | Nothing;
  /** An abbreviation of its content. */
  abbr?: TextValue;
}

/** The attributes of `<time>`. */
export interface TimeAttrs extends GlobalAttrs {
  /** The time in a form for programs. */
  datetime?: TextValue;
}
