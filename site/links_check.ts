/** Checks the links of the site: within it, to files of the repository, and lists those to others. */
import { crawlSite } from "@fasthtml/fasthtml/ext/export";
import { existsSync } from "node:fs";
import type { SiteApp } from "./app.ts";
import { REPOSITORY } from "./links.ts";

/** What a check finds. */
export interface SiteCheck {
  /** What is wrong, a line each. */
  readonly problems: readonly string[];
  /** Links to other sites, sorted. */
  readonly outside: readonly string[];
  readonly pages: number;
}

/** Seconds for a page, which a busy machine may need. */
const PATIENCE = 600;

const ROOT = new URL("../", import.meta.url);

/** Follows all links of the site. */
export async function checkSite(
  { app, paths, origin, base, isOther }: SiteApp,
): Promise<SiteCheck> {
  const { files, problems, pages } = await crawlSite(app, {
    from: paths,
    origin,
    basePath: base,
    skip: isOther,
    timeout: PATIENCE,
  });
  const found = problems.map(({ kind, url, from, message }) =>
    `${kind} ${url}${from ? `, from ${from}` : ""}: ${message}`
  );
  const outside = new Set<string>();
  for (const [name, bytes] of files) {
    if (!name.endsWith(".html")) continue;
    for (const href of linksOf(new TextDecoder().decode(bytes))) {
      if (href.startsWith(origin)) continue;
      const file = toFile(href);
      if (file === undefined) outside.add(href);
      else if (!existsSync(new URL(file, ROOT))) {
        found.push(`status ${href}, from ${name}: the repository has no ${file}`);
      }
    }
  }
  return { problems: found, outside: [...outside].sort(), pages };
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src)="(https?:[^"]+)"/g)]
    .map(([, href]) => href!.replaceAll("&amp;", "&"));
}

/** The file that a link into the repository leads to. */
function toFile(href: string): string | undefined {
  if (!href.startsWith(`${REPOSITORY}/`)) return;
  const path = href.slice(REPOSITORY.length + 1);
  return /^(?:blob|edit|tree)\/main\/([^#?]*)/.exec(path)?.[1];
}
