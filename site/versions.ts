/** The versions of the site: the newest is at its root, an older one below `/v0.1/`. */
import { A, type Child, Details, Li, P, Summary, Ul } from "@fasthtml/fasthtml";
import type { Site } from "./page.ts";
import own from "./versions.json" with { type: "json" };

/** All versions, the newest first: `versions.json`, which a release adds its version to. */
export const VERSIONS: readonly string[] = own;

/** Returns the folder of a version below the site's root, such as `/v0.1`. */
export function toFolder(version: string): string {
  return `/v${version}`;
}

/** Reads a version as people write it, `v0.1` or `0.1`. */
export function toVersion(text: string): string {
  const found = /^v?(\d+\.\d+(?:\.\d+)?)$/.exec(text)?.[1];
  if (found) return found;
  throw new RangeError(`Cannot build the site: version is "${text}", expected such as "0.1"`);
}

/** A version in the menu. */
export interface VersionLink {
  readonly title: string;
  readonly path: string;
}

/** The menu as JSON at the root: pages of older versions read it, which know no newer ones. */
export function versionLinks(versions: readonly string[], root: string): VersionLink[] {
  return versions.map((version, at) => ({
    title: at === 0 ? `${version} (newest)` : version,
    path: at === 0 ? `${root}/` : `${root}${toFolder(version)}/`,
  }));
}

/** The menu of versions; none where there is one version. */
export function versionMenu(site: Site): Child {
  const { base, root, isOld, version, versions } = site;
  if (versions.length < 2 && !isOld) return;
  // What an older version knows; a script reads the others.
  const known = [{ title: "Newest", path: `${root}/` }, { title: version, path: `${base}/` }];
  return Details(
    { cls: "versions", data_versions: `${root}/versions.json` },
    Summary({ aria_label: `Version ${site.version}, choose another` }, site.version),
    Ul(
      (isOld ? known : versionLinks(versions, root)).map(({ title, path }) =>
        Li(A({ href: path, aria_current: path === `${base}/` ? "true" : undefined }, title))
      ),
    ),
  );
}

/** What a page of an older version has above its text. */
export function oldNote({ isOld, version, root }: Site, path: string): Child {
  return isOld &&
    P(
      { cls: "old-version" },
      `This page is about version ${version}. `,
      A({ href: root + path }, "Read it for the newest version"),
      ".",
    );
}
