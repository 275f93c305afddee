/** The attributes of media and embedded content. */
import type { GlobalAttrs, ReferrerPolicy } from "./global.ts";
import type { SafeHtml } from "../safe.ts";
import type { Flag, IdRef, Nothing, Text, Url } from "../types.ts";

/** The attributes of `<audio>`, and of `<video>` too. */
export interface MediaAttrs extends GlobalAttrs {
  /** The URL to load. */
  src?: Url;
  /** Whether a request to another origin sends cookies. */
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  /** What to load before it plays. */
  preload?: "none" | "metadata" | "auto" | Nothing;
  /** Whether it plays by itself. */
  autoplay?: Flag;
  /** Whether it starts again at the end. */
  loop?: Flag;
  /** Whether it starts muted. */
  muted?: Flag;
  /** Whether it shows controls. */
  controls?: Flag;
}

/** The attributes of `<canvas>`. */
export interface CanvasAttrs extends GlobalAttrs {
  /** Width in pixels. Default: 300. */
  width?: Text;
  /** Height in pixels. Default: 150. */
  height?: Text;
}

/** The attributes of `<embed>`. */
export interface EmbedAttrs extends GlobalAttrs {
  /** The URL to load. */
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
  /** The URL to load. */
  src?: Url;
  /** The HTML of the page, whose scripts run: only `Safe()` text. */
  srcdoc?: SafeHtml | Nothing;
  /** The name that `target` refers to. Default: the id. */
  name?: Text;
  /** What the page may do. True allows nothing. */
  sandbox?: Text | true;
  /** The features that the page may use. */
  allow?: Text;
  /** Whether the page may use the full screen. */
  allowfullscreen?: Flag;
  /** Width in pixels. */
  width?: Text;
  /** Height in pixels. */
  height?: Text;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicy;
  /** `lazy` loads it only when it comes into view. */
  loading?: "lazy" | "eager" | Nothing;
}

/** The attributes of `<img>`. */
export interface ImgAttrs extends GlobalAttrs {
  /** The text that replaces the image. */
  alt?: Text;
  /** The URL to load. */
  src?: Url;
  /** URLs of the image in other sizes. */
  srcset?: Text;
  /** The widths at which it is shown, by media query. */
  sizes?: Text;
  /** Whether a request to another origin sends cookies. */
  crossorigin?: "anonymous" | "use-credentials" | "" | Flag;
  /** The image map. */
  usemap?: Text;
  /** Whether a click sends its coordinates. */
  ismap?: Flag;
  /** Width in pixels. */
  width?: Text;
  /** Height in pixels. */
  height?: Text;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicy;
  /** Whether the page waits for the image to be decoded. */
  decoding?: "sync" | "async" | "auto" | Nothing;
  /** `lazy` loads it only when it comes into view. */
  loading?: "lazy" | "eager" | Nothing;
  /** The priority of the request. */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
  /** The obsolete name. Default: the id. */
  name?: Text;
}

/** The attributes of `<object>`. */
export interface ObjectAttrs extends GlobalAttrs {
  /** The URL to load. */
  data?: Url;
  /** The media type of the file. */
  type?: Text;
  /** The name that `target` refers to. Default: the id. */
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
  /** The media query under which it is used. */
  media?: Text;
  /** The URL to load. */
  src?: Url;
  /** URLs of the image in other sizes. */
  srcset?: Text;
  /** The widths at which it is shown, by media query. */
  sizes?: Text;
  /** Width in pixels. */
  width?: Text;
  /** Height in pixels. */
  height?: Text;
}

/** The attributes of `<track>`. */
export interface TrackAttrs extends GlobalAttrs {
  /** The kind of text. */
  kind?: "subtitles" | "captions" | "descriptions" | "chapters" | "metadata" | Nothing;
  /** The URL to load. */
  src?: Url;
  /** The language of the text. */
  srclang?: Text;
  /** The name in the menu of tracks. */
  label?: Text;
  /** Whether it is on from the start. */
  default?: Flag;
}

/** The attributes of `<video>`. */
export interface VideoAttrs extends MediaAttrs {
  /** The image to show before it plays. */
  poster?: Url;
  /** Whether it plays in the page, and not full-screen, on small screens. */
  playsinline?: Flag;
  /** Width in pixels. */
  width?: Text;
  /** Height in pixels. */
  height?: Text;
  /** Whether picture-in-picture is disabled. */
  disablepictureinpicture?: Flag;
  /** Whether playing on other devices is disabled. */
  disableremoteplayback?: Flag;
  /** The controls to hide. */
  controlslist?: Text;
}
