/** Elements of a head for social cards and icons. */
import { makeOptionCheck } from "../../lib/option_check.ts";
import { type FT, Link, Meta } from "../../mod.ts";

/** Options of {@linkcode Socials}. */
export interface SocialsOptions {
  /** The title of the page. */
  title: string;
  /** The name of the site, and its host if no `url` is given. */
  siteName: string;
  /** A description of the page. */
  description: string;
  /** The URL of an image; a path is one of the site of `url`. */
  image: string;
  /** The URL of the page. */
  url?: string;
  /** The width of the image. Default: 1200. */
  w?: number;
  /** The height of the image. Default: 630. */
  h?: number;
  /** The site's account on Twitter, such as `@site`. */
  twitterSite?: string;
  /** The author's account on Twitter. */
  creator?: string;
  /**
   * The type of Twitter's card. Default: `summary_large_image` if the image is wider than high, as
   * it is by default, and otherwise `summary`.
   */
  card?: "summary" | "summary_large_image" | "app" | "player";
}

const checkOptions = makeOptionCheck<SocialsOptions>("describe the page", {
  title: true,
  siteName: true,
  description: true,
  image: true,
  url: true,
  w: true,
  h: true,
  twitterSite: true,
  creator: true,
  card: true,
});

/**
 * Makes the meta elements with which other sites show a link to this page, for Open Graph and
 * Twitter.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { Socials } from "@fasthtml/fasthtml/ext/seo";
 *
 * const { rt } = fastApp();
 * rt("/", () => [
 *   Socials({ title: "Bread", siteName: "bread.example", description: "All of it", image: "/b.png" }),
 *   P("Bread"),
 * ]);
 * ```
 */
export function Socials(options: SocialsOptions): FT[] {
  checkOptions(options);
  const { title, siteName, description, w = 1200, h = 630 } = options;
  // A card of the type `summary` shows a small square of the picture.
  const { card = w > h ? "summary_large_image" : "summary" } = options;
  const given = options.url ?? siteName;
  const url = given.startsWith("http") ? given : `https://${given}`;
  const image = URL.parse(options.image, url)?.href ?? url + options.image;
  const graph = {
    image,
    site_name: siteName,
    "image:type": `image/${IMAGE_TYPES[image.split(".").at(-1)!] ?? "png"}`,
    "image:width": w,
    "image:height": h,
    type: "website",
    url,
    title,
    description,
  };
  const twitter = {
    image,
    card,
    title,
    description,
    site: options.twitterSite,
    creator: options.creator,
  };
  return [
    ...Object.entries(graph).map(([name, content]) => Meta({ property: `og:${name}`, content })),
    ...Object.entries(twitter).filter(([, content]) => content !== undefined)
      .map(([name, content]) => Meta({ name: `twitter:${name}`, content })),
  ];
}

const IMAGE_TYPES: Readonly<Record<string, string>> = {
  gif: "gif",
  jpeg: "jpeg",
  jpg: "jpeg",
  svg: "svg+xml",
  webp: "webp",
};

/**
 * Makes the links to a page's icons, for the light and the dark color scheme.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { Favicon } from "@fasthtml/fasthtml/ext/seo";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp({ hdrs: Favicon("/light.ico", "/dark.ico") });
 * rt("/", () => P("Hello"));
 * match(await (await app.request("/")).text(), /href="\/dark\.ico"/);
 * ```
 */
export function Favicon(lightIcon: string, darkIcon: string): FT[] {
  const icon = (href: string, scheme: string) =>
    Link({ rel: "icon", type: "image/x-ico", href, media: `(prefers-color-scheme: ${scheme})` });
  return [icon(lightIcon, "light"), icon(darkIcon, "dark")];
}
