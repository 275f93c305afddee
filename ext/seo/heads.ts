import { type FT, Link, Meta } from "../../mod.ts";

/** What {@linkcode Socials} tells. */
export interface SocialsOptions {
  /** The title of the page. */
  title: string;
  /** The name of the site; where no `url` is given, its host. */
  siteName: string;
  /** What the page is about. */
  description: string;
  /** A picture: an address, or a path on the site. */
  image: string;
  /** The address of the page. */
  url?: string;
  /** The picture's width. Default: 1200. */
  w?: number;
  /** The picture's height. Default: 630. */
  h?: number;
  /** The site's account on Twitter, such as `@site`. */
  twitterSite?: string;
  /** The author's account on Twitter. */
  creator?: string;
  /** The form of Twitter's card. Default: `summary`. */
  card?: "summary" | "summary_large_image" | "app" | "player";
}

/**
 * Makes the meta elements by which other sites show a link to this page: Open Graph's and Twitter's.
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
  const { title, siteName, description, w = 1200, h = 630, card = "summary" } = options;
  const given = options.url ?? siteName;
  const url = given.startsWith("http") ? given : `https://${given}`;
  const image = options.image.startsWith("http") ? options.image : url + options.image;
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

/** Makes the links to a page's icon, by day and by night. */
export function Favicon(lightIcon: string, darkIcon: string): FT[] {
  const icon = (href: string, scheme: string) =>
    Link({ rel: "icon", type: "image/x-ico", href, media: `(prefers-color-scheme: ${scheme})` });
  return [icon(lightIcon, "light"), icon(darkIcon, "dark")];
}
