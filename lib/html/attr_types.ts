import type { HxAttrs, HxDashed } from "./hx_types.ts";
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
} from "./types.ts";

/** The attributes of every element, htmx's included; any other name does not compile. */
export interface GlobalAttrs extends HxAttrs, HxDashed {
  id?: IdRef;
  /** The classes; a list or `{ word: isOn }` does as well as text. */
  cls?: ClassValue;
  class?: ClassValue;
  style?: StyleValue;
  title?: Text;
  accesskey?: Text;
  autocapitalize?: "off" | "none" | "on" | "sentences" | "words" | "characters" | Nothing;
  autocorrect?: "on" | "off" | Nothing;
  autofocus?: Flag;
  contenteditable?: boolean | "true" | "false" | "plaintext-only" | Nothing;
  dir?: "ltr" | "rtl" | "auto" | Nothing;
  draggable?: boolean | "true" | "false" | Nothing;
  enterkeyhint?: "enter" | "done" | "go" | "next" | "previous" | "search" | "send" | Nothing;
  exportparts?: Text;
  hidden?: Flag | "until-found";
  inert?: Flag;
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
  is?: Text;
  itemid?: Text;
  itemprop?: Text;
  itemref?: Text;
  itemscope?: Flag;
  itemtype?: Text;
  lang?: Text;
  nonce?: Text;
  part?: Text;
  popover?: Flag | "auto" | "manual" | "hint";
  role?: Text;
  slot?: Text;
  spellcheck?: boolean | "true" | "false" | Nothing;
  tabindex?: Text;
  translate?: "yes" | "no" | Nothing;
  writingsuggestions?: boolean | "true" | "false" | Nothing;
  /** A script of the hyperscript library. */
  _?: Text;
  [data: `data_${string}` | `data-${string}`]: Scalar | Iterable<Scalar>;
  [aria: `aria_${string}` | `aria-${string}`]: Scalar | IdRef | Iterable<Scalar>;
  [event: `on${string}` | `hx_on${string}` | `hx-on${string}`]: Text;
  [modified: `hx-${string}:${string}`]: AttrValue;
  [extension: `${"ws" | "sse"}${"_" | "-"}${string}`]: Scalar | Url;
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

/** What an input is. */
export type InputType =
  | "button"
  | "checkbox"
  | "color"
  | "date"
  | "datetime-local"
  | "email"
  | "file"
  | "hidden"
  | "image"
  | "month"
  | "number"
  | "password"
  | "radio"
  | "range"
  | "reset"
  | "search"
  | "submit"
  | "tel"
  | "text"
  | "time"
  | "url"
  | "week"
  | Nothing;

/** The attributes that form controls share. */
export interface ControlAttrs extends GlobalAttrs {
  disabled?: Flag;
  form?: IdRef;
  /** The name under which the value is sent; the id where it is not given. */
  name?: Text | IdRef;
}

/** The attributes of controls that send a form. */
export interface SubmitAttrs extends GlobalAttrs {
  formaction?: Url;
  formenctype?: Enctype;
  formmethod?: Method;
  formnovalidate?: Flag;
  formtarget?: Target;
}

/** The attributes of controls that text is typed into. */
export interface EntryAttrs extends GlobalAttrs {
  autocomplete?: Text;
  dirname?: Text;
  maxlength?: Text;
  minlength?: Text;
  placeholder?: Text;
  readonly?: Flag;
  required?: Flag;
}

/** The attributes of sound and film. */
export interface MediaAttrs extends GlobalAttrs {
  src?: Url;
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  preload?: "none" | "metadata" | "auto" | Nothing;
  autoplay?: Flag;
  loop?: Flag;
  muted?: Flag;
  controls?: Flag;
}

/** The attributes of `<a>`. */
export interface AAttrs extends GlobalAttrs {
  download?: Flag | string;
  href?: Url;
  hreflang?: Text;
  ping?: Text;
  referrerpolicy?: ReferrerPolicy;
  rel?: Text;
  target?: Target;
  type?: Text;
  name?: Text;
}

/** The attributes of `<area>`. */
export interface AreaAttrs extends GlobalAttrs {
  alt?: Text;
  coords?: Text;
  download?: Flag | string;
  href?: Url;
  ping?: Text;
  referrerpolicy?: ReferrerPolicy;
  rel?: Text;
  shape?: "rect" | "circle" | "poly" | "default" | Nothing;
  target?: Target;
}

/** The attributes of `<audio>`. */
export interface AudioAttrs extends MediaAttrs {
}

/** The attributes of `<base>`. */
export interface BaseAttrs extends GlobalAttrs {
  href?: Url;
  target?: Target;
}

/** The attributes of `<blockquote>`. */
export interface BlockquoteAttrs extends GlobalAttrs {
  cite?: Url;
}

/** The attributes of `<button>`. */
export interface ButtonAttrs extends ControlAttrs, SubmitAttrs {
  type?: "submit" | "reset" | "button" | Nothing;
  value?: Text;
  popovertarget?: IdRef;
  popovertargetaction?: "toggle" | "show" | "hide" | Nothing;
  command?: Text;
  commandfor?: IdRef;
}

/** The attributes of `<canvas>`. */
export interface CanvasAttrs extends GlobalAttrs {
  width?: Text;
  height?: Text;
}

/** The attributes of `<col>`. */
export interface ColAttrs extends GlobalAttrs {
  span?: Text;
}

/** The attributes of `<colgroup>`. */
export interface ColgroupAttrs extends GlobalAttrs {
  span?: Text;
}

/** The attributes of `<data>`. */
export interface DataAttrs extends GlobalAttrs {
  value?: Text;
}

/** The attributes of `<del>`. */
export interface DelAttrs extends GlobalAttrs {
  cite?: Url;
  datetime?: Text;
}

/** The attributes of `<details>`. */
export interface DetailsAttrs extends GlobalAttrs {
  name?: Text;
  open?: Flag;
}

/** The attributes of `<dialog>`. */
export interface DialogAttrs extends GlobalAttrs {
  open?: Flag;
  closedby?: "any" | "closerequest" | "none" | Nothing;
}

/** The attributes of `<embed>`. */
export interface EmbedAttrs extends GlobalAttrs {
  src?: Url;
  type?: Text;
  width?: Text;
  height?: Text;
}

/** The attributes of `<fieldset>`. */
export interface FieldsetAttrs extends GlobalAttrs {
  disabled?: Flag;
  form?: IdRef;
  name?: Text;
}

/** The attributes of `<form>`. */
export interface FormAttrs extends GlobalAttrs {
  accept_charset?: Text;
  action?: Url;
  autocomplete?: "on" | "off" | Nothing;
  enctype?: Enctype;
  method?: Method;
  name?: Text;
  novalidate?: Flag;
  rel?: Text;
  target?: Target;
}

/** The attributes of `<iframe>`. */
export interface IframeAttrs extends GlobalAttrs {
  src?: Url;
  srcdoc?: Text;
  name?: Text;
  sandbox?: Text | true;
  allow?: Text;
  allowfullscreen?: Flag;
  width?: Text;
  height?: Text;
  referrerpolicy?: ReferrerPolicy;
  loading?: "lazy" | "eager" | Nothing;
}

/** The attributes of `<img>`. */
export interface ImgAttrs extends GlobalAttrs {
  alt?: Text;
  src?: Url;
  srcset?: Text;
  sizes?: Text;
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  usemap?: Text;
  ismap?: Flag;
  width?: Text;
  height?: Text;
  referrerpolicy?: ReferrerPolicy;
  decoding?: "sync" | "async" | "auto" | Nothing;
  loading?: "lazy" | "eager" | Nothing;
  fetchpriority?: "high" | "low" | "auto" | Nothing;
  name?: Text;
}

/** The attributes of `<input>`. */
export interface InputAttrs extends ControlAttrs, SubmitAttrs, EntryAttrs {
  accept?: Text;
  alpha?: Flag;
  alt?: Text;
  capture?: Flag | "user" | "environment";
  checked?: Flag;
  colorspace?: Text;
  height?: Text;
  width?: Text;
  list?: IdRef;
  max?: Text;
  min?: Text;
  multiple?: Flag;
  pattern?: Text;
  popovertarget?: IdRef;
  popovertargetaction?: "toggle" | "show" | "hide" | Nothing;
  size?: Text;
  src?: Url;
  step?: Text;
  switch?: Flag;
  type?: InputType;
  value?: Text;
}

/** The attributes of `<ins>`. */
export interface InsAttrs extends GlobalAttrs {
  cite?: Url;
  datetime?: Text;
}

/** The attributes of `<label>`. */
export interface LabelAttrs extends GlobalAttrs {
  fr?: IdRef;
  _for?: IdRef;
  for?: IdRef;
  htmlFor?: IdRef;
}

/** The attributes of `<li>`. */
export interface LiAttrs extends GlobalAttrs {
  value?: Text;
}

/** The attributes of `<link>`. */
export interface LinkAttrs extends GlobalAttrs {
  href?: Url;
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  rel?: Text;
  media?: Text;
  integrity?: Text;
  hreflang?: Text;
  type?: Text;
  referrerpolicy?: ReferrerPolicy;
  sizes?: Text;
  imagesrcset?: Text;
  imagesizes?: Text;
  as?: Text;
  blocking?: Text;
  color?: Text;
  disabled?: Flag;
  fetchpriority?: "high" | "low" | "auto" | Nothing;
}

/** The attributes of `<map>`. */
export interface MapAttrs extends GlobalAttrs {
  name?: Text;
}

/** The attributes of `<meta>`. */
export interface MetaAttrs extends GlobalAttrs {
  name?: Text;
  http_equiv?: Text;
  content?: Text;
  charset?: Text;
  media?: Text;
  property?: Text;
}

/** The attributes of `<meter>`. */
export interface MeterAttrs extends GlobalAttrs {
  value?: Text;
  min?: Text;
  max?: Text;
  low?: Text;
  high?: Text;
  optimum?: Text;
}

/** The attributes of `<object>`. */
export interface ObjectAttrs extends GlobalAttrs {
  data?: Url;
  type?: Text;
  name?: Text;
  form?: IdRef;
  width?: Text;
  height?: Text;
}

/** The attributes of `<ol>`. */
export interface OlAttrs extends GlobalAttrs {
  reversed?: Flag;
  start?: Text;
  type?: "1" | "a" | "A" | "i" | "I" | Nothing;
}

/** The attributes of `<optgroup>`. */
export interface OptgroupAttrs extends GlobalAttrs {
  disabled?: Flag;
  label?: Text;
}

/** The attributes of `<option>`. */
export interface OptionAttrs extends GlobalAttrs {
  disabled?: Flag;
  label?: Text;
  selected?: Flag;
  value?: Text;
}

/** The attributes of `<output>`. */
export interface OutputAttrs extends GlobalAttrs {
  fr?: IdRef;
  _for?: IdRef;
  for?: IdRef;
  htmlFor?: IdRef;
  form?: IdRef;
  name?: Text;
}

/** The attributes of `<progress>`. */
export interface ProgressAttrs extends GlobalAttrs {
  value?: Text;
  max?: Text;
}

/** The attributes of `<q>`. */
export interface QAttrs extends GlobalAttrs {
  cite?: Url;
}

/** The attributes of `<script>`. */
export interface ScriptAttrs extends GlobalAttrs {
  src?: Url;
  type?: Text;
  nomodule?: Flag;
  async?: Flag;
  _async?: Flag;
  defer?: Flag;
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  integrity?: Text;
  referrerpolicy?: ReferrerPolicy;
  blocking?: Text;
  fetchpriority?: "high" | "low" | "auto" | Nothing;
}

/** The attributes of `<select>`. */
export interface SelectAttrs extends ControlAttrs {
  autocomplete?: Text;
  multiple?: Flag;
  required?: Flag;
  size?: Text;
}

/** The attributes of `<slot>`. */
export interface SlotAttrs extends GlobalAttrs {
  name?: Text;
}

/** The attributes of `<source>`. */
export interface SourceAttrs extends GlobalAttrs {
  type?: Text;
  media?: Text;
  src?: Url;
  srcset?: Text;
  sizes?: Text;
  width?: Text;
  height?: Text;
}

/** The attributes of `<style>`. */
export interface StyleAttrs extends GlobalAttrs {
  media?: Text;
  blocking?: Text;
  type?: Text;
}

/** The attributes of `<td>`. */
export interface TdAttrs extends GlobalAttrs {
  colspan?: Text;
  rowspan?: Text;
  headers?: Text;
}

/** The attributes of `<template>`. */
export interface TemplateAttrs extends GlobalAttrs {
  shadowrootmode?: "open" | "closed" | Nothing;
  shadowrootdelegatesfocus?: Flag;
  shadowrootclonable?: Flag;
  shadowrootserializable?: Flag;
}

/** The attributes of `<textarea>`. */
export interface TextareaAttrs extends ControlAttrs, EntryAttrs {
  cols?: Text;
  rows?: Text;
  wrap?: "hard" | "soft" | Nothing;
}

/** The attributes of `<th>`. */
export interface ThAttrs extends GlobalAttrs {
  colspan?: Text;
  rowspan?: Text;
  headers?: Text;
  scope?: "row" | "col" | "rowgroup" | "colgroup" | Nothing;
  abbr?: Text;
}

/** The attributes of `<time>`. */
export interface TimeAttrs extends GlobalAttrs {
  datetime?: Text;
}

/** The attributes of `<track>`. */
export interface TrackAttrs extends GlobalAttrs {
  kind?: "subtitles" | "captions" | "descriptions" | "chapters" | "metadata" | Nothing;
  src?: Url;
  srclang?: Text;
  label?: Text;
  default?: Flag;
}

/** The attributes of `<video>`. */
export interface VideoAttrs extends MediaAttrs {
  poster?: Url;
  playsinline?: Flag;
  width?: Text;
  height?: Text;
  disablepictureinpicture?: Flag;
  disableremoteplayback?: Flag;
  controlslist?: Text;
}
