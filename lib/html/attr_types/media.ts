import type { GlobalAttrs, ReferrerPolicy } from "./global.ts";
import type { SafeHtml } from "../safe.ts";
import type { Flag, IdRef, Nothing, Text, Url } from "../types.ts";

/** The attributes of `<audio>`, and of `<video>` too. */
export interface MediaAttrs extends GlobalAttrs {
  /** The address of what is loaded. */
  src?: Url;
  /** Whether cookies go to another site. */
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  /** What is loaded before it plays. */
  preload?: "none" | "metadata" | "auto" | Nothing;
  /** Whether it plays by itself. */
  autoplay?: Flag;
  /** Whether it starts again at the end. */
  loop?: Flag;
  /** Whether it is silent at first. */
  muted?: Flag;
  /** Whether it shows controls. */
  controls?: Flag;
}

/** The attributes of `<canvas>`. */
export interface CanvasAttrs extends GlobalAttrs {
  /** Width in pixels; 300 by default. */
  width?: Text;
  /** Height in pixels; 150 by default. */
  height?: Text;
}

/** The attributes of `<embed>`. */
export interface EmbedAttrs extends GlobalAttrs {
  /** The address of what is loaded. */
  src?: Url;
  /** The media type of the file. */
  type?: Text;
  /** Width in pixels. */
  width?: Text;
  /** Height in pixels. */
  height?: Text;
}

/** The attributes of `<iframe>`. */
export interface IframeAttrs extends GlobalAttrs {
  /** The address of what is loaded. */
  src?: Url;
  /** The page itself, whose scripts run: only what is `Safe()`. */
  srcdoc?: SafeHtml | Nothing;
  /** The name that `target` knows it by; the id where it is not given. */
  name?: Text;
  /** What the page may do; nothing when true. */
  sandbox?: Text | true;
  /** The features that the page may use. */
  allow?: Text;
  /** Whether the page may fill the screen. */
  allowfullscreen?: Flag;
  /** Width in pixels. */
  width?: Text;
  /** Height in pixels. */
  height?: Text;
  /** What the request tells of this page. */
  referrerpolicy?: ReferrerPolicy;
  /** Whether it is loaded only when it comes into view. */
  loading?: "lazy" | "eager" | Nothing;
}

/** The attributes of `<img>`. */
export interface ImgAttrs extends GlobalAttrs {
  /** Text in place of the picture. */
  alt?: Text;
  /** The address of what is loaded. */
  src?: Url;
  /** Addresses for other sizes. */
  srcset?: Text;
  /** The width in which it is shown, for other screens. */
  sizes?: Text;
  /** Whether cookies go to another site. */
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  /** The map of its areas. */
  usemap?: Text;
  /** Whether a click sends its place. */
  ismap?: Flag;
  /** Width in pixels. */
  width?: Text;
  /** Height in pixels. */
  height?: Text;
  /** What the request tells of this page. */
  referrerpolicy?: ReferrerPolicy;
  /** Whether the page waits for the picture. */
  decoding?: "sync" | "async" | "auto" | Nothing;
  /** Whether it is loaded only when it comes into view. */
  loading?: "lazy" | "eager" | Nothing;
  /** How soon it is loaded. */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
  /** The old way to name it; the id where it is not given. */
  name?: Text;
}

/** The attributes of `<object>`. */
export interface ObjectAttrs extends GlobalAttrs {
  /** The address of what is loaded. */
  data?: Url;
  /** The media type of the file. */
  type?: Text;
  /** The name that `target` knows it by; the id where it is not given. */
  name?: Text;
  /** The form that it belongs to. */
  form?: IdRef;
  /** Width in pixels. */
  width?: Text;
  /** Height in pixels. */
  height?: Text;
}

/** The attributes of `<source>`. */
export interface SourceAttrs extends GlobalAttrs {
  /** The media type of the file. */
  type?: Text;
  /** The screens that it is for. */
  media?: Text;
  /** The address of what is loaded. */
  src?: Url;
  /** Addresses for other sizes. */
  srcset?: Text;
  /** The width in which it is shown, for other screens. */
  sizes?: Text;
  /** Width in pixels. */
  width?: Text;
  /** Height in pixels. */
  height?: Text;
}

/** The attributes of `<track>`. */
export interface TrackAttrs extends GlobalAttrs {
  /** What it is to the film. */
  kind?: "subtitles" | "captions" | "descriptions" | "chapters" | "metadata" | Nothing;
  /** The address of what is loaded. */
  src?: Url;
  /** The language of the text. */
  srclang?: Text;
  /** The name that the visitor sees. */
  label?: Text;
  /** Whether it is on from the start. */
  default?: Flag;
}

/** The attributes of `<video>`. */
export interface VideoAttrs extends MediaAttrs {
  /** The picture that is shown before it plays. */
  poster?: Url;
  /** Whether it plays in its place on small screens. */
  playsinline?: Flag;
  /** Width in pixels. */
  width?: Text;
  /** Height in pixels. */
  height?: Text;
  /** Whether it can't leave its place. */
  disablepictureinpicture?: Flag;
  /** Whether it can't play on other devices. */
  disableremoteplayback?: Flag;
  /** The controls that are left out. */
  controlslist?: Text;
}
