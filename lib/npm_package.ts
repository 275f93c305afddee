/** npm packages for the browser, served by the application: no CDN, and no build. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Child,
  type FT,
  Link,
  type LinkAttrs,
  type Renderable,
  Script,
  type ScriptAttrs,
} from "./html/mod.ts";
import { HTTPException } from "./http/errors.ts";
import { findFile, serveFile } from "./http/files.ts";
import { Route } from "./http/route.ts";
import type { RequestContext } from "./http/types.ts";

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

  /** Returns the address of a file. */
  url(file: string): string {
    return `${this.path}/${file}`;
  }

  /** Makes the link to a style sheet. */
  css(file: string, attrs: LinkAttrs = {}): [pkg: NpmPackage, link: FT] {
    return [this, Link({ rel: "stylesheet", href: this.url(file), ...attrs })];
  }

  /** Makes the script element of a file. */
  script(file: string, attrs: ScriptAttrs = {}): [pkg: NpmPackage, script: FT] {
    return [this, Script({ src: this.url(file), ...attrs })];
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

const FOR_EVER = "public, max-age=31536000, immutable";

/** Finds the packages among the parts of a head, each once. */
export function findPackages(parts: Child): NpmPackage[] {
  const found = (Array.isArray(parts) ? parts : [parts]).flat(Infinity)
    .filter((part) => part instanceof NpmPackage);
  return [...new Map(found.map((pkg) => [pkg.path, pkg])).values()];
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
