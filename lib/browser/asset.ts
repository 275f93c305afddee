/** A file that the program itself has or makes, served under a URL that changes with its content. */
import { type Child, HREF, Link, type Renderable, Script } from "../html/mod.ts";
import type { LinkAttrs, ScriptAttrs } from "../html/attr_types/element.ts";
import { typeName } from "../html/attrs.ts";
import type { Linkable } from "../html/types.ts";
import type { BasePath } from "../http/base_path.ts";
import { IMMUTABLE, toContentType } from "../http/reply/files.ts";
import type { Middleware } from "../http/middleware.ts";
import { isFresh } from "../http/reply/negotiate.ts";
import { Route } from "../http/routing/route.ts";
import type { RequestContext } from "../http/types.ts";
import { then } from "../maybe.ts";
import { makeOptionCheck } from "../option_check.ts";
import { toDigest } from "./digest.ts";

/** Files that an application serves, because a part of its pages loads them. */
export interface ServedFiles {
  /** The path under which an application serves them, which changes with their content. */
  readonly path: string;
  /** Makes the route that serves them. */
  route(): Route;
  /** Makes what is not made yet: `serve()` calls it after its start, which fails if this does. */
  prepare?(): Promise<void>;
  /** Called once for each application that serves them. */
  join?(app: ServingApp): void;
}

/** What files know of an application that serves them. */
export interface ServingApp {
  /** Whether the program runs in development, so that pages reload when it changes. */
  readonly live: boolean;
  /** Puts a function around the whole application, outside of those that are there. */
  addMiddleware(middleware: Middleware): void;
}

/** The content of a file: a text, or bytes. */
export type AssetContent = string | Uint8Array;

/** Options of an {@linkcode Asset}. */
export interface AssetOptions {
  /**
   * What changes whenever the content does, such as a digest of all that it is made from: letters,
   * digits, `-` and `_`. A function needs one, as the URL is known before the content. Default: a
   * digest of the content.
   */
  hash?: string;
}

const checkOptions = makeOptionCheck<AssetOptions>("make an asset", { hash: true });

/**
 * A file of the program's own, such as a style sheet that it makes: an application that has it in
 * `hdrs` or `ftrs` serves it, without guards. Its URL changes with its content, so that browsers
 * keep it permanently, and is the same in all workers.
 *
 * In a head, a style sheet is a `<link>` to it and a script a `<script>` that runs after the page;
 * any other file loads nothing, and is the value of an attribute: `Img({ src: logo })`.
 *
 * @example
 * ```ts
 * import { Asset, fastApp, P } from "@fasthtml/fasthtml";
 * import { match, strictEqual } from "node:assert";
 *
 * const sheet = new Asset("own.css", "p { color: teal }");
 * const { app, rt } = fastApp({ hdrs: [sheet] });
 * rt("/", () => P("Hi"));
 *
 * const page = await (await app.request("/")).text();
 * match(page, /<link rel="stylesheet" href="\/_fasthtml\/own\.[0-9a-f]{12}\.css">/);
 * strictEqual(await (await app.request(sheet.url())).text(), "p { color: teal }");
 * ```
 */
export class Asset implements Renderable, Linkable {
  /** The path under which an application serves it. */
  readonly path: string;
  /** The media type, by the ending of its name. */
  readonly type: string;
  readonly #name: string;
  readonly #hash: string;
  #content: Uint8Array<ArrayBuffer> | string | (() => unknown);
  #made: Promise<Uint8Array<ArrayBuffer>> | undefined;
  #place: BasePath | undefined;

  /** Takes a name such as `own.css`, and the content. */
  constructor(name: string, content: AssetContent, options?: AssetOptions);
  /** Takes a function that makes the content once: after `serve()` has started, or when it is asked for. */
  constructor(
    name: string,
    content: () => AssetContent | Promise<AssetContent>,
    options: AssetOptions & { readonly hash: string },
  );
  constructor(
    name: string,
    content: AssetContent | (() => AssetContent | Promise<AssetContent>),
    options: AssetOptions = {},
  ) {
    checkOptions(options);
    const dot = name.lastIndexOf(".");
    const type = dot > 0 && /^[\w.-]*$/.test(name) ? toContentType(name) : undefined;
    if (type === undefined) {
      throw new TypeError(
        `Cannot make an asset: its name is "${name}", expected letters, digits, -, _ and an ending ` +
          'that tells the type, such as "own.css"',
      );
    }
    const isMade = typeof content === "function";
    const bytes = isMade || options.hash !== undefined && typeof content === "string"
      ? undefined // A text becomes bytes when it is asked for.
      : toBytes(name, content);
    this.#content = bytes ?? content as string | (() => unknown);
    const hash = options.hash ?? (bytes && toDigest(bytes));
    if (hash === undefined || !/^[\w-]{1,64}$/.test(hash)) {
      const found = hash === undefined ? "a function without a hash" : `the hash "${hash}"`;
      throw new TypeError(
        `Cannot make asset "${name}": found ${found}, expected a hash of 1 to 64 letters, digits, ` +
          "- and _",
      );
    }
    this.#name = name;
    this.#hash = hash;
    this.type = type;
    this.path = `/_fasthtml/${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
  }

  /** Returns the URL; `base` is the prefix of all the application's URLs. */
  url(base: string = ""): string {
    return base + this.path;
  }

  /** Returns the URL in the application that has it; in several, in that which was the last to. */
  toString(): string {
    if (this.#place) return this.url(this.#place.base);
    throw new Error(
      `Cannot link to asset "${this.#name}": no application has it, expected it in hdrs`,
    );
  }

  /** Returns the URL, as the value of an attribute. */
  [HREF](): string {
    return this.toString();
  }

  /** Makes a link to it, as to a style sheet. */
  css(attrs: LinkAttrs = {}): AssetPart {
    return new AssetPart(
      [this],
      (base) => Link({ rel: "stylesheet", href: this.url(base), ...attrs }),
    );
  }

  /** Makes a script element that loads it. */
  script(attrs: ScriptAttrs = {}): AssetPart {
    return new AssetPart([this], (base) => Script({ src: this.url(base), ...attrs }));
  }

  /** Loads it in a head: a style sheet, a script (`.js`) or a module (`.mjs`). */
  __ft__(base: string = this.#place?.base ?? ""): Child {
    if (this.type.startsWith("text/css")) return this.css().__ft__(base);
    if (!this.type.startsWith("text/javascript")) return undefined;
    const how = this.path.endsWith(".mjs") ? { type: "module" } : { defer: true };
    return this.script(how).__ft__(base);
  }

  /** @internal Tells in which application it is, for URLs in pages. */
  place(basePath: BasePath): void {
    this.#place = basePath;
  }

  /** Makes the route that serves it. */
  route(): Route {
    const etag = `W/"${this.#hash}"`;
    const headers = { "content-type": this.type, "cache-control": IMMUTABLE, etag };
    const send = (bytes: Uint8Array<ArrayBuffer>) => new Response(bytes, { headers });
    const handler = ({ req }: RequestContext) =>
      isFresh(req.headers, etag, undefined)
        ? new Response(null, { status: 304, headers })
        : then(this.#toBytes(), send);
    return new Route({ verbs: ["GET"], path: this.path, params: {}, handler });
  }

  /** Makes the content, unless it is made; `serve()` does so after its start. */
  async prepare(): Promise<void> {
    if (typeof this.#content === "function") await this.#make();
  }

  #toBytes(): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>> {
    if (typeof this.#content === "function") return this.#make();
    if (typeof this.#content === "string") this.#content = toBytes(this.#name, this.#content);
    return this.#content;
  }

  /** Makes the content once, for all who ask meanwhile; after an error again. */
  #make(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#made ??= this.#run().catch((error) => {
      this.#made = undefined;
      throw error;
    });
  }

  async #run(): Promise<Uint8Array<ArrayBuffer>> {
    return toBytes(this.#name, await (this.#content as () => unknown)());
  }
}

/** A part of a head that loads files; the application gives their URLs a base, and serves them. */
export class AssetPart implements Renderable {
  /** The files that it loads. */
  readonly files: readonly ServedFiles[];
  readonly #make: (base: string) => Child;

  /** Takes the files, and a function that makes the part. */
  constructor(files: readonly ServedFiles[], make: (base: string) => Child) {
    this.files = files;
    this.#make = make;
  }

  /** Renders the part for an application at the root of its host, or below a base. */
  __ft__(base: string = ""): Child {
    return this.#make(base);
  }
}

/** A copy of bytes, which the program may change later. */
function toBytes(name: string, content: unknown): Uint8Array<ArrayBuffer> {
  if (typeof content === "string") return new TextEncoder().encode(content);
  if (content instanceof Uint8Array) return new Uint8Array(content);
  throw new TypeError(
    `Cannot make asset "${name}": the content is ${typeName(content)}, expected text or bytes`,
  );
}
