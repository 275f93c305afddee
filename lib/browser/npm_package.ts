/** npm packages for the browser, served by the application: no CDN, and no build step. */
import { type Child, Link, type Renderable, Script } from "../html/mod.ts";
import type { LinkAttrs, ScriptAttrs } from "../html/attr_types/element.ts";
import { toFilePath } from "../file_path.ts";
import { HTTPException } from "../http/errors.ts";
import { findFile, IMMUTABLE, serveFile } from "../http/reply/files.ts";
import { Route } from "../http/routing/route.ts";
import type { RequestContext } from "../http/types.ts";
import { AssetPart, type ServedFiles } from "./asset.ts";

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
  css(file: string, attrs: LinkAttrs = {}): AssetPart {
    const make = (base: string) =>
      Link({ rel: "stylesheet", href: this.url(file, base), ...attrs });
    return new AssetPart([this], make);
  }

  /** Makes a script element for a file. */
  script(file: string, attrs: ScriptAttrs = {}): AssetPart {
    return new AssetPart([this], (base) => Script({ src: this.url(file, base), ...attrs }));
  }

  /** Makes a part of a head that loads files of packages; `make` gets the base of their URLs. */
  static part(packages: readonly ServedFiles[], make: (base: string) => Child): AssetPart {
    return new AssetPart(packages, make);
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

interface Manifest {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
}

function findManifest(resolved: string): Manifest {
  let above = new URL(resolved.startsWith("file:") ? "." : "file:///", resolved), folder = above;
  // Not in the root of the file system, which is no package.
  while ((above = new URL("..", folder = above)).href !== folder.href) {
    try {
      const manifest = Deno.readTextFileSync(new URL("package.json", folder));
      const { name, version } = JSON.parse(manifest);
      if (name && version) return { folder: toFilePath(folder).slice(0, -1), name, version };
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  throw new TypeError(
    `Cannot serve a package: found ${resolved}, expected the file: URL of a file in an npm ` +
      'package; import it somewhere, if only by import "…" with { type: "text" }',
  );
}
