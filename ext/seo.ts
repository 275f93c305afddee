/**
 * What search engines and other sites read: social cards, icons, JSON-LD, robots.txt and a site
 * map.
 * FastHTML: `Socials`, `Favicon`, `LdJson` and the other `Ld…` functions, `robots_txt`,
 * `sitemap_xml`.
 *
 * @module
 */
export * from "./seo/heads.ts";
export * from "./seo/json_ld.ts";
export * from "./seo/robots.ts";
