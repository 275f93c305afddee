/** The application object: registration, and the path of a request from match to Response. */
import { attempt, type Maybe, pipe, then } from "../maybe.ts";
import { inReadOnly } from "../data/read_only.ts";
import { inRequest, isNarrowed } from "../data/xtra.ts";
import { toAssets, toHeads, toRoutes, withHeads } from "../browser/assets.ts";
import { placePackages } from "../browser/npm_package.ts";
import { runAfter, toAfter } from "../http/after.ts";
import { BackgroundTask, TaskRunner } from "../http/background.ts";
import { BasePath } from "../http/base_path.ts";
import { type Before, runBefore } from "../http/before.ts";
import { report, toPlainResponse } from "../http/errors.ts";
import { toPrivate } from "../http/headers.ts";
import { type Callee, invoke } from "../http/handler.ts";
import { compose, type Fetch, type Middleware } from "../http/middleware.ts";
import { FOLDER, toVersioned } from "../http/reply/files.ts";
import { keepAsyncContext } from "../http/reply/page_stream.ts";
import { type Reply, toReply } from "../http/reply/reply.ts";
import { ResponseMaker } from "../http/reply/to_response.ts";
import { toBodies } from "../http/request/body/read.ts";
import { Connections } from "../http/request/connections.ts";
import { rejectCrossSite } from "../http/request/cross_site.ts";
import { type Arrival, Exchange, type ExchangeOptions } from "../http/request/exchange.ts";
import { readTarget, RequestAt, TARGET, UNKNOWN_TARGET } from "../http/request/target.ts";
import type { Route } from "../http/routing/route.ts";
import { type RoutePlan, RouteTable } from "../http/routing/route_table.ts";
import { makeRt, type RtFunction } from "../http/routing/rt.ts";
import type { AppInfo, AppState, BodyWrap, ServeInfo } from "../http/types.ts";
import { SOCKET_VERB } from "../http/verbs.ts";
import { type Channel, type ChannelOptions, Hub } from "../live/channel.ts";
import { type Extra, toExtras, withExtras } from "../live/extras.ts";
import { isUpgrade, makeWs, type SocketMaker } from "../live/socket_route.ts";
import { adviseHsts, type Config, toConfig, toLimits } from "./config.ts";
import { toReloadRoute } from "./dev/reload.ts";
import { ErrorHandlers, type ErrorKind } from "./error_handlers.ts";
import { Lifecycle } from "./lifecycle.ts";
import { findMiss } from "./miss.ts";
import { FOREIGN, forward, type MountMatch, Mounts, toGuardPath } from "./mounts.ts";
import type { ExceptionHandler, FastHTMLOptions } from "./options.ts";
import { checkSecret, toSessionConfigs } from "./secret.ts";

/**
 * An application: routes, and what all pages and requests share.
 *
 * `fastApp()` makes one together with its `rt` and tables. `export default` an application to run
 * it with `deno serve`.
 */
export class FastHTML implements AppInfo {
  /** Values that the application keeps for all requests. */
  readonly state: AppState;
  /** The title of pages that set none. */
  readonly title: string;
  /** Whether the program runs in development, so that pages reload when it changes. */
  readonly live: boolean;
  /** Hosts that the application answers for, as its options name them. */
  readonly allowedHosts: readonly string[] | undefined;
  /** Declares routes. */
  readonly route: RtFunction = makeRt((route) => this.addRoute(route));
  /** Declares routes for GET. */
  readonly get: RtFunction["get"] = this.route.get;
  /** Declares routes for POST. */
  readonly post: RtFunction["post"] = this.route.post;
  /** Declares routes for PUT. */
  readonly put: RtFunction["put"] = this.route.put;
  /** Declares routes for PATCH. */
  readonly patch: RtFunction["patch"] = this.route.patch;
  /** Declares routes for DELETE. */
  readonly delete: RtFunction["delete"] = this.route.delete;
  /** Declares sockets. */
  readonly ws: SocketMaker = makeWs((route) => this.addRoute(route), (limits) => ({
    limits: toLimits(limits, this.#config.limits),
    extras: (context) => toExtras(this.#extras, context),
  }));

  /** Answers a request; `Deno.serve` and `deno serve` call it. */
  readonly fetch: Fetch;
  readonly #config: Config;
  readonly #routes: RouteTable;
  readonly #after: readonly Callee[];
  readonly #errorHandlers: ErrorHandlers;
  readonly #life: Lifecycle;
  readonly #basePath: BasePath;
  readonly #mounts = new Mounts();
  readonly #responses: ResponseMaker;
  readonly #exchangeOptions: ExchangeOptions;
  readonly #closing = new AbortController();
  readonly #extras: Extra[] = [];
  readonly #hub: Hub;
  readonly #connections: Connections;
  readonly #tasks = new TaskRunner();
  #session: ReturnType<typeof toSessionConfigs> | undefined;
  #above: FastHTML | undefined;

  /** Makes an application. Nothing is read or opened before the first request. */
  constructor(options: FastHTMLOptions = {}) {
    const config = this.#config = toConfig(options);
    this.title = config.title;
    this.live = config.live;
    this.allowedHosts = config.allowedHosts;
    this.state = config.state;
    this.#after = config.after.map(toAfter);
    // A secret that is too short throws here, and not at the first request with a session.
    if (config.session.secret !== undefined) this.#session = toSessionConfigs(config);
    this.#hub = new Hub(config.broker, (user) => this.#connections.end(user));
    this.#connections = new Connections(config.limits, this.#hub);
    this.#errorHandlers = new ErrorHandlers(config.exceptionHandlers, config.debug);
    this.#life = new Lifecycle(config);
    this.#basePath = new BasePath(config.basePath);
    this.#exchangeOptions = {
      app: this,
      bodies: toBodies(config.limits),
      trustProxy: config.trustProxy,
      session: (isHttps) => (this.#session ??= toSessionConfigs(config))(isHttps),
      closing: this.#closing.signal,
      connections: this.#connections,
    };
    this.#routes = new RouteTable(config, this.#basePath);
    this.fetch = this.#toFetch(config.middleware);
    const assets = config.defaultHdrs ? toAssets(config) : [];
    const heads = config.defaultHdrs ? toHeads(assets, config.cdn, this.#basePath) : [];
    const { parts: [hdrs, ftrs], packages } = placePackages(
      [config.hdrs, config.ftrs],
      this.#basePath,
    );
    this.#responses = new ResponseMaker({ ...config, hdrs: withHeads(heads, hdrs), ftrs: [ftrs] });
    const own = toRoutes(assets, config.cdn);
    own.push(...[...packages].map((pkg) => pkg.route()));
    if (config.live) own.push(toReloadRoute(config.staticPath));
    own.forEach((route) => this.#routes.addOwn(route));
  }

  /**
   * Answers a request in this process, without a server: for tests and for other programs.
   *
   * Inside a handler it is a new request, as from another client: `xtra` does not carry over.
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
    // A server drops the body of a response to HEAD by itself (RFC 9110, 9.3.2).
    return request.method === "HEAD" ? new Response(null, response) : response;
  }

  /** Registers a handler of errors, by class or by status, wherever they are thrown. */
  addExceptionHandler(kind: ErrorKind, handler: ExceptionHandler): void {
    this.#errorHandlers.set(kind, handler);
  }

  /**
   * Mounts another application, or any function that answers requests, below a prefix. Each keeps
   * its own `before` and `after` functions; URLs of the mounted routes start with the prefix then.
   */
  mount(prefix: string, app: FastHTML | { readonly fetch: Fetch } | Fetch): void {
    const isOurs = app instanceof FastHTML;
    if (isOurs) {
      app.#basePath.mountUnder(this.#basePath, prefix);
      app.#above = this;
      app.#connections.joinUnder(this.#connections);
      if (app.#config.isDevelopment) this.#develop();
    }
    const fetch = typeof app === "function" ? app : app.fetch.bind(app);
    const close = isOurs ? (sent?: Promise<unknown>) => app.close(sent) : undefined;
    this.#mounts.add({ prefix, fetch, isOurs, isFolder: FOLDER in app, close });
  }

  /** Adds what the function returns, if anything, to the end of every page and every fragment. */
  addExtra(extra: Extra): void {
    this.#extras.push(extra);
  }

  /** Returns the channel of this name; its members receive what is sent to it. */
  channel(name: string, options?: ChannelOptions): Channel {
    return this.#hub.channel(name, options);
  }

  /** Ends the sockets and event streams of a user, in every process: those with this `auth`. */
  disconnect(auth: string | number | undefined): void {
    this.#connections.disconnect(auth);
  }

  /** The routes, in order of declaration. */
  get routes(): readonly RoutePlan[] {
    return this.#routes.plans;
  }

  /** Adds a function that runs before every handler, also for routes that are declared already. */
  addBefore(before: Before): void {
    this.#routes.addBefore(before);
  }

  /** Returns the URL of the route of this name; throws when there is none. */
  urlFor(name: string, params: Readonly<Record<string, unknown>> = {}): string {
    return this.#routes.urlFor(name, params);
  }

  /** Returns the URL of a static file with its version, so that browsers cache it permanently. */
  vurl(path: string): string {
    return this.#basePath.base + toVersioned(this.#config.staticPath, path);
  }

  /**
   * Checks the secret of sessions and runs the startup functions now; otherwise the first session
   * and the first request do.
   */
  async start(): Promise<void> {
    checkSecret(this.#config);
    adviseHsts(this.#config);
    await this.#life.start();
  }

  /** Adds a route that was made elsewhere, such as by `APIRouter`. */
  addRoute(route: Route): void {
    this.#routes.add(route);
  }

  /**
   * Aborts event streams and sockets. Once the last responses are `sent`, waits for background
   * tasks and runs `onShutdown`.
   */
  async close(sent?: Promise<unknown>): Promise<void> {
    this.#closing.abort(new DOMException("The server closes", "AbortError"));
    await Promise.all(this.#mounts.all.map((mount) => mount.close?.(sent)));
    await this.#hub.close();
    await sent;
    await this.#tasks.settled();
    await this.#life.stop();
  }

  /** The outermost application checks the host, also for what one below it shows developers. */
  #develop(): void {
    this.#config.isDevelopment = true;
    if (this.#above) this.#above.#develop();
  }

  /** What is around the way: startup, the tables narrowed for a request, and middleware. */
  #toFetch(middleware: readonly Middleware[]): Fetch {
    const walk = (arrival: Arrival) => this.#walk(arrival);
    const secure: Middleware = (request, next) =>
      then(next(request), (made) => this.#responses.secureOnce(made));
    const wrapped = compose<Arrival>(
      [secure, ...middleware],
      (request, arrival) =>
        request === arrival.req ? walk(arrival) : this.#arrive(request, arrival.info, walk),
    );
    const inside = middleware.length > 0
      ? (arrival: Arrival) => wrapped(arrival.req, arrival)
      : walk;
    // Tables narrowed by the outer application stay narrowed in a mounted one.
    const begin: Fetch = (request, info) =>
      info && TARGET in info
        ? this.#arrive(request, info, inside)
        : inRequest(request, () => this.#arrive(request, info, inside));
    return this.#life.startBefore(begin);
  }

  /** Checks the target first, so that middleware sees the path that the router sees. */
  #arrive(
    request: Request,
    info: ServeInfo | undefined,
    next: (arrival: Arrival) => Maybe<Response>,
  ): Maybe<Response> {
    let arrival: Arrival;
    try {
      const target = readTarget(request, info, this.#config), { plainUrl } = target;
      const req = plainUrl === undefined ? request : new RequestAt(plainUrl, request);
      arrival = { req, target, info };
    } catch (error) {
      arrival = { req: request, target: UNKNOWN_TARGET, info };
      return this.#answerError(error, new Exchange(arrival, this.#exchangeOptions));
    }
    return next(arrival);
  }

  #walk(arrival: Arrival): Maybe<Response> {
    const exchange = new Exchange(arrival, this.#exchangeOptions);
    return attempt(() => this.#answer(exchange), (error) => this.#answerError(error, exchange));
  }

  /** match → context → before → bind → handler → after, and the rest in `#respond`. */
  #answer(exchange: Exchange): Maybe<Response> {
    const { req, target } = exchange;
    const mounted = this.#mounts.all.length > 0 ? this.#mounts.find(target) : undefined;
    if (mounted) return this.#forward(mounted, exchange);
    const verb = this.#routes.hasSockets && isUpgrade(req) ? SOCKET_VERB : req.method;
    const match = this.#routes.match(verb, target.path, target.host);
    if (!match || !("route" in match)) return this.#answerMiss(match?.allow, exchange);
    const { route: { route, guards, bodyWrap }, values } = match;
    rejectCrossSite(exchange, route, this.#config);
    exchange.setParams(route.names, values);
    return pipe(
      runBefore(guards, exchange),
      (early) => early ?? reading(exchange, () => invoke(route, exchange)),
      (result) => runAfter(this.#after, result, exchange),
      (result) => reading(exchange, () => this.#respond(result, exchange, bodyWrap)),
    );
  }

  #forward(mounted: MountMatch, exchange: Exchange): Maybe<Response> {
    const { isOurs } = mounted.mount;
    if (!isOurs) rejectCrossSite(exchange, FOREIGN, this.#config);
    const guards = this.#routes.guardsOf(toGuardPath(mounted.mount, exchange.target));
    const answer = () => forward(mounted, exchange);
    if (guards.length > 0) {
      return this.#answerBehind(guards, exchange, () => then(answer(), toPrivate));
    }
    return isOurs ? answer() : then(answer(), (response) => this.#responses.secure(response));
  }

  #answerMiss(allow: readonly string[] | undefined, exchange: Exchange): Maybe<Response> {
    const { staticPath } = this.#config;
    const { guards, answer } = findMiss(exchange, { routes: this.#routes, staticPath, allow });
    return this.#answerBehind(guards, exchange, answer);
  }

  /** Runs guards before what has no handler. */
  #answerBehind(
    guards: readonly Callee[],
    exchange: Exchange,
    answer: () => Maybe<Response>,
  ): Maybe<Response> {
    return pipe(
      runBefore(guards, exchange),
      (early) => early === undefined ? answer() : runAfter(this.#after, early, exchange),
      (result) => this.#respond(result, exchange),
    );
  }

  /** reply → page → render → Response, of a handler's result as of an error handler's. */
  #respond(
    result: unknown,
    exchange: Exchange,
    bodyWrap: BodyWrap | undefined = this.#config.bodyWrap,
  ): Maybe<Response> {
    return pipe(
      toReply(result, exchange.context),
      (reply) => withExtras(reply, exchange, this.#extras),
      (reply) =>
        then(
          this.#responses.make(reply, exchange, bodyWrap),
          (response) => this.#send(response, reply, exchange),
        ),
    );
  }

  #send(response: Response, { content: { kind }, tasks }: Reply, exchange: Exchange): Response {
    const isTheirs = kind === "response";
    if (!isTheirs && kind !== "stream") exchange.stopWatch();
    this.#runTasks(tasks, exchange);
    // Page streams keep their async context by themselves.
    return (isTheirs || kind === "bytes") && isNarrowed() ? keepAsyncContext(response) : response;
  }

  /** Runs the background tasks and removes uploaded files, both once the response is sent. */
  #runTasks(tasks: Reply["tasks"], exchange: Exchange): void {
    const { req, info, spool } = exchange;
    const all = spool ? [...tasks, new BackgroundTask(() => spool.remove())] : tasks;
    if (all.length) this.#tasks.run(all, req, info?.completed);
  }

  /** Turns an error into a response, by the same steps as a handler's result. */
  #answerError(error: unknown, exchange: Exchange): Maybe<Response> {
    const answer = () =>
      then(
        this.#errorHandlers.toResult(error, exchange.context),
        (result) => this.#respond(result, exchange),
      );
    return attempt(answer, (error) => {
      report(error, exchange.req);
      this.#runTasks([], exchange);
      return toPlainResponse(500);
    });
  }
}

/**
 * Runs a step that may not write where a link of another site led to it. Guards and after functions
 * may: they belong to no one route.
 */
function reading<T>({ rejectWrite }: Exchange, step: () => T): T {
  return rejectWrite ? inReadOnly(rejectWrite, step) : step();
}
