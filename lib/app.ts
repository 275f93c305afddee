/** The application object: registration, and the one way of a request. */
import { inRequest, NotFoundError } from "./data/mod.ts";
import { type Child, render } from "./html/mod.ts";
import { type Asset, toAssets, toHeads } from "./assets.ts";
import { type Config, type ExceptionHandler, type FastHTMLOptions, toConfig } from "./config.ts";
import { TaskRunner } from "./http/background.ts";
import { type Before, type BeforewareGuard, toGuard } from "./http/before.ts";
import { type ContextOptions, OpenContext } from "./http/context.ts";
import { toDebugPage, toErrorPage } from "./http/error_page.ts";
import { HTTPException } from "./http/errors.ts";
import { findFile, serveFile } from "./http/files.ts";
import { HttpHeader } from "./http/headers.ts";
import { invoke, invokeFirst } from "./http/invoke.ts";
import { report } from "./http/log.ts";
import { attempt, type Maybe, then } from "./http/maybe.ts";
import { isCrossSite, isUnsafe } from "./http/origin.ts";
import { type BodyWrap, PageMaker } from "./http/page.ts";
import { fillPath } from "./http/path.ts";
import { type Reply, Status, toReply } from "./http/reply.ts";
import { SECURITY_HEADERS, toResponse } from "./http/respond.ts";
import { Route } from "./http/route.ts";
import { Router } from "./http/router.ts";
import type { SessionOptions } from "./http/session.ts";
import { readTarget, type Target } from "./http/target.ts";
import type { App, Fields, State } from "./http/types.ts";
import { toSessionOptions } from "./key.ts";
import { findPackages } from "./npm_package.ts";
import { makeRt, type Rt } from "./routes.ts";

/** What the server knows of a request beside the request. */
export interface ServeInfo {
  /** Settles when the answer is sent. */
  readonly completed?: Promise<void>;
}

/** A route with all that its application adds. */
export interface RoutePlan {
  /** The route. */
  readonly route: Route;
  /** What runs before its handler, in this order. */
  readonly guards: readonly BeforewareGuard[];
  /** What stands around the body of its pages. */
  readonly bodyWrap: BodyWrap | undefined;
}

/**
 * An application: routes, and what every page and request has in common.
 *
 * `fastApp()` makes one together with its `rt` and tables. An application is what
 * `export default` needs for `deno serve`.
 */
export class FastHTML implements App {
  /** What the application keeps for all requests. */
  readonly state: State;
  /** The title of pages that name none. */
  readonly title: string;
  /** Declares routes. */
  readonly route: Rt = makeRt((route) => this.#add(route));
  /** Declares routes that answer GET. */
  readonly get: Rt["get"] = this.route.get;
  /** Declares routes that answer POST. */
  readonly post: Rt["post"] = this.route.post;
  /** Declares routes that answer PUT. */
  readonly put: Rt["put"] = this.route.put;
  /** Declares routes that answer PATCH. */
  readonly patch: Rt["patch"] = this.route.patch;
  /** Declares routes that answer DELETE. */
  readonly delete: Rt["delete"] = this.route.delete;

  readonly #config: Config;
  readonly #router = new Router<RoutePlan>();
  readonly #routes: Route[] = [];
  readonly #before: BeforewareGuard[];
  readonly #after: readonly BeforewareGuard[];
  readonly #exceptionHandlers: Map<unknown, ExceptionHandler>;
  readonly #pages: PageMaker;
  readonly #contextOptions: ContextOptions;
  readonly #closing = new AbortController();
  readonly #tasks = new TaskRunner();
  #session: SessionOptions | undefined;

  /** Makes an application; nothing is read or opened before the first request needs it. */
  constructor(options: FastHTMLOptions = {}) {
    const config = this.#config = toConfig(options);
    this.title = config.title;
    this.state = config.state ?? {} as State;
    this.#before = config.before.map(toGuard);
    this.#after = config.after.map((after) => toGuard(after as BeforewareGuard));
    this.#exceptionHandlers = new Map(
      Object.entries(config.exceptionHandlers ?? {}).map(([status, handler]) => [+status, handler]),
    );
    this.#contextOptions = {
      app: this,
      limits: config.limits,
      session: () => this.#session ??= toSessionOptions(config),
      closing: this.#closing.signal,
    };
    for (const [name, converter] of Object.entries(config.converters ?? {})) {
      this.#router.addConverter(
        name,
        converter instanceof RegExp ? { pattern: converter } : converter,
      );
    }
    const assets = config.defaultHdrs ? toAssets(config) : [];
    const heads = config.defaultHdrs ? toHeads(assets, config.cdn) : [];
    this.#pages = new PageMaker({ ...config, hdrs: [...heads, ...config.hdrs] });
    if (!config.cdn) assets.forEach((asset) => this.#addAsset(asset));
    findPackages([config.hdrs, config.ftrs]).forEach((pkg) => this.#addOwn(pkg.route()));
  }

  /** Answers a request; what `Deno.serve` and `deno serve` call. */
  readonly fetch = (request: Request, info?: ServeInfo): Maybe<Response> => {
    const context = new OpenContext(request, this.#contextOptions);
    const answer = () => this.#answer(context, info);
    const fail = (error: unknown) => this.#answerError(error, context, info);
    return inRequest(context, () => attempt(answer, fail));
  };

  /**
   * Answers a request of this process, with no server: for tests and for other programs.
   *
   * @example
   * ```ts
   * import { fastApp, P } from "@fasthtml/fasthtml";
   * import { strictEqual } from "node:assert";
   *
   * const { app, rt } = fastApp();
   * rt("/hi", () => P("Hi"));
   * const answer = await app.request("/hi", { headers: { "HX-Request": "true" } });
   * strictEqual(await answer.text(), "<p>Hi</p>");
   * ```
   */
  async request(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const url = typeof input === "string" ? new URL(input, "http://localhost") : input;
    const request = new Request(url, init);
    const response = await this.fetch(request);
    // A server does so by itself (RFC 9110, 9.3.2).
    return request.method === "HEAD" ? new Response(null, response) : response;
  }

  /** Answers errors of a class, or of a status, wherever they are thrown. */
  addExceptionHandler(
    kind: number | (abstract new (...args: never) => Error),
    handler: ExceptionHandler,
  ): void {
    this.#exceptionHandlers.set(kind, handler);
  }

  /** The routes, in the order of their declaration. */
  get routes(): readonly RoutePlan[] {
    return this.#routes.map((route) => this.#toPlan(route));
  }

  /** Adds a function that runs before every handler, also of the routes there are already. */
  addBefore(before: Before): void {
    this.#before.push(toGuard(before));
    for (const route of this.#routes) this.#register(route, this.#toPlan(route));
  }

  /** Returns the address of the route of this name; throws where none is. */
  urlFor(name: string, params: Readonly<Record<string, unknown>> = {}): string {
    const route = this.#routes.findLast((route) => route.name === name);
    if (route) return fillPath(route.template, params);
    const known = this.#routes.map((route) => route.name).filter(Boolean).join(", ");
    throw new Error(`Cannot make a URL: no route "${name}", expected one of ${known || "none"}`);
  }

  /** Aborts event streams and sockets, and waits for background tasks. */
  async close(): Promise<void> {
    this.#closing.abort(new DOMException("The server closes", "AbortError"));
    await this.#tasks.settled();
  }

  #add(route: Route): void {
    this.#register(route, this.#toPlan(route));
    this.#routes.push(route);
  }

  #toPlan(route: Route): RoutePlan {
    const { before, bodyWrap = this.#config.bodyWrap } = route;
    const guards = [...this.#before.filter((guard) => !guard.skips(route.path)), ...before];
    return { route, guards, bodyWrap };
  }

  #addAsset({ url, type, bytes }: Asset): void {
    const headers = {
      "content-type": type,
      "cache-control": "public, max-age=31536000, immutable",
    };
    const handler = () => new Response(bytes, { headers });
    this.#addOwn(new Route({ verbs: ["GET"], path: url, params: {}, handler }));
  }

  /** Adds a route that no guard stands before. */
  #addOwn(route: Route): void {
    this.#register(route, { route, guards: [], bodyWrap: undefined });
  }

  #register(route: Route, plan: RoutePlan): void {
    for (const verb of route.verbs) this.#router.add(verb, route.template, plan);
  }

  /** match → context → before → bind → handler → after → reply → page → render → Response. */
  #answer(context: OpenContext, info: ServeInfo | undefined): Maybe<Response> {
    const { req } = context;
    const { method } = req;
    const target = readTarget(req, info !== undefined, this.#config.allowedHosts);
    OpenContext.aim(context, target);
    const match = this.#router.match(method, target.path);
    if (!match || !("route" in match)) return this.#answerMiss(match?.allow, context, info);
    const { route: { route, guards, bodyWrap }, values } = match;
    this.#refuseCrossSite(context, route, target);
    const params = toParams(route, values, context);
    return then(
      invokeFirst(guards, context, params),
      (early) =>
        then(
          early ?? invoke(route, context, params),
          (result) =>
            then(this.#runAfter(result, context, params), (result) =>
              this.#finish(result, context, info, bodyWrap)),
        ),
    );
  }

  /** No route: a static file, the same path with or without its last slash, 405 or 404. */
  async #answerMiss(
    allow: readonly string[] | undefined,
    context: OpenContext,
    info: ServeInfo | undefined,
  ): Promise<Response> {
    const { path, query } = OpenContext.target(context);
    const { method } = context.req;
    if (allow) {
      const verbs = allow.includes("GET") ? ["HEAD", ...allow] : allow;
      throw new HTTPException(405, undefined, { headers: { allow: verbs.join(", ") } });
    }
    if (method === "GET" || method === "HEAD") {
      const file = await findFile(toPath(this.#config.staticPath), path);
      const response = file && await serveFile(file, context.req);
      if (response) return response;
    }
    const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
    // Two slashes at the start would send the browser to another host.
    if (other && !other.startsWith("//") && this.#hasRoute(method, other)) {
      const location = query ? `${other}?${query}` : other;
      return this.#finish(
        new Response(null, { status: 307, headers: { location } }),
        context,
        info,
      );
    }
    throw new HTTPException(404);
  }

  #hasRoute(method: string, path: string): boolean {
    const match = this.#router.match(method, path);
    return match !== undefined && "route" in match;
  }

  #refuseCrossSite({ headers, req }: OpenContext, route: Route, { host }: Target): void {
    if (route.crossSite) return;
    const { trustedOrigins } = this.#config;
    const isRisky = isUnsafe(req.method) ||
      // A route that also answers POST may change something; a link may lead to it all the same.
      route.verbs.includes("POST") && headers.has("sec-fetch-site") &&
        headers.get("sec-fetch-mode") !== "navigate";
    if (isRisky && isCrossSite(headers, { host, trustedOrigins })) {
      throw new HTTPException(403, "Cannot accept this request: it comes from another site");
    }
  }

  #runAfter(result: unknown, context: OpenContext, params: Fields, at = 0): Maybe<unknown> {
    const after = this.#after[at];
    if (!after) return result;
    Object.assign(context, { resp: result });
    return then(
      invoke(after, context, params),
      (changed) => this.#runAfter(changed ?? result, context, params, at + 1),
    );
  }

  #finish(
    result: unknown,
    context: OpenContext,
    info: ServeInfo | undefined,
    bodyWrap: BodyWrap | undefined = this.#config.bodyWrap,
  ): Maybe<Response> {
    return then(
      toReply(result, context),
      (reply) =>
        then(this.#render(reply, context, bodyWrap), (html) => {
          const isPersonal = OpenContext.usedSession(context);
          const setCookie = OpenContext.sealSession(context);
          if (reply.tasks.length) this.#tasks.run(reply.tasks, context.req, info?.completed);
          return toResponse(reply, { html, headers: SECURITY_HEADERS, setCookie, isPersonal });
        }),
    );
  }

  #render({ content }: Reply, context: OpenContext, wrap: BodyWrap | undefined): Maybe<string> {
    if (content.kind === "page") return this.#pages.render(content.parts, context, wrap);
    return content.kind === "text" ? render(content.text as Child) : "";
  }

  /** An error becomes an answer on the same way as any result. */
  #answerError(error: unknown, context: OpenContext, info: ServeInfo | undefined): Maybe<Response> {
    const known = error instanceof NotFoundError
      ? new HTTPException(404, error.message, { cause: error })
      : error;
    const exception = known instanceof HTTPException ? known : new HTTPException(500);
    const own = this.#handlerOf(error);
    if (exception !== known && !own) report(error, context.req);
    const handler = own ?? this.#exceptionHandlers.get(exception.status);
    const page = () =>
      handler
        ? handler(context, own ? error : known)
        : this.#config.debug && exception !== known
        ? toDebugPage(error)
        : toErrorPage(exception);
    const headers = Object.entries(exception.headers).map(([name, value]) =>
      new HttpHeader(name, value)
    );
    const answer = () =>
      then(
        page(),
        (result) => this.#finish([new Status(exception.status), ...headers, result], context, info),
      );
    return attempt(answer, (error) => {
      report(error, context.req);
      return new Response("500 Internal Server Error", { status: 500 });
    });
  }

  /** The handler of an error's class, or of one that it extends. */
  #handlerOf(error: unknown): ExceptionHandler | undefined {
    let kind = error instanceof Error ? error.constructor : undefined;
    for (; kind && kind !== Error && kind !== Object; kind = Object.getPrototypeOf(kind)) {
      const handler = this.#exceptionHandlers.get(kind);
      if (handler) return handler;
    }
  }
}

const NO_PARAMS: Fields = Object.freeze(Object.create(null));

/** The path's parameters, by name; the handler finds them beside what it declares. */
function toParams({ template }: Route, values: readonly unknown[], context: OpenContext): Fields {
  if (values.length === 0) return NO_PARAMS;
  const params: Fields = Object.create(null);
  template.params.forEach(({ name }, i) => params[name] = values[i]);
  Object.assign(context, params);
  return params;
}

function toPath(folder: string | URL): string {
  return folder instanceof URL ? decodeURIComponent(folder.pathname) : folder;
}
