/** npm packages for the browser, served by the application: no CDN, and no build. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Child,
  Link,
  type LinkAttrs,
  type Renderable,
  Script,
  type ScriptAttrs,
} from "../html/mod.ts";
import { HTTPException } from "../http/errors.ts";
import { findFile, serveFile } from "../http/reply/files.ts";
import { Route } from "../http/routing/route.ts";
import type { Site } from "../http/base_path.ts";
import type { RequestContext } from "../http/types.ts";

/**
 * The files of an npm package, which an application serves that has it in `hdrs` or `ftrs`.
 *
 * A text import brings the package onto the machine without running it, and `import.meta.resolve`
 * says where it is. The address has the version in it, so browsers keep the files for ever.
 *
 * @example
 * ```ts ignore
 * import "@shoelace-style/shoelace" with { type: "text" };
 *
 * const shoelace = new NpmPackage(import.meta.resolve("@shoelace-style/shoelace"));
 * const { app, rt } = fastApp({
 *   hdrs: [
 *     shoelace.css("cdn/themes/light.css"),
 *     shoelace.script("cdn/shoelace-autoloader.js", { type: "module" }),
 *   ],
 * });
 * ```
 */
export class NpmPackage implements Renderable {
  /** Where the application serves the package. */
  readonly path: string;
  readonly #folder: string;

  /** Takes the address of any file of the package, as `import.meta.resolve` gives it. */
  constructor(resolved: string) {
    const { folder, name, version } = findManifest(resolved);
    this.#folder = folder;
    this.path = `/_fasthtml/npm/${name}@${version}`;
  }

  /** Returns the address of a file; `base` is what all addresses of the application start with. */
  url(file: string, base: string = ""): string {
    return `${base}${this.path}/${file}`;
  }

  /** Makes the link to a style sheet. */
  css(file: string, attrs: LinkAttrs = {}): PackagePart {
    const make = (base: string) =>
      Link({ rel: "stylesheet", href: this.url(file, base), ...attrs });
    return new PackagePart([this], make);
  }

  /** Makes the script element of a file. */
  script(file: string, attrs: ScriptAttrs = {}): PackagePart {
    return new PackagePart([this], (base) => Script({ src: this.url(file, base), ...attrs }));
  }

  /** Makes the route that answers with the files. */
  route(): Route {
    const handler = async ({ req, url }: RequestContext) => {
      const file = await findFile(this.#folder, url.pathname.split(this.path).at(-1)!);
      const answer = file && await serveFile(file, req, { cacheControl: FOR_EVER });
      if (answer) return answer;
      throw new HTTPException(404);
    };
    return new Route({ verbs: ["GET"], path: `${this.path}/{file:path}`, params: {}, handler });
  }

  /** Shows nothing: it stands in a head so that the application finds it. */
  __ft__(): undefined {}
}

/** A part of a head that loads files of packages, by addresses that the application gives a base. */
export class PackagePart implements Renderable {
  /** The packages that it needs. */
  readonly packages: readonly NpmPackage[];
  readonly #make: (base: string) => Child;

  /** Takes the packages, and a function that makes the part. */
  constructor(packages: readonly NpmPackage[], make: (base: string) => Child) {
    this.packages = packages;
    this.#make = make;
  }

  /** Returns the part for an application at the root of its host, or below a base. */
  __ft__(base: string = ""): Child {
    return this.#make(base);
  }
}

const FOR_EVER = "public, max-age=31536000, immutable";

/** Places parts of pages below a site's base, and finds the packages that they need, each once. */
export function placePackages(
  parts: readonly Child[],
  site: Site,
): { parts: Child[]; packages: Iterable<NpmPackage> } {
  const found = new Map<string, NpmPackage>();
  const place = (part: Child): Child => {
    if (Array.isArray(part)) return part.map(place);
    if (part instanceof NpmPackage) found.set(part.path, part);
    if (!(part instanceof PackagePart)) return part;
    part.packages.forEach(place);
    // of a class, as an object literal that came first would be attributes of the head
    return new PackagePart(part.packages, () => part.__ft__(site.base));
  };
  return { parts: parts.map(place), packages: found.values() };
}

interface Manifest {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
}

function findManifest(resolved: string): Manifest {
  let folder = resolved.startsWith("file:") ? dirname(fileURLToPath(resolved)) : "/";
  for (; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const { name, version } = JSON.parse(Deno.readTextFileSync(`${folder}/package.json`));
      if (name && version) return { folder, name, version };
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  throw new TypeError(
    `Cannot serve a package: found ${resolved}, expected the file: address of one in an npm ` +
      'package; import it somewhere, if only by import "…" with { type: "text" }',
  );
}
