/** The attributes of media and embedded content. */
import type { GlobalAttrs, ReferrerPolicyValue } from "./global.ts";
import type { SafeHtml } from "../safe.ts";
import type { FlagValue, IdValue, Nothing, TextValue, UrlValue } from "../types.ts";

/** The attributes of `<audio>`, and of `<video>` too. */
export interface MediaAttrs extends GlobalAttrs {
  /** The URL to load. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#src) */
  src?: UrlValue;
  /** Whether a request to another origin sends cookies. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#crossorigin) */
  crossorigin?: "anonymous" | "use-credentials" | "" | FlagValue;
  /** What to load before it plays. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#preload) */
  preload?: "none" | "metadata" | "auto" | Nothing;
  /** Whether it plays by itself. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#autoplay) */
  autoplay?: FlagValue;
  /** Whether it starts again at the end. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#loop) */
  loop?: FlagValue;
  /** Whether it starts muted. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#muted) */
  muted?: FlagValue;
  /** Whether it shows controls. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#controls) */
  controls?: FlagValue;
}

/** The attributes of `<canvas>`. */
export interface CanvasAttrs extends GlobalAttrs {
  /** Width in pixels. Default: 300. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/canvas#width) */
  width?: TextValue;
  /** Height in pixels. Default: 150. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/canvas#height) */
  height?: TextValue;
}

/** The attributes of `<embed>`. */
export interface EmbedAttrs extends GlobalAttrs {
  /** The URL to load. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/embed#src) */
  src?: UrlValue;
  /** The media type of the file. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/embed#type) */
  type?: TextValue;
  /** Width in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/embed#width) */
  width?: TextValue;
  /** Height in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/embed#height) */
  height?: TextValue;
}

/** The attributes of `<iframe>`. */
export interface IframeAttrs extends GlobalAttrs {
  /** The URL to load. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe#src) */
  src?: UrlValue;
  /** The HTML of the page, whose scripts run: only `Safe()` text. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe#srcdoc) */
  srcdoc?: SafeHtml | Nothing;
  /** The name that `target` refers to. Default: the id. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe#name) */
  name?: TextValue;
  /** What the page may do. True allows nothing. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe#sandbox) */
  sandbox?: TextValue | true;
  /** The features that the page may use. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe#allow) */
  allow?: TextValue;
  /** Whether the page may use the full screen. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe#allowfullscreen) */
  allowfullscreen?: FlagValue;
  /** Width in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe#width) */
  width?: TextValue;
  /** Height in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe#height) */
  height?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe#referrerpolicy) */
  referrerpolicy?: ReferrerPolicyValue;
  /** `lazy` loads it only when it comes into view. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/iframe#loading) */
  loading?: "lazy" | "eager" | Nothing;
}

/** The attributes of `<img>`. */
export interface ImgAttrs extends GlobalAttrs {
  /** The text that replaces the image. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#alt) */
  alt?: TextValue;
  /** The URL to load. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#src) */
  src?: UrlValue;
  /** URLs of the image in other sizes. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#srcset) */
  srcset?: TextValue;
  /** The widths at which it is shown, by media query. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#sizes) */
  sizes?: TextValue;
  /** Whether a request to another origin sends cookies. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#crossorigin) */
  crossorigin?: "anonymous" | "use-credentials" | "" | FlagValue;
  /** The image map. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#usemap) */
  usemap?: TextValue;
  /** Whether a click sends its coordinates. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#ismap) */
  ismap?: FlagValue;
  /** Width in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#width) */
  width?: TextValue;
  /** Height in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#height) */
  height?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#referrerpolicy) */
  referrerpolicy?: ReferrerPolicyValue;
  /** Whether the page waits for the image to be decoded. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#decoding) */
  decoding?: "sync" | "async" | "auto" | Nothing;
  /** `lazy` loads it only when it comes into view. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#loading) */
  loading?: "lazy" | "eager" | Nothing;
  /** The priority of the request. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#fetchpriority) */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
  /** The obsolete name. Default: the id. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/img#name) */
  name?: TextValue;
}

/** The attributes of `<object>`. */
export interface ObjectAttrs extends GlobalAttrs {
  /** The URL to load. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/object#data) */
  data?: UrlValue;
  /** The media type of the file. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/object#type) */
  type?: TextValue;
  /** The name that `target` refers to. Default: the id. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/object#name) */
  name?: TextValue;
  /** The form that it belongs to. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/object#form) */
  form?: IdValue;
  /** Width in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/object#width) */
  width?: TextValue;
  /** Height in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/object#height) */
  height?: TextValue;
}

/** The attributes of `<source>`. */
export interface SourceAttrs extends GlobalAttrs {
  /** The media type of the file. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/source#type) */
  type?: TextValue;
  /** The media query under which it is used. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/source#media) */
  media?: TextValue;
  /** The URL to load. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/source#src) */
  src?: UrlValue;
  /** URLs of the image in other sizes. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/source#srcset) */
  srcset?: TextValue;
  /** The widths at which it is shown, by media query. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/source#sizes) */
  sizes?: TextValue;
  /** Width in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/source#width) */
  width?: TextValue;
  /** Height in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/source#height) */
  height?: TextValue;
}

/** The attributes of `<track>`. */
export interface TrackAttrs extends GlobalAttrs {
  /** The kind of text. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/track#kind) */
  kind?: "subtitles" | "captions" | "descriptions" | "chapters" | "metadata" | Nothing;
  /** The URL to load. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/track#src) */
  src?: UrlValue;
  /** The language of the text. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/track#srclang) */
  srclang?: TextValue;
  /** The name in the menu of tracks. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/track#label) */
  label?: TextValue;
  /** Whether it is on from the start. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/track#default) */
  default?: FlagValue;
}

/** The attributes of `<video>`. */
export interface VideoAttrs extends MediaAttrs {
  /** The image to show before it plays. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#poster) */
  poster?: UrlValue;
  /** Whether it plays in the page, and not full-screen, on small screens. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#playsinline) */
  playsinline?: FlagValue;
  /** Width in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#width) */
  width?: TextValue;
  /** Height in pixels. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#height) */
  height?: TextValue;
  /** Whether picture-in-picture is disabled. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#disablepictureinpicture) */
  disablepictureinpicture?: FlagValue;
  /** Whether playing on other devices is disabled. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#disableremoteplayback) */
  disableremoteplayback?: FlagValue;
  /** The controls to hide. [MDN](https://developer.mozilla.org/docs/Web/HTML/Element/video#controlslist) */
  controlslist?: TextValue;
}
