/** Where pages are: the paths of files of the menu, and links between them. */
import { posix } from "node:path";
import { sections } from "./menu/mod.ts";

/** Where the repository is, for files that are no page. */
export const REPOSITORY = "https://github.com/fasthtml/fasthtml-deno";

/** The URL of a file in the repository. */
export function toSource(file: string): string {
  return `${REPOSITORY}/blob/main/${file}`;
}

/** The paths of pages by their file below `docs/`. */
const PATHS: ReadonlyMap<string, string> = new Map(
  sections.flatMap(({ title, pages }) => pages.map(({ file }) => [file, toPath(title, file)])),
);

/** Returns the path of a page by its file below `docs/`, such as `ext/ui.md`. */
export function pathOf(file: string): string | undefined {
  return PATHS.get(file);
}

/** Returns the first part of the paths of a section; pages of the last are at the root. */
export function toSlug(section: string): string {
  return section === "More" ? "" : section.toLowerCase();
}

function toPath(section: string, file: string): string {
  const slug = toSlug(section);
  const name = file.replace(/^.*\//, "").replace(/\.md$/, "").replaceAll("_", "-");
  return slug ? `/${slug}/${name}/` : `/${name}/`;
}

/**
 * Returns where a link of a page leads on the site: a link to another page's file to that page, one
 * to another file to the repository. `base` is the prefix of the site's URLs, such as `/v0.1`.
 */
export function toLink(href: string, { from, base }: { from: string; base: string }): string {
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/|#)/i.test(href)) return href;
  const [target = "", hash] = href.split("#", 2);
  const end = hash === undefined ? "" : `#${hash}`;
  if (target.startsWith("/")) return `${base}${href}`;
  const file = posix.normalize(posix.join("docs", posix.dirname(from), target));
  const path = file.startsWith("docs/") ? pathOf(file.slice("docs/".length)) : undefined;
  if (path) return `${base}${path}${end}`;
  if (file === "CHANGELOG.md") return `${base}/changes/${end}`;
  if (/\.(?:png|jpg|svg|webp)$/.test(file)) return `${base}/files/${file}`;
  return `${toSource(file)}${end}`;
}
