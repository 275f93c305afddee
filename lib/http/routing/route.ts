/** One route: a path, its handler, the handler's signature, and the URL to link to. */
import { HREF } from "../../html/mod.ts";
import type { Linkable } from "../../html/types.ts";
import { type Before, type BeforewareGuard, toGuard } from "../before.ts";
import { type Signature, toSignature } from "../params/bind.ts";
import type { ParamFacts } from "../params/source.ts";
import { fillPath, parseHost, parsePath, type PathTemplate } from "./path.ts";
import { BasePath } from "../base_path.ts";
import { MISTAKE, type Mistake } from "../../result_marks.ts";
import { captureSite, type Site } from "../../stack.ts";
import { OPEN_VERBS, toVerbs } from "../verbs.ts";
import type {
  BodyWrap,
  Declaration,
  Declarations,
  Handler,
  LinkParams,
  PartialLink,
} from "../types.ts";

/** What a route tells of itself, for programs and people, as `ext/openapi` shows it. */
export interface RouteNotes {
  /**
   * What it returns: a class, an array of one (`[Todo]`), a schema, a media type (`"text/csv"`) or
   * null for nothing. Or several of these by status: `{ 201: Todo, 404: null }`. It is not checked.
   */
  returns?: Declaration | { readonly [status: number]: Declaration };
  /** What it does, in a few words. */
  summary?: string;
  /** What it does, in sentences, which may be Markdown. */
  description?: string;
  /** The groups that it belongs to. */
  tags?: readonly string[];
  /** Whether programs should no longer call it. */
  deprecated?: boolean;
}

/** Options of one route. */
export interface RouteOptions extends RouteNotes {
  /** The name for `app.urlFor()`. Default: the function's. */
  name?: string;
  /** Functions that run before this handler, after those of the application. */
  before?: Before | readonly Before[];
  /** Wraps the body of this route's pages, in place of the application's `bodyWrap`. */
  bodyWrap?: BodyWrap;
  /** Whether pages of other sites may submit to it, as sign-in providers do. Default: false. */
  crossSite?: boolean;
  /**
   * The HTTP methods that it handles, in place of those of the function that declares it. An array of
   * names may also be written among the parameters: `{ methods: ["POST"], title: String }`.
   */
  methods?: string | readonly string[];
  /** The host whose requests it handles: `admin.example.com` or `{tenant}.example.com`. */
  host?: string;
}

/** The parts of a route. */
export interface RouteInit extends RouteOptions {
  readonly verbs: readonly string[];
  readonly path: string;
  readonly params: Declarations;
  readonly handler: Handler;
}

/** A registered route. It is an attribute value: `A("List", { href: index })`. */
export class Route<Path extends string = string, D = unknown> implements Linkable {
  /** The HTTP methods that it handles. */
  readonly verbs: readonly string[];
  /** Whether a plain `rt()` declared it, so that `rt.post()` of the same path handles POST. */
  readonly isOpen: boolean;
  /** The path as it was declared, such as `/todo/{id}`. */
  readonly path: string;
  /** The name for `app.urlFor()`. */
  readonly name: string;
  /** @internal The parsed path, for the router. */
  readonly template: PathTemplate;
  /** @internal The handler's parameters. */
  readonly signature: Signature;
  /** The handler. */
  readonly handler: Handler;
  /** Functions that run before it. */
  readonly before: readonly BeforewareGuard[];
  /** Wraps the body of its pages. */
  readonly bodyWrap: BodyWrap | undefined;
  /** Whether pages of other sites may submit to it. */
  readonly crossSite: boolean;
  /** The host whose requests it handles, undefined for every host. */
  readonly host: string | undefined;
  /** The names of the parameters of its path, and of its host. */
  readonly names: readonly string[];
  /** What it tells of itself. */
  readonly notes: Readonly<RouteNotes>;
  /** @internal Where it was declared. */
  readonly site: Site = captureSite();
  #basePath: BasePath = new BasePath();

  /** Parses the path and the declarations; throws when they are malformed. */
  constructor(init: RouteInit) {
    const { path, params, handler, name, before = [], bodyWrap, crossSite = false, host } = init;
    const verbs = init.methods === undefined ? init.verbs : toVerbs(init.methods, path);
    const where = `${verbs.join("|")} ${path}`;
    this.template = parsePath(path);
    this.names = [
      ...this.template.params.map((param) => param.name),
      ...host === undefined ? [] : parseHost(host).names,
    ];
    this.signature = toSignature(params, this.names, where);
    const { returns, summary, description, tags, deprecated } = init;
    this.notes = { returns, summary, description, tags, deprecated };
    // A class or a file is read from a body, which a GET does not have.
    this.verbs = verbs === OPEN_VERBS && this.signature.needsBody ? ["POST"] : verbs;
    this.isOpen = this.verbs === OPEN_VERBS;
    this.path = path;
    this.host = host;
    this.name = name ?? handler.name;
    this.handler = handler;
    this.before = (Array.isArray(before) ? before : [before]).map(toGuard);
    this.bodyWrap = bodyWrap;
    this.crossSite = crossSite;
  }

  /** The path with that of its application, such as `/shop/todo/{id}`. */
  get fullPath(): string {
    return this.#basePath.base + this.path;
  }

  /** The parameters that it declares. */
  get params(): readonly ParamFacts[] {
    return this.signature.slots.flatMap(({ facts }) => facts ?? []);
  }

  /**
   * Returns the URL of this route with these parameters: those of the path in their places, the
   * others as the query.
   */
  to(
    params: Record<never, never> extends LinkParams<Path, D> ? LinkParams<Path, D> | void
      : LinkParams<Path, D>,
  ): string {
    return this.#toUrl(params ?? {});
  }

  /**
   * Returns the URL with some of the parameters, where a form or `hx_include` sends the others.
   * Those of the path are required.
   */
  partial(params: PartialLink<Path, D>): string {
    return this.#toUrl(params);
  }

  /** @internal */
  get [MISTAKE](): Mistake {
    const expected = "Redirect(route), or what its handler returns";
    return { found: `route ${this.path}`, expected };
  }

  /** @internal Sets the base path of the route's application, for its URLs. */
  setBasePath(basePath: BasePath): void {
    this.#basePath = basePath;
  }

  /** Returns the URL; throws when the path needs parameters. */
  [HREF](): string {
    return this.#toUrl();
  }

  /** Returns the URL; throws when the path needs parameters. */
  toString(): string {
    return this[HREF]();
  }

  #toUrl(params: object = {}): string {
    return this.#basePath.base + fillPath(this.template, params as Record<string, unknown>);
  }
}
