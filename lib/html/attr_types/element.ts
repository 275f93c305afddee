import type { GlobalAttrs, ReferrerPolicy, Target } from "./global.ts";
import type { Flag, Nothing, Text, Url } from "../types.ts";

/** The attributes of `<a>`. */
export interface AAttrs extends GlobalAttrs {
  /** Saves the address instead of showing it, under a name where one is given. */
  download?: Flag | string;
  /** The address; `#` by default. */
  href?: Url;
  /** The language at the address. */
  hreflang?: Text;
  /** Addresses that are told when the link is followed. */
  ping?: Text;
  /** What the request tells of this page. */
  referrerpolicy?: ReferrerPolicy;
  /** What the address is to this page, as in `noopener`. */
  rel?: Text;
  /** Where it opens. */
  target?: Target;
  /** The media type at the address. */
  type?: Text;
  /** The old way to mark a place; the id where it is not given. */
  name?: Text;
}

/** The attributes of `<area>`. */
export interface AreaAttrs extends GlobalAttrs {
  /** Text in place of the picture. */
  alt?: Text;
  /** The corners of the shape. */
  coords?: Text;
  /** Saves the address instead of showing it, under a name where one is given. */
  download?: Flag | string;
  /** The address. */
  href?: Url;
  /** Addresses that are told when the link is followed. */
  ping?: Text;
  /** What the request tells of this page. */
  referrerpolicy?: ReferrerPolicy;
  /** What the address is to this page, as in `noopener`. */
  rel?: Text;
  /** The kind of shape. */
  shape?: "rect" | "circle" | "poly" | "default" | Nothing;
  /** Where it opens. */
  target?: Target;
}

/** The attributes of `<base>`. */
export interface BaseAttrs extends GlobalAttrs {
  /** What addresses on the page are relative to. */
  href?: Url;
  /** Where links and forms open. */
  target?: Target;
}

/** The attributes of `<blockquote>`. */
export interface BlockquoteAttrs extends GlobalAttrs {
  /** The address of the source. */
  cite?: Url;
}

/** The attributes of `<col>`. */
export interface ColAttrs extends GlobalAttrs {
  /** How many columns it stands for. */
  span?: Text;
}

/** The attributes of `<colgroup>`. */
export interface ColgroupAttrs extends GlobalAttrs {
  /** How many columns it stands for. */
  span?: Text;
}

/** The attributes of `<data>`. */
export interface DataAttrs extends GlobalAttrs {
  /** The value in a form that programs read. */
  value?: Text;
}

/** The attributes of `<del>`. */
export interface DelAttrs extends GlobalAttrs {
  /** The address of the source. */
  cite?: Url;
  /** When it was taken out. */
  datetime?: Text;
}

/** The attributes of `<details>`. */
export interface DetailsAttrs extends GlobalAttrs {
  /** Of those with one name, one is open. */
  name?: Text;
  /** Whether it shows its content. */
  open?: Flag;
}

/** The attributes of `<dialog>`. */
export interface DialogAttrs extends GlobalAttrs {
  /** Whether it shows its content. */
  open?: Flag;
  /** What closes it. */
  closedby?: "any" | "closerequest" | "none" | Nothing;
}

/** The attributes of `<ins>`. */
export interface InsAttrs extends GlobalAttrs {
  /** The address of the source. */
  cite?: Url;
  /** When it was put in. */
  datetime?: Text;
}

/** The attributes of `<li>`. */
export interface LiAttrs extends GlobalAttrs {
  /** Its number in the list. */
  value?: Text;
}

/** The attributes of `<link>`. */
export interface LinkAttrs extends GlobalAttrs {
  /** The address. */
  href?: Url;
  /** Whether cookies go to another site. */
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  /** What the file is to this page, such as `stylesheet`. */
  rel?: Text;
  /** The media that it is for. */
  media?: Text;
  /** The hash that the file must have. */
  integrity?: Text;
  /** The language at the address. */
  hreflang?: Text;
  /** The media type of the file. */
  type?: Text;
  /** What the request tells of this page. */
  referrerpolicy?: ReferrerPolicy;
  /** The sizes of the icon. */
  sizes?: Text;
  /** Addresses for other sizes of the picture. */
  imagesrcset?: Text;
  /** The widths for `imagesrcset`. */
  imagesizes?: Text;
  /** What is preloaded. */
  as?: Text;
  /** What waits for it, such as `render`. */
  blocking?: Text;
  /** The color of a mask icon. */
  color?: Text;
  /** Whether the style sheet is left out. */
  disabled?: Flag;
  /** How soon it is loaded. */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
}

/** The attributes of `<map>`. */
export interface MapAttrs extends GlobalAttrs {
  /** The name that `usemap` knows it by; the id where it is not given. */
  name?: Text;
}

/** The attributes of `<meta>`. */
export interface MetaAttrs extends GlobalAttrs {
  /** What `content` is, such as `description`. */
  name?: Text;
  /** The header that it stands for. */
  http_equiv?: Text;
  /** The value of `name`, `property` or `http_equiv`. */
  content?: Text;
  /** The encoding of the page. */
  charset?: Text;
  /** The media that a theme color is for. */
  media?: Text;
  /** The name in the Open Graph protocol. */
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
  /** The address of the source. */
  cite?: Url;
}

/** The attributes of `<script>`. */
export interface ScriptAttrs extends GlobalAttrs {
  /** The address of what is loaded. */
  src?: Url;
  /** `module`, or the type of data that is no script. */
  type?: Text;
  /** Whether only old browsers run it. */
  nomodule?: Flag;
  /** Whether it runs as soon as it is loaded. */
  async?: Flag;
  /** Whether it runs when the page has been read. */
  defer?: Flag;
  /** Whether cookies go to another site. */
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  /** The hash that the file must have. */
  integrity?: Text;
  /** What the request tells of this page. */
  referrerpolicy?: ReferrerPolicy;
  /** What waits for it, such as `render`. */
  blocking?: Text;
  /** How soon it is loaded. */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
}

/** The attributes of `<slot>`. */
export interface SlotAttrs extends GlobalAttrs {
  /** The name that `slot` knows it by. */
  name?: Text;
}

/** The attributes of `<style>`. */
export interface StyleAttrs extends GlobalAttrs {
  /** The media that it is for. */
  media?: Text;
  /** What waits for it, such as `render`. */
  blocking?: Text;
  /** The media type; not needed. */
  type?: Text;
}

/** The attributes of `<td>`. */
export interface TdAttrs extends GlobalAttrs {
  /** How many columns it spans. */
  colspan?: Text;
  /** How many rows it spans. */
  rowspan?: Text;
  /** The ids of its header cells. */
  headers?: Text;
}

/** The attributes of `<template>`. */
export interface TemplateAttrs extends GlobalAttrs {
  /** Makes a shadow root of it, open to scripts or closed. */
  shadowrootmode?: "open" | "closed" | Nothing;
  /** Whether the shadow root passes focus on. */
  shadowrootdelegatesfocus?: Flag;
  /** Whether the shadow root is cloned with its host. */
  shadowrootclonable?: Flag;
  /** Whether the shadow root can be read as HTML. */
  shadowrootserializable?: Flag;
}

/** The attributes of `<th>`. */
export interface ThAttrs extends GlobalAttrs {
  /** How many columns it spans. */
  colspan?: Text;
  /** How many rows it spans. */
  rowspan?: Text;
  /** The ids of its header cells. */
  headers?: Text;
  /** The cells that it is the header of. */
  scope?: "row" | "col" | "rowgroup" | "colgroup" | Nothing;
  /** A short form of it. */
  abbr?: Text;
}

/** The attributes of `<time>`. */
export interface TimeAttrs extends GlobalAttrs {
  /** The time in a form that programs read. */
  datetime?: Text;
}
