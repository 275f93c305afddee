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

/** Makes `<a>`. */
export const A: Tag<AAttrs> = makeTag("a");
/** Makes `<abbr>`. */
export const Abbr: Tag<GlobalAttrs> = makeTag("abbr");
/** Makes `<address>`. */
export const Address: Tag<GlobalAttrs> = makeTag("address");
/** Makes `<area>`. */
export const Area: Tag<AreaAttrs> = makeTag("area");
/** Makes `<article>`. */
export const Article: Tag<GlobalAttrs> = makeTag("article");
/** Makes `<aside>`. */
export const Aside: Tag<GlobalAttrs> = makeTag("aside");
/** Makes `<audio>`. */
export const Audio: Tag<MediaAttrs> = makeTag("audio");
/** Makes `<b>`. */
export const B: Tag<GlobalAttrs> = makeTag("b");
/** Makes `<base>`. */
export const Base: Tag<BaseAttrs> = makeTag("base");
/** Makes `<bdi>`. */
export const Bdi: Tag<GlobalAttrs> = makeTag("bdi");
/** Makes `<bdo>`. */
export const Bdo: Tag<GlobalAttrs> = makeTag("bdo");
/** Makes `<blockquote>`. */
export const Blockquote: Tag<BlockquoteAttrs> = makeTag("blockquote");
/** Makes `<body>`. */
export const Body: Tag<GlobalAttrs> = makeTag("body");
/** Makes `<br>`. */
export const Br: Tag<GlobalAttrs> = makeTag("br");
/** Makes `<button>`. */
export const Button: Tag<ButtonAttrs> = makeTag("button");
/** Makes `<canvas>`. */
export const Canvas: Tag<CanvasAttrs> = makeTag("canvas");
/** Makes `<caption>`. */
export const Caption: Tag<GlobalAttrs> = makeTag("caption");
/** Makes `<cite>`. */
export const Cite: Tag<GlobalAttrs> = makeTag("cite");
/** Makes `<code>`. */
export const Code: Tag<GlobalAttrs> = makeTag("code");
/** Makes `<col>`. */
export const Col: Tag<ColAttrs> = makeTag("col");
/** Makes `<colgroup>`. */
export const Colgroup: Tag<ColgroupAttrs> = makeTag("colgroup");
/** Makes `<data>`. */
export const Data: Tag<DataAttrs> = makeTag("data");
/** Makes `<datalist>`. */
export const Datalist: Tag<GlobalAttrs> = makeTag("datalist");
/** Makes `<dd>`. */
export const Dd: Tag<GlobalAttrs> = makeTag("dd");
/** Makes `<del>`. */
export const Del: Tag<DelAttrs> = makeTag("del");
/** Makes `<details>`. */
export const Details: Tag<DetailsAttrs> = makeTag("details");
/** Makes `<dfn>`. */
export const Dfn: Tag<GlobalAttrs> = makeTag("dfn");
/** Makes `<dialog>`. */
export const Dialog: Tag<DialogAttrs> = makeTag("dialog");
/** Makes `<div>`. */
export const Div: Tag<GlobalAttrs> = makeTag("div");
/** Makes `<dl>`. */
export const Dl: Tag<GlobalAttrs> = makeTag("dl");
/** Makes `<dt>`. */
export const Dt: Tag<GlobalAttrs> = makeTag("dt");
/** Makes `<em>`. */
export const Em: Tag<GlobalAttrs> = makeTag("em");
/** Makes `<embed>`. */
export const Embed: Tag<EmbedAttrs> = makeTag("embed");
/** Makes `<fieldset>`. */
export const Fieldset: Tag<FieldsetAttrs> = makeTag("fieldset");
/** Makes `<figcaption>`. */
export const Figcaption: Tag<GlobalAttrs> = makeTag("figcaption");
/** Makes `<figure>`. */
export const Figure: Tag<GlobalAttrs> = makeTag("figure");
/** Makes `<footer>`. */
export const Footer: Tag<GlobalAttrs> = makeTag("footer");
/** Makes `<form>`. */
export const Form: Tag<FormAttrs> = makeTag("form");
/** Makes `<h1>`. */
export const H1: Tag<GlobalAttrs> = makeTag("h1");
/** Makes `<h2>`. */
export const H2: Tag<GlobalAttrs> = makeTag("h2");
/** Makes `<h3>`. */
export const H3: Tag<GlobalAttrs> = makeTag("h3");
/** Makes `<h4>`. */
export const H4: Tag<GlobalAttrs> = makeTag("h4");
/** Makes `<h5>`. */
export const H5: Tag<GlobalAttrs> = makeTag("h5");
/** Makes `<h6>`. */
export const H6: Tag<GlobalAttrs> = makeTag("h6");
/** Makes `<head>`. */
export const Head: Tag<GlobalAttrs> = makeTag("head");
/** Makes `<header>`. */
export const Header: Tag<GlobalAttrs> = makeTag("header");
/** Makes `<hgroup>`. */
export const Hgroup: Tag<GlobalAttrs> = makeTag("hgroup");
/** Makes `<hr>`. */
export const Hr: Tag<GlobalAttrs> = makeTag("hr");
/** Makes `<i>`. */
export const I: Tag<GlobalAttrs> = makeTag("i");
/** Makes `<iframe>`. */
export const Iframe: Tag<IframeAttrs> = makeTag("iframe");
/** Makes `<img>`. */
export const Img: Tag<ImgAttrs> = makeTag("img");
/** Makes `<input>`. */
export const Input: Tag<InputAttrs> = makeTag("input");
/** Makes `<ins>`. */
export const Ins: Tag<InsAttrs> = makeTag("ins");
/** Makes `<kbd>`. */
export const Kbd: Tag<GlobalAttrs> = makeTag("kbd");
/** Makes `<label>`. */
export const Label: Tag<LabelAttrs> = makeTag("label");
/** Makes `<legend>`. */
export const Legend: Tag<GlobalAttrs> = makeTag("legend");
/** Makes `<li>`. */
export const Li: Tag<LiAttrs> = makeTag("li");
/** Makes `<link>`. */
export const Link: Tag<LinkAttrs> = makeTag("link");
/** Makes `<main>`. */
export const Main: Tag<GlobalAttrs> = makeTag("main");
/** Makes `<map>`, under a name that does not hide a global. */
export const MapTag: Tag<MapAttrs> = makeTag("map");
/** Makes `<mark>`. */
export const Mark: Tag<GlobalAttrs> = makeTag("mark");
/** Makes `<menu>`. */
export const Menu: Tag<GlobalAttrs> = makeTag("menu");
/** Makes `<meta>`. */
export const Meta: Tag<MetaAttrs> = makeTag("meta");
/** Makes `<meter>`. */
export const Meter: Tag<MeterAttrs> = makeTag("meter");
/** Makes `<nav>`. */
export const Nav: Tag<GlobalAttrs> = makeTag("nav");
/** Makes `<noscript>`. */
export const Noscript: Tag<GlobalAttrs> = makeTag("noscript");
/** Makes `<object>`, under a name that does not hide a global. */
export const ObjectTag: Tag<ObjectAttrs> = makeTag("object");
/** Makes `<ol>`. */
export const Ol: Tag<OlAttrs> = makeTag("ol");
/** Makes `<optgroup>`. */
export const Optgroup: Tag<OptgroupAttrs> = makeTag("optgroup");
/** Makes `<option>`. */
export const Option: Tag<OptionAttrs> = makeTag("option");
/** Makes `<output>`. */
export const Output: Tag<OutputAttrs> = makeTag("output");
/** Makes `<p>`. */
export const P: Tag<GlobalAttrs> = makeTag("p");
/** Makes `<picture>`. */
export const Picture: Tag<GlobalAttrs> = makeTag("picture");
/** Makes `<pre>`. */
export const Pre: Tag<GlobalAttrs> = makeTag("pre");
/** Makes `<progress>`. */
export const Progress: Tag<ProgressAttrs> = makeTag("progress");
/** Makes `<q>`. */
export const Q: Tag<QAttrs> = makeTag("q");
/** Makes `<rp>`. */
export const Rp: Tag<GlobalAttrs> = makeTag("rp");
/** Makes `<rt>`. */
export const Rt: Tag<GlobalAttrs> = makeTag("rt");
/** Makes `<ruby>`. */
export const Ruby: Tag<GlobalAttrs> = makeTag("ruby");
/** Makes `<s>`. */
export const S: Tag<GlobalAttrs> = makeTag("s");
/** Makes `<samp>`. */
export const Samp: Tag<GlobalAttrs> = makeTag("samp");
/** Makes `<script>`. */
export const Script: Tag<ScriptAttrs> = makeTag("script");
/** Makes `<section>`. */
export const Section: Tag<GlobalAttrs> = makeTag("section");
/** Makes `<select>`. */
export const Select: Tag<SelectAttrs> = makeTag("select");
/** Makes `<selectedcontent>`. */
export const Selectedcontent: Tag<GlobalAttrs> = makeTag("selectedcontent");
/** Makes `<slot>`. */
export const Slot: Tag<SlotAttrs> = makeTag("slot");
/** Makes `<small>`. */
export const Small: Tag<GlobalAttrs> = makeTag("small");
/** Makes `<source>`. */
export const Source: Tag<SourceAttrs> = makeTag("source");
/** Makes `<span>`. */
export const Span: Tag<GlobalAttrs> = makeTag("span");
/** Makes `<strong>`. */
export const Strong: Tag<GlobalAttrs> = makeTag("strong");
/** Makes `<style>`. */
export const Style: Tag<StyleAttrs> = makeTag("style");
/** Makes `<sub>`. */
export const Sub: Tag<GlobalAttrs> = makeTag("sub");
/** Makes `<summary>`. */
export const Summary: Tag<GlobalAttrs> = makeTag("summary");
/** Makes `<sup>`. */
export const Sup: Tag<GlobalAttrs> = makeTag("sup");
/** Makes `<table>`. */
export const Table: Tag<GlobalAttrs> = makeTag("table");
/** Makes `<tbody>`. */
export const Tbody: Tag<GlobalAttrs> = makeTag("tbody");
/** Makes `<td>`. */
export const Td: Tag<TdAttrs> = makeTag("td");
/** Makes `<template>`. */
export const Template: Tag<TemplateAttrs> = makeTag("template");
/** Makes `<textarea>`. */
export const Textarea: Tag<TextareaAttrs> = makeTag("textarea");
/** Makes `<tfoot>`. */
export const Tfoot: Tag<GlobalAttrs> = makeTag("tfoot");
/** Makes `<th>`. */
export const Th: Tag<ThAttrs> = makeTag("th");
/** Makes `<thead>`. */
export const Thead: Tag<GlobalAttrs> = makeTag("thead");
/** Makes `<time>`. */
export const Time: Tag<TimeAttrs> = makeTag("time");
/** Makes `<title>`. */
export const Title: Tag<GlobalAttrs> = makeTag("title");
/** Makes `<tr>`. */
export const Tr: Tag<GlobalAttrs> = makeTag("tr");
/** Makes `<track>`. */
export const Track: Tag<TrackAttrs> = makeTag("track");
/** Makes `<u>`. */
export const U: Tag<GlobalAttrs> = makeTag("u");
/** Makes `<ul>`. */
export const Ul: Tag<GlobalAttrs> = makeTag("ul");
/** Makes `<var>`. */
export const Var: Tag<GlobalAttrs> = makeTag("var");
/** Makes `<video>`. */
export const Video: Tag<VideoAttrs> = makeTag("video");
/** Makes `<wbr>`. */
export const Wbr: Tag<GlobalAttrs> = makeTag("wbr");
