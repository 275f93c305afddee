/** One route: a path, its handler, what the handler wants, and the address to link to. */
import { HREF, type Linkable } from "../../html/mod.ts";
import { type Before, type BeforewareGuard, toGuard } from "../before.ts";
import { type Signature, toSignature } from "../params/bind.ts";
import { parseHost } from "./hosts.ts";
import { fillPath, parsePath, type PathTemplate } from "./path.ts";
import { Site } from "../base_path.ts";
import type { BodyWrap, Declarations, Handler, LinkParams } from "../types.ts";

/** Options of one route. */
export interface RouteOptions {
  /** The name that `app.urlFor()` knows. Default: the function's. */
  name?: string;
  /** Functions that run before this handler, after those of the application. */
  before?: Before | readonly Before[];
  /** Puts something around the body of this route's pages, in place of the application's. */
  bodyWrap?: BodyWrap;
  /** Whether pages of other sites may send to it, as sign-in providers do. Default: false. */
  crossSite?: boolean;
  /** The verbs that it answers, in place of those of the function that declares it. */
  methods?: string | readonly string[];
  /** The host that it answers on, such as `admin.example.com` or `{tenant}.example.com`. */
  host?: string;
}

/** What a route is made of. */
export interface RouteInit extends RouteOptions {
  readonly verbs: readonly string[];
  readonly path: string;
  readonly params: Declarations;
  readonly handler: Handler;
}

/** A registered route. It is an attribute value: `A("List", { href: index })`. */
export class Route<Path extends string = string, D = unknown> implements Linkable {
  /** The verbs that it answers. */
  readonly verbs: readonly string[];
  /** The path as it was declared, such as `/todo/{id}`. */
  readonly path: string;
  /** The name that `app.urlFor()` knows. */
  readonly name: string;
  /** @internal What the router matches. */
  readonly template: PathTemplate;
  /** @internal What the handler wants. */
  readonly signature: Signature;
  /** The handler. */
  readonly handler: Handler;
  /** Functions that run before it. */
  readonly before: readonly BeforewareGuard[];
  /** Puts something around the body of its pages. */
  readonly bodyWrap: BodyWrap | undefined;
  /** Whether pages of other sites may send to it. */
  readonly crossSite: boolean;
  /** The host that it answers on; undefined for every host. */
  readonly host: string | undefined;
  /** The names of the parameters of its path, and of its host. */
  readonly names: readonly string[];
  #site: Site = new Site();

  /** Reads the path and the declarations; throws when they cannot be. */
  constructor(init: RouteInit) {
    const { path, params, handler, name, before = [], bodyWrap, crossSite = false, host } = init;
    const verbs = init.methods === undefined
      ? init.verbs
      : [init.methods].flat().map((verb) => verb.toUpperCase());
    const where = `${verbs.join("|")} ${path}`;
    this.template = parsePath(path);
    this.names = [
      ...this.template.params.map((param) => param.name),
      ...host === undefined ? [] : parseHost(host).names,
    ];
    this.signature = toSignature(params, this.names, where);
    // What a class or a file declares comes from a body, which a GET has not.
    this.verbs = verbs === OPEN_VERBS && this.signature.needsBody ? ["POST"] : verbs;
    this.path = path;
    this.host = host;
    this.name = name ?? handler.name;
    this.handler = handler;
    this.before = (Array.isArray(before) ? before : [before]).map(toGuard);
    this.bodyWrap = bodyWrap;
    this.crossSite = crossSite;
  }

  /**
   * Returns the address of this route with these parameters: those of the path in their places,
   * the others as the query.
   */
  to(
    ...[params]: Record<never, never> extends LinkParams<Path, D> ? [params?: LinkParams<Path, D>]
      : [params: LinkParams<Path, D>]
  ): string {
    return this.#site.base + fillPath(this.template, (params ?? {}) as Record<string, unknown>);
  }

  /** @internal Tells where the route's application lives, so that addresses are right. */
  placeAt(site: Site): void {
    this.#site = site;
  }

  /** Returns the address; throws where the path needs parameters. */
  [HREF](): string {
    return this.#site.base + fillPath(this.template, {});
  }

  /** Returns the address; throws where the path needs parameters. */
  toString(): string {
    return this[HREF]();
  }
}

/** What `rt()` answers when no verb is named. */
export const OPEN_VERBS: readonly string[] = ["GET", "POST"];

/** The verb of routes that upgrade to sockets. */
export const SOCKET_VERB = "WS";
