/** The attributes of media and embedded content. */
import type { GlobalAttrs, ReferrerPolicyValue } from "./global.ts";
import type { SafeHtml } from "../safe.ts";
import type { FlagValue, IdValue, Nothing, TextValue, UrlValue } from "../types.ts";

/** The attributes of `<audio>`, and of `<video>` too. */
export interface MediaAttrs extends GlobalAttrs {
  /** The URL to load. */
  src?: UrlValue;
  /** Whether a request to another origin sends cookies. */
  crossorigin?: "anonymous" | "use-credentials" | "" | FlagValue;
  /** What to load before it plays. */
  preload?: "none" | "metadata" | "auto" | Nothing;
  /** Whether it plays by itself. */
  autoplay?: FlagValue;
  /** Whether it starts again at the end. */
  loop?: FlagValue;
  /** Whether it starts muted. */
  muted?: FlagValue;
  /** Whether it shows controls. */
  controls?: FlagValue;
}

/** The attributes of `<canvas>`. */
export interface CanvasAttrs extends GlobalAttrs {
  /** Width in pixels. Default: 300. */
  width?: TextValue;
  /** Height in pixels. Default: 150. */
  height?: TextValue;
}

/** The attributes of `<embed>`. */
export interface EmbedAttrs extends GlobalAttrs {
  /** The URL to load. */
  src?: UrlValue;
  /** The media type of the file. */
  type?: TextValue;
  /** Width in pixels. */
  width?: TextValue;
  /** Height in pixels. */
  height?: TextValue;
}

/** The attributes of `<iframe>`. */
export interface IframeAttrs extends GlobalAttrs {
  /** The URL to load. */
  src?: UrlValue;
  /** The HTML of the page, whose scripts run: only `Safe()` text. */
  srcdoc?: SafeHtml | Nothing;
  /** The name that `target` refers to. Default: the id. */
  name?: TextValue;
  /** What the page may do. True allows nothing. */
  sandbox?: TextValue | true;
  /** The features that the page may use. */
  allow?: TextValue;
  /** Whether the page may use the full screen. */
  allowfullscreen?: FlagValue;
  /** Width in pixels. */
  width?: TextValue;
  /** Height in pixels. */
  height?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicyValue;
  /** `lazy` loads it only when it comes into view. */
  loading?: "lazy" | "eager" | Nothing;
}

/** The attributes of `<img>`. */
export interface ImgAttrs extends GlobalAttrs {
  /** The text that replaces the image. */
  alt?: TextValue;
  /** The URL to load. */
  src?: UrlValue;
  /** URLs of the image in other sizes. */
  srcset?: TextValue;
  /** The widths at which it is shown, by media query. */
  sizes?: TextValue;
  /** Whether a request to another origin sends cookies. */
  crossorigin?: "anonymous" | "use-credentials" | "" | FlagValue;
  /** The image map. */
  usemap?: TextValue;
  /** Whether a click sends its coordinates. */
  ismap?: FlagValue;
  /** Width in pixels. */
  width?: TextValue;
  /** Height in pixels. */
  height?: TextValue;
  /** How much of this page's URL the request's `Referer` header holds. */
  referrerpolicy?: ReferrerPolicyValue;
  /** Whether the page waits for the image to be decoded. */
  decoding?: "sync" | "async" | "auto" | Nothing;
  /** `lazy` loads it only when it comes into view. */
  loading?: "lazy" | "eager" | Nothing;
  /** The priority of the request. */
  fetchpriority?: "high" | "low" | "auto" | Nothing;
  /** The obsolete name. Default: the id. */
  name?: TextValue;
}

/** The attributes of `<object>`. */
export interface ObjectAttrs extends GlobalAttrs {
  /** The URL to load. */
  data?: UrlValue;
  /** The media type of the file. */
  type?: TextValue;
  /** The name that `target` refers to. Default: the id. */
  name?: TextValue;
  /** The form that it belongs to. */
  form?: IdValue;
  /** Width in pixels. */
  width?: TextValue;
  /** Height in pixels. */
  height?: TextValue;
}

/** The attributes of `<source>`. */
export interface SourceAttrs extends GlobalAttrs {
  /** The media type of the file. */
  type?: TextValue;
  /** The media query under which it is used. */
  media?: TextValue;
  /** The URL to load. */
  src?: UrlValue;
  /** URLs of the image in other sizes. */
  srcset?: TextValue;
  /** The widths at which it is shown, by media query. */
  sizes?: TextValue;
  /** Width in pixels. */
  width?: TextValue;
  /** Height in pixels. */
  height?: TextValue;
}

/** The attributes of `<track>`. */
export interface TrackAttrs extends GlobalAttrs {
  /** The kind of text. */
  kind?: "subtitles" | "captions" | "descriptions" | "chapters" | "metadata" | Nothing;
  /** The URL to load. */
  src?: UrlValue;
  /** The language of the text. */
  srclang?: TextValue;
  /** The name in the menu of tracks. */
  label?: TextValue;
  /** Whether it is on from the start. */
  default?: FlagValue;
}

/** The attributes of `<video>`. */
export interface VideoAttrs extends MediaAttrs {
  /** The image to show before it plays. */
  poster?: UrlValue;
  /** Whether it plays in the page, and not full-screen, on small screens. */
  playsinline?: FlagValue;
  /** Width in pixels. */
  width?: TextValue;
  /** Height in pixels. */
  height?: TextValue;
  /** Whether picture-in-picture is disabled. */
  disablepictureinpicture?: FlagValue;
  /** Whether playing on other devices is disabled. */
  disableremoteplayback?: FlagValue;
  /** The controls to hide. */
  controlslist?: TextValue;
}
