/** A function for each element of HTML. */
import type {
  AAttrs,
  AreaAttrs,
  BaseAttrs,
  BlockquoteAttrs,
  ColAttrs,
  ColgroupAttrs,
  DataAttrs,
  DelAttrs,
  DetailsAttrs,
  DialogAttrs,
  InsAttrs,
  LiAttrs,
  LinkAttrs,
  MapAttrs,
  MetaAttrs,
  OlAttrs,
  QAttrs,
  ScriptAttrs,
  SlotAttrs,
  StyleAttrs,
  TdAttrs,
  TemplateAttrs,
  ThAttrs,
  TimeAttrs,
} from "./attr_types/element.ts";
import type {
  ButtonAttrs,
  FieldsetAttrs,
  FormAttrs,
  InputAttrs,
  LabelAttrs,
  MeterAttrs,
  OptgroupAttrs,
  OptionAttrs,
  OutputAttrs,
  ProgressAttrs,
  SelectAttrs,
  TextareaAttrs,
} from "./attr_types/form.ts";
import type { GlobalAttrs } from "./attr_types/global.ts";
import type {
  CanvasAttrs,
  EmbedAttrs,
  IframeAttrs,
  ImgAttrs,
  MediaAttrs,
  ObjectAttrs,
  SourceAttrs,
  TrackAttrs,
  VideoAttrs,
} from "./attr_types/media.ts";
import { makeTag, type Tag } from "./make_tag.ts";

/** Makes `<a>`: a link. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/a) */
export const A: Tag<AAttrs> = makeTag("a");
/** Makes `<abbr>`: an abbreviation, with its meaning in `title`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/abbr) */
export const Abbr: Tag<GlobalAttrs> = makeTag("abbr");
/** Makes `<address>`: how to reach the author of the page or article. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/address) */
export const Address: Tag<GlobalAttrs> = makeTag("address");
/** Makes `<area>`: a part of an image map that is a link. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/area) */
export const Area: Tag<AreaAttrs> = makeTag("area");
/** Makes `<article>`: a part that makes sense by itself, such as a post. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/article) */
export const Article: Tag<GlobalAttrs> = makeTag("article");
/** Makes `<aside>`: what is beside the main content. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/aside) */
export const Aside: Tag<GlobalAttrs> = makeTag("aside");
/** Makes `<audio>`: sound with controls. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/audio) */
export const Audio: Tag<MediaAttrs> = makeTag("audio");
/** Makes `<b>`: text that draws attention without being important. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/b) */
export const B: Tag<GlobalAttrs> = makeTag("b");
/** Makes `<base>`: the URL that relative URLs begin with. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/base) */
export const Base: Tag<BaseAttrs> = makeTag("base");
/** Makes `<bdi>`: text whose direction does not affect what is around it. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/bdi) */
export const Bdi: Tag<GlobalAttrs> = makeTag("bdi");
/** Makes `<bdo>`: text with another direction. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/bdo) */
export const Bdo: Tag<GlobalAttrs> = makeTag("bdo");
/** Makes `<blockquote>`: a quotation of some length. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/blockquote) */
export const Blockquote: Tag<BlockquoteAttrs> = makeTag("blockquote");
/** Makes `<body>`: the visible part of the page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/body) */
export const Body: Tag<GlobalAttrs> = makeTag("body");
/** Makes `<br>`: a line break. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/br) */
export const Br: Tag<GlobalAttrs> = makeTag("br");
/** Makes `<button>`: a button; inside a form it submits, unless its `type` says otherwise. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/button) */
export const Button: Tag<ButtonAttrs> = makeTag("button");
/** Makes `<canvas>`: a surface that scripts draw on. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/canvas) */
export const Canvas: Tag<CanvasAttrs> = makeTag("canvas");
/** Makes `<caption>`: the title of a table. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/caption) */
export const Caption: Tag<GlobalAttrs> = makeTag("caption");
/** Makes `<cite>`: the title of a work. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/cite) */
export const Cite: Tag<GlobalAttrs> = makeTag("cite");
/** Makes `<code>`: a piece of code. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/code) */
export const Code: Tag<GlobalAttrs> = makeTag("code");
/** Makes `<col>`: a column of a table, for its style. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/col) */
export const Col: Tag<ColAttrs> = makeTag("col");
/** Makes `<colgroup>`: a group of columns of a table. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/colgroup) */
export const Colgroup: Tag<ColgroupAttrs> = makeTag("colgroup");
/** Makes `<data>`: text with a value for machines. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/data) */
export const Data: Tag<DataAttrs> = makeTag("data");
/** Makes `<datalist>`: suggestions for an input. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/datalist) */
export const Datalist: Tag<GlobalAttrs> = makeTag("datalist");
/** Makes `<dd>`: the description of a term in `<dl>`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/dd) */
export const Dd: Tag<GlobalAttrs> = makeTag("dd");
/** Makes `<del>`: text that was deleted. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/del) */
export const Del: Tag<DelAttrs> = makeTag("del");
/** Makes `<details>`: a part that opens and closes; its heading is `<summary>`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/details) */
export const Details: Tag<DetailsAttrs> = makeTag("details");
/** Makes `<dfn>`: the term that is defined here. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/dfn) */
export const Dfn: Tag<GlobalAttrs> = makeTag("dfn");
/** Makes `<dialog>`: a dialog box, or another window over the page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/dialog) */
export const Dialog: Tag<DialogAttrs> = makeTag("dialog");
/** Makes `<div>`: a box without a meaning of its own. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/div) */
export const Div: Tag<GlobalAttrs> = makeTag("div");
/** Makes `<dl>`: a list of terms and their descriptions. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/dl) */
export const Dl: Tag<GlobalAttrs> = makeTag("dl");
/** Makes `<dt>`: a term in `<dl>`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/dt) */
export const Dt: Tag<GlobalAttrs> = makeTag("dt");
/** Makes `<em>`: text with emphasis. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/em) */
export const Em: Tag<GlobalAttrs> = makeTag("em");
/** Makes `<embed>`: content of another program. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/embed) */
export const Embed: Tag<EmbedAttrs> = makeTag("embed");
/** Makes `<fieldset>`: a group of fields with a heading in `<legend>`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/fieldset) */
export const Fieldset: Tag<FieldsetAttrs> = makeTag("fieldset");
/** Makes `<figcaption>`: the caption of a figure. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/figcaption) */
export const Figcaption: Tag<GlobalAttrs> = makeTag("figcaption");
/** Makes `<figure>`: content with a caption, such as a picture. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/figure) */
export const Figure: Tag<GlobalAttrs> = makeTag("figure");
/** Makes `<footer>`: the end of a page or a section. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/footer) */
export const Footer: Tag<GlobalAttrs> = makeTag("footer");
/** Makes `<form>`: a form, whose fields are sent when it is submitted. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/form) */
export const Form: Tag<FormAttrs> = makeTag("form");
/** Makes `<h1>`: the heading of the page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/Heading_Elements) */
export const H1: Tag<GlobalAttrs> = makeTag("h1");
/** Makes `<h2>`: a heading of the second level. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/Heading_Elements) */
export const H2: Tag<GlobalAttrs> = makeTag("h2");
/** Makes `<h3>`: a heading of the third level. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/Heading_Elements) */
export const H3: Tag<GlobalAttrs> = makeTag("h3");
/** Makes `<h4>`: a heading of the fourth level. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/Heading_Elements) */
export const H4: Tag<GlobalAttrs> = makeTag("h4");
/** Makes `<h5>`: a heading of the fifth level. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/Heading_Elements) */
export const H5: Tag<GlobalAttrs> = makeTag("h5");
/** Makes `<h6>`: a heading of the sixth level. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/Heading_Elements) */
export const H6: Tag<GlobalAttrs> = makeTag("h6");
/** Makes `<head>`: what browsers need to know of the page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/head) */
export const Head: Tag<GlobalAttrs> = makeTag("head");
/** Makes `<header>`: the start of a page or a section. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/header) */
export const Header: Tag<GlobalAttrs> = makeTag("header");
/** Makes `<hgroup>`: a heading with a line below it. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/hgroup) */
export const Hgroup: Tag<GlobalAttrs> = makeTag("hgroup");
/** Makes `<hr>`: a change of subject, shown as a line. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/hr) */
export const Hr: Tag<GlobalAttrs> = makeTag("hr");
/** Makes `<i>`: text in another voice, or an icon. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/i) */
export const I: Tag<GlobalAttrs> = makeTag("i");
/** Makes `<iframe>`: another page inside this one. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe) */
export const Iframe: Tag<IframeAttrs> = makeTag("iframe");
/** Makes `<img>`: an image; `alt` says what is on it. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img) */
export const Img: Tag<ImgAttrs> = makeTag("img");
/** Makes `<input>`: a field of a form. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/input) */
export const Input: Tag<InputAttrs> = makeTag("input");
/** Makes `<ins>`: text that was added. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/ins) */
export const Ins: Tag<InsAttrs> = makeTag("ins");
/** Makes `<kbd>`: a key, or other input of a user. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/kbd) */
export const Kbd: Tag<GlobalAttrs> = makeTag("kbd");
/** Makes `<label>`: the label of a field. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/label) */
export const Label: Tag<LabelAttrs> = makeTag("label");
/** Makes `<legend>`: the heading of `<fieldset>`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/legend) */
export const Legend: Tag<GlobalAttrs> = makeTag("legend");
/** Makes `<li>`: an item of a list. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/li) */
export const Li: Tag<LiAttrs> = makeTag("li");
/** Makes `<link>`: a style sheet, an icon or another file of the page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/link) */
export const Link: Tag<LinkAttrs> = makeTag("link");
/** Makes `<main>`: the main content, once in a page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/main) */
export const Main: Tag<GlobalAttrs> = makeTag("main");
/** Makes `<map>`, under a name that does not hide a global. */
export const MapTag: Tag<MapAttrs> = makeTag("map");
/** Makes `<mark>`: text that is highlighted. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/mark) */
export const Mark: Tag<GlobalAttrs> = makeTag("mark");
/** Makes `<menu>`: a list of commands. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/menu) */
export const Menu: Tag<GlobalAttrs> = makeTag("menu");
/** Makes `<meta>`: information about the page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meta) */
export const Meta: Tag<MetaAttrs> = makeTag("meta");
/** Makes `<meter>`: a value in a known range. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/meter) */
export const Meter: Tag<MeterAttrs> = makeTag("meter");
/** Makes `<nav>`: links to other pages or parts. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/nav) */
export const Nav: Tag<GlobalAttrs> = makeTag("nav");
/** Makes `<noscript>`: what is shown where scripts are off. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/noscript) */
export const Noscript: Tag<GlobalAttrs> = makeTag("noscript");
/** Makes `<object>`, under a name that does not hide a global. */
export const ObjectTag: Tag<ObjectAttrs> = makeTag("object");
/** Makes `<ol>`: a list with numbers. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/ol) */
export const Ol: Tag<OlAttrs> = makeTag("ol");
/** Makes `<optgroup>`: a group of options with a label. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/optgroup) */
export const Optgroup: Tag<OptgroupAttrs> = makeTag("optgroup");
/** Makes `<option>`: a choice of `<select>` or `<datalist>`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/option) */
export const Option: Tag<OptionAttrs> = makeTag("option");
/** Makes `<output>`: the result of a calculation. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/output) */
export const Output: Tag<OutputAttrs> = makeTag("output");
/** Makes `<p>`: a paragraph. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/p) */
export const P: Tag<GlobalAttrs> = makeTag("p");
/** Makes `<picture>`: an image in several forms, of which the browser takes one. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/picture) */
export const Picture: Tag<GlobalAttrs> = makeTag("picture");
/** Makes `<pre>`: text whose spaces and line breaks are kept. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/pre) */
export const Pre: Tag<GlobalAttrs> = makeTag("pre");
/** Makes `<progress>`: how much of a task is done. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/progress) */
export const Progress: Tag<ProgressAttrs> = makeTag("progress");
/** Makes `<q>`: a short quotation. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/q) */
export const Q: Tag<QAttrs> = makeTag("q");
/** Makes `<rp>`: brackets for browsers without `<ruby>`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/rp) */
export const Rp: Tag<GlobalAttrs> = makeTag("rp");
/** Makes `<rt>`: how a character is read. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/rt) */
export const Rt: Tag<GlobalAttrs> = makeTag("rt");
/** Makes `<ruby>`: characters with their reading above them. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/ruby) */
export const Ruby: Tag<GlobalAttrs> = makeTag("ruby");
/** Makes `<s>`: text that is no longer right. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/s) */
export const S: Tag<GlobalAttrs> = makeTag("s");
/** Makes `<samp>`: what a program has printed. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/samp) */
export const Samp: Tag<GlobalAttrs> = makeTag("samp");
/** Makes `<script>`: a script. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/script) */
export const Script: Tag<ScriptAttrs> = makeTag("script");
/** Makes `<section>`: a part with a heading. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/section) */
export const Section: Tag<GlobalAttrs> = makeTag("section");
/** Makes `<select>`: a list to choose from. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/select) */
export const Select: Tag<SelectAttrs> = makeTag("select");
/** Makes `<selectedcontent>`: the chosen option, inside the button of `<select>`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/selectedcontent) */
export const Selectedcontent: Tag<GlobalAttrs> = makeTag("selectedcontent");
/** Makes `<slot>`: a place that a web component fills. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/slot) */
export const Slot: Tag<SlotAttrs> = makeTag("slot");
/** Makes `<small>`: a side remark. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/small) */
export const Small: Tag<GlobalAttrs> = makeTag("small");
/** Makes `<source>`: one form of a picture, sound or video. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/source) */
export const Source: Tag<SourceAttrs> = makeTag("source");
/** Makes `<span>`: a piece of text without a meaning of its own. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/span) */
export const Span: Tag<GlobalAttrs> = makeTag("span");
/** Makes `<strong>`: text that is important. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/strong) */
export const Strong: Tag<GlobalAttrs> = makeTag("strong");
/** Makes `<style>`: a style sheet. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/style) */
export const Style: Tag<StyleAttrs> = makeTag("style");
/** Makes `<sub>`: text below the line. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/sub) */
export const Sub: Tag<GlobalAttrs> = makeTag("sub");
/** Makes `<summary>`: the heading of `<details>`, which opens and closes it. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/summary) */
export const Summary: Tag<GlobalAttrs> = makeTag("summary");
/** Makes `<sup>`: text above the line. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/sup) */
export const Sup: Tag<GlobalAttrs> = makeTag("sup");
/** Makes `<table>`: a table. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/table) */
export const Table: Tag<GlobalAttrs> = makeTag("table");
/** Makes `<tbody>`: the rows of a table. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/tbody) */
export const Tbody: Tag<GlobalAttrs> = makeTag("tbody");
/** Makes `<td>`: a cell of a table. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/td) */
export const Td: Tag<TdAttrs> = makeTag("td");
/** Makes `<template>`: HTML that is not shown until a script uses it. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/template) */
export const Template: Tag<TemplateAttrs> = makeTag("template");
/** Makes `<textarea>`: a field for several lines of text. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/textarea) */
export const Textarea: Tag<TextareaAttrs> = makeTag("textarea");
/** Makes `<tfoot>`: the last rows of a table, such as sums. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/tfoot) */
export const Tfoot: Tag<GlobalAttrs> = makeTag("tfoot");
/** Makes `<th>`: a cell that is the heading of a row or a column. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/th) */
export const Th: Tag<ThAttrs> = makeTag("th");
/** Makes `<thead>`: the first rows of a table, with the headings. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/thead) */
export const Thead: Tag<GlobalAttrs> = makeTag("thead");
/** Makes `<time>`: a date or a time, for machines in `datetime`. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/time) */
export const Time: Tag<TimeAttrs> = makeTag("time");
/** Makes `<title>`: the title of the page. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/title) */
export const Title: Tag<GlobalAttrs> = makeTag("title");
/** Makes `<tr>`: a row of a table. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/tr) */
export const Tr: Tag<GlobalAttrs> = makeTag("tr");
/** Makes `<track>`: subtitles of a video. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/track) */
export const Track: Tag<TrackAttrs> = makeTag("track");
/** Makes `<u>`: text with a mark under it, such as a misspelling. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/u) */
export const U: Tag<GlobalAttrs> = makeTag("u");
/** Makes `<ul>`: a list without numbers. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/ul) */
export const Ul: Tag<GlobalAttrs> = makeTag("ul");
/** Makes `<var>`: a variable. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/var) */
export const Var: Tag<GlobalAttrs> = makeTag("var");
/** Makes `<video>`: a video with controls. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video) */
export const Video: Tag<VideoAttrs> = makeTag("video");
/** Makes `<wbr>`: a place where a long word may break. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/wbr) */
export const Wbr: Tag<GlobalAttrs> = makeTag("wbr");
