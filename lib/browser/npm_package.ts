/** npm packages for the browser, served by the application: no CDN, and no build step. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type Child, Link, type Renderable, Script } from "../html/mod.ts";
import type { LinkAttrs, ScriptAttrs } from "../html/attr_types/element.ts";
import { HTTPException } from "../http/errors.ts";
import { findFile, IMMUTABLE, serveFile } from "../http/reply/files.ts";
import { Route } from "../http/routing/route.ts";
import type { BasePath } from "../http/base_path.ts";
import type { RequestContext } from "../http/types.ts";

/**
 * The files of an npm package; an application that has it in `hdrs` or `ftrs` serves them.
 *
 * A text import downloads the package without running it, and `import.meta.resolve` tells where it
 * is. The URL contains the version, so browsers cache the files permanently.
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
  /** The path under which the application serves the package. */
  readonly path: string;
  readonly #folder: string;

  /** Takes the URL of any file of the package, as `import.meta.resolve` returns it. */
  constructor(resolved: string) {
    const { folder, name, version } = findManifest(resolved);
    this.#folder = folder;
    this.path = `/_fasthtml/npm/${name}@${version}`;
  }

  /** Returns the URL of a file; `base` is the prefix of all the application's URLs. */
  url(file: string, base: string = ""): string {
    return `${base}${this.path}/${file}`;
  }

  /** Makes a link to a style sheet. */
  css(file: string, attrs: LinkAttrs = {}): PackagePart {
    const make = (base: string) =>
      Link({ rel: "stylesheet", href: this.url(file, base), ...attrs });
    return new PackagePart([this], make);
  }

  /** Makes a script element for a file. */
  script(file: string, attrs: ScriptAttrs = {}): PackagePart {
    return new PackagePart([this], (base) => Script({ src: this.url(file, base), ...attrs }));
  }

  /** Makes a part of a head that loads files of packages; `make` gets the base of their URLs. */
  static part(packages: readonly NpmPackage[], make: (base: string) => Child): PackagePart {
    return new PackagePart(packages, make);
  }

  /** Makes the route that serves the files. */
  route(): Route {
    const handler = async ({ req, url }: RequestContext) => {
      const file = await findFile(this.#folder, url.pathname.split(this.path).at(-1)!);
      const answer = file && await serveFile(file, req, { cacheControl: IMMUTABLE });
      if (answer) return answer;
      throw new HTTPException(404);
    };
    return new Route({ verbs: ["GET"], path: `${this.path}/{file:path}`, params: {}, handler });
  }

  /** Renders nothing: in a head it only tells the application to serve the package. */
  __ft__(): undefined {}
}

/** A part of a head that loads files of packages; the application gives their URLs a base. */
export class PackagePart implements Renderable {
  /** The packages that it loads from. */
  readonly packages: readonly NpmPackage[];
  readonly #make: (base: string) => Child;

  /** Takes the packages, and a function that makes the part. */
  constructor(packages: readonly NpmPackage[], make: (base: string) => Child) {
    this.packages = packages;
    this.#make = make;
  }

  /** Renders the part for an application at the root of its host, or below a base. */
  __ft__(base: string = ""): Child {
    return this.#make(base);
  }
}

/** Sets the base path of a page's parts, and finds the packages that they need, each once. */
export function placePackages(
  parts: readonly Child[],
  basePath: BasePath,
): { parts: Child[]; packages: Iterable<NpmPackage> } {
  const found = new Map<string, NpmPackage>();
  const place = (part: Child): Child => {
    if (Array.isArray(part)) return part.map(place);
    if (part instanceof NpmPackage) found.set(part.path, part);
    if (!(part instanceof PackagePart)) return part;
    part.packages.forEach(place);
    // An instance of a class: a leading object literal would be read as the head's attributes.
    return new PackagePart(part.packages, () => part.__ft__(basePath.base));
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
    `Cannot serve a package: found ${resolved}, expected the file: URL of a file in an npm ` +
      'package; import it somewhere, if only by import "…" with { type: "text" }',
  );
}
