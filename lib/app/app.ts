/** The application object: what programs register, and its parts. */
import type { Child } from "../html/mod.ts";
import { isForDevelopment, toAssets, toHeads, toRoutes, withHeads } from "../browser/assets.ts";
import { toNameCheck } from "../browser/htmx_names.ts";
import { FILES, PageFiles } from "../browser/place_assets.ts";
import { type After, toAfter } from "../http/after.ts";
import { TaskRunner } from "../http/background.ts";
import { BasePath } from "../http/base_path.ts";
import type { Before } from "../http/before.ts";
import { SHOW } from "../http/errors.ts";
import type { Fetch, Middleware } from "../http/middleware.ts";
import { FOLDER, toVersioned } from "../http/reply/files.ts";
import { ResponseMaker } from "../http/reply/to_response.ts";
import { type Bodies, toBodies } from "../http/request/body/read.ts";
import type { SessionConfig } from "../http/request/session.ts";
import { Connections } from "../http/request/connections.ts";
import type { Route } from "../http/routing/route.ts";
import { type RoutePlan, RouteTable } from "../http/routing/route_table.ts";
import { makeRt, type RtFunction } from "../http/routing/rt.ts";
import type { AppInfo, AppState, BodyWrap, PageAttrs } from "../http/types.ts";
import { type Channel, type ChannelOptions, HubChannel } from "../live/channel.ts";
import { Hub } from "../live/hub.ts";
import { MISTAKE, type Mistake } from "../result_marks.ts";
import { type Extra, toExtras } from "../live/extras.ts";
import { makeSocket, type RawSocketMaker } from "../live/raw_socket.ts";
import { makeWs, type SocketMaker, type SocketOptions, SOCKETS } from "../live/socket_route.ts";
import type { SocketSetup } from "../live/socket_session.ts";
import { adviseHsts, type Config, toConfig, toLimits } from "./config.ts";
import { toDevtoolsRoutes } from "./dev/devtools.ts";
import { toReloadRoute } from "./dev/reload.ts";
import { OpenPages } from "./dev/open_pages.ts";
import { tellSources } from "./dev/supervised.ts";
import { traceErrors } from "./dev/traces.ts";
import { GRACE_SECONDS, underDenoServe } from "./end.ts";
import { ErrorHandlers, type ErrorKind } from "./error_handlers.ts";
import { HEALTH, Health } from "./health.ts";
import { Lifecycle, type LifecycleEvent, type LifecycleHook } from "./lifecycle.ts";
import { LOG, RequestLog } from "./log/request_log.ts";
import { Mounts } from "./mounts.ts";
import type { ExceptionHandler, FastHTMLOptions } from "./options.ts";
import { checkSecret, SESSION, toSessionConfigs } from "./secret.ts";
import { watched } from "./watched.ts";
import { Way } from "./way.ts";

/**
 * An application: routes, and what all pages and requests share.
 *
 * `fastApp()` makes one with its `rt` and tables. `deno serve` runs one that is `export default`.
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
  /** What every head has beside the defaults. A change counts from the next request on. */
  readonly hdrs: Child[];
  /** Content at the end of every body. A change counts from the next request on. */
  readonly ftrs: Child[];
  /** Attributes of `<html>`. A change counts from the next request on. */
  readonly htmlAttrs: Record<string, PageAttrs[string]>;
  /** Attributes of `<body>`. A change counts from the next request on. */
  readonly bodyAttrs: Record<string, PageAttrs[string]>;
  /** Functions that run before every handler. A change counts from the next request on. */
  readonly before: Before[];
  /** Functions that run after every handler. A change counts from the next request on. */
  readonly after: After[];
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
  /** Declares routes for HEAD. */
  readonly head: RtFunction["head"] = this.route.head;
  /** Declares routes for OPTIONS. */
  readonly options: RtFunction["options"] = this.route.options;
  /** Declares sockets. */
  readonly ws: SocketMaker = makeWs((route, limits) => this.#addSocket(route, limits));
  /** Declares WebSockets whose handler reads the messages itself. */
  readonly socket: RawSocketMaker = makeSocket((route, limits) => this.#addSocket(route, limits));
  /** The applications of this library that are mounted in it. */
  readonly mounted: FastHTML[] = [];
  /** Handles a request. `Deno.serve` and `deno serve` call it. */
  readonly fetch: Fetch;
  readonly #config: Config;
  readonly #heads: readonly Child[];
  readonly #responses: ResponseMaker;
  readonly #way: Way;
  readonly #routes: RouteTable;
  readonly #errorHandlers: ErrorHandlers;
  readonly #life: Lifecycle;
  readonly #basePath: BasePath;
  readonly #mounts = new Mounts();
  /** @internal The log of what it answers. */
  readonly [LOG]: RequestLog;
  /** @internal Its health, for balancers. */
  readonly [HEALTH]: Health;
  /** @internal The files that its pages load. */
  readonly [FILES]: PageFiles = new PageFiles();
  /** @internal */
  readonly [MISTAKE]: Mistake = { found: "an application", expected: "app.mount(path, app)" };
  readonly #closing = new AbortController();
  readonly #extras: Extra[] = [];
  readonly #hub: Hub;
  readonly #connections: Connections;
  readonly #bodies: Bodies;
  readonly #tasks = new TaskRunner();
  /** What the WebSockets of a route share, by its own limits. */
  readonly #socketSetups = new Map<SocketOptions["limits"], SocketSetup>();
  #session: ReturnType<typeof toSessionConfigs> | undefined;
  readonly #pages = new OpenPages();
  #above: FastHTML | undefined;

  /** Makes an application. Nothing is read or opened before the first request. */
  constructor(options: FastHTMLOptions = {}) {
    const config = this.#config = toConfig(options);
    if (config.debug) traceErrors();
    this.title = config.title;
    this.live = config.live;
    this.allowedHosts = config.allowedHosts;
    this.state = config.state;
    // A secret that is too short throws here, and not at the first request with a session.
    if (config.session.secret !== undefined) this.#session = toSessionConfigs(config);
    this[LOG] = new RequestLog(config);
    this.#hub = new Hub(config.broker, (user) => this.#connections.end(user));
    this.#connections = new Connections(config.limits, this.#hub);
    config.session.store?.onEnd((id) => this.#connections.endSession(id));
    this.#bodies = toBodies(config.limits);
    this.#errorHandlers = new ErrorHandlers(config, async (failure) => {
      const { toDebugPage } = await import("./dev/debug_page.ts");
      const heads = this.#heads.filter(isForDevelopment);
      return toDebugPage(failure, { heads, routes: this.routes });
    });
    this.#life = new Lifecycle(config);
    this.#basePath = new BasePath(config.basePath);
    this.#routes = new RouteTable(config, this.#basePath);
    const assets = config.defaultHdrs ? toAssets(config) : [], boot = crypto.randomUUID();
    this.#heads = config.defaultHdrs ? toHeads(assets, config.cdn, this.#basePath, boot) : [];
    this.#responses = new ResponseMaker({ ...config, onRender: toNameCheck(config.htmx) });
    const draw = () => this.#draw();
    this.hdrs = watched([...config.hdrs], draw);
    this.ftrs = watched([...config.ftrs], draw);
    this.htmlAttrs = watched({ ...config.htmlAttrs }, draw);
    this.bodyAttrs = watched({ ...config.bodyAttrs }, draw);
    this.before = watched([...config.before], () => this.#routes.share(this));
    const after = config.after.map(toAfter);
    const readAfter = () => void after.splice(0, after.length, ...this.after.map(toAfter));
    this.after = watched([...config.after], readAfter);
    this.#draw();
    const own = toRoutes(assets, config.cdn);
    if (config.live) {
      const route = toReloadRoute(this.#pages, { folder: config.staticPath, boot });
      own.push(route, ...toDevtoolsRoutes());
      tellSources(config.watch);
    }
    own.forEach((route) => this.#routes.addOwn(route));
    this.#way = new Way({
      config,
      life: this.#life,
      mounts: this.#mounts,
      routes: this.#routes,
      after,
      responses: this.#responses,
      extras: this.#extras,
      errorHandlers: this.#errorHandlers,
      tasks: this.#tasks,
      log: this[LOG],
      exchangeOptions: {
        app: this,
        bodies: this.#bodies,
        trustProxy: config.trustProxy,
        session: (isHttps) => this[SESSION](isHttps),
        store: config.session.store,
        closing: this.#closing.signal,
        connections: this.#connections,
        languages: config.languages,
        htmlAttrs: this.htmlAttrs,
      },
    });
    const { signal: closing } = this.#closing, start = () => this.#life.start();
    this[HEALTH] = new Health({ checks: config.health, basePath: this.#basePath, start, closing });
    this.fetch = underDenoServe(this, this[HEALTH].around(this.#way.fetch));
    this[FILES].join(this);
  }

  /** Wraps the content of every page's body. */
  get bodyWrap(): BodyWrap | undefined {
    return this.#config.bodyWrap;
  }

  set bodyWrap(bodyWrap: BodyWrap | undefined) {
    this.#config.bodyWrap = bodyWrap;
    this.#routes.share(this);
  }

  /**
   * Handles a request in this process, without a server: for tests and for other programs.
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
    const at = typeof input === "string" ? new URL(input, "http://localhost") : input;
    const request = new Request(at, init), response = await this.fetch(request);
    // A server drops the body of a response to HEAD by itself (RFC 9110, 9.3.2).
    return request.method === "HEAD" ? new Response(null, response) : response;
  }

  /** Registers a handler of errors, by class or by status, wherever they are thrown. */
  addExceptionHandler(kind: ErrorKind, handler: ExceptionHandler): void {
    this.#errorHandlers.set(kind, handler);
  }

  /**
   * Mounts another application, or any function that handles requests, below a prefix. Each keeps
   * its own `before` and `after` functions; URLs of the mounted routes start with the prefix then.
   */
  mount(prefix: string, app: FastHTML | { readonly fetch: Fetch } | Fetch): void {
    const isOurs = app instanceof FastHTML;
    if (isOurs) {
      app.#basePath.mountUnder(this.#basePath, prefix);
      app.#above = this;
      app.#connections.joinUnder(this.#connections);
      app.#pages.mountUnder(this.#pages);
      this.#closing.signal.addEventListener("abort", () => app.#end());
      this.mounted.push(app);
      if (app.#config.isDevelopment) this.#develop();
    }
    const fetch = typeof app === "function" ? app : app.fetch.bind(app);
    const close = isOurs ? (stop: () => Promise<unknown>) => app.close(stop) : undefined;
    const hasCors = isOurs && app.#config.cors !== undefined;
    this.#mounts.add({ prefix, fetch, isOurs, hasCors, isFolder: FOLDER in app, close });
  }

  /** Adds what the function returns, if anything, to the end of every page and every fragment. */
  addExtra(extra: Extra): void {
    this.#extras.push(extra);
  }

  /** Returns the channel of this name; its members receive what is sent to it. */
  channel(name: string, options?: ChannelOptions): Channel {
    return new HubChannel(this.#hub, name, options);
  }

  #addSocket(route: Route, limits: SocketOptions["limits"]): void {
    this[SOCKETS](limits);
    this.addRoute(route);
  }

  /** @internal What WebSockets share. */
  [SOCKETS](limits: SocketOptions["limits"]): SocketSetup {
    const known = this.#socketSetups.get(limits);
    if (known) return known;
    const setup: SocketSetup = {
      limits: toLimits(limits, this.#config.limits),
      extras: (context) => toExtras(this.#extras, context),
    };
    this.#socketSetups.set(limits, setup);
    return setup;
  }

  /** @internal How sessions are kept. */
  [SESSION](isHttps: boolean): SessionConfig {
    return (this.#session ??= toSessionConfigs(this.#config))(isHttps);
  }

  /** Ends the WebSockets and event streams of a user, in every process: those with this `auth`. */
  disconnect(auth: string | number | undefined): void {
    this.#connections.disconnect(auth);
  }

  /** @internal Shows an error that no response shows, in development; `source` may be an exchange. */
  [SHOW](error: unknown, source?: object): void {
    if (this.#config.debug && this.live) void this.#pages.show(error, source, this.routes);
  }

  /** The routes, in order of declaration. */
  get routes(): readonly RoutePlan[] {
    return this.#routes.plans;
  }

  /** Adds a function that runs before every handler, also of routes that are there already. */
  addBefore(before: Before): void {
    this.before.push(before);
  }

  /** Puts a function around the whole application, outside of those that are there. */
  addMiddleware(middleware: Middleware): void {
    this.#way.addMiddleware(middleware);
  }

  /**
   * Adds a function that runs before the first request (`startup`) or after the last (`shutdown`).
   * Throws when the application has started before.
   */
  onEvent(event: LifecycleEvent, hook: LifecycleHook): void {
    this.#life.add(event, hook);
  }

  /** Returns the URL of the route of this name. Throws when there is none. */
  urlFor(name: string, params: Readonly<Record<string, unknown>> = {}): string {
    return this.#routes.urlFor(name, params);
  }

  /** Returns the URL of a static file with its version, so that browsers cache it permanently. */
  vurl(path: string): string {
    return this.#basePath.base + toVersioned(this.#config.staticPath, path);
  }

  /** Returns the URL of a path of this application, below its `basePath` and where it is mounted. */
  href(path: string): string {
    return this.#basePath.href(path);
  }

  /** Checks the secret of sessions and runs the startup functions now, not at the first request. */
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
   * Ends event streams and WebSockets, once the messages that have arrived are handled. Then calls
   * `stop`, which ends the server, and waits for it and for background tasks. Runs `onShutdown` at
   * last, also when all this takes longer than `grace`, in seconds; returns false then.
   */
  async close(stop?: () => Promise<unknown>, grace = GRACE_SECONDS): Promise<boolean> {
    const { promise: late, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(resolve, grace * 1000, false);
    const isInTime = await Promise.race([this.#finish(stop).then(() => true), late])
      .finally(() => clearTimeout(timer));
    // Last, as all of these may send to channels.
    await this.#life.stop().finally(() => this.#hub.close());
    await this.#config.session.store?.close?.();
    return isInTime;
  }

  async #finish(stop?: () => Promise<unknown>): Promise<void> {
    this.#end();
    await this.#connections.settled();
    await this.#arrived();
    const stopped = stop?.();
    await Promise.all(
      this.#mounts.all.map((mount) => mount.close?.(() => Promise.resolve(stopped))),
    );
    await stopped;
    await this.#tasks.settled();
  }

  /** Ends what stays open after its request, here and in mounted applications. */
  #end(): void {
    this.#closing.abort(new DOMException("The server closes", "AbortError"));
    this.#connections.close();
    this.#bodies.clock.close();
  }

  /** Waits for bodies that are read: Deno 2.9 breaks them off when its server ends, or waits on. */
  async #arrived(): Promise<void> {
    await Promise.all([this.#bodies.clock.arrived(), ...this.mounted.map((app) => app.#arrived())]);
  }

  /** Makes what all pages have anew, and serves the files that it loads. */
  #draw(): void {
    const parts = [this.hdrs, this.ftrs] as const, { htmlAttrs, bodyAttrs } = this;
    const [hdrs, ftrs] = this[FILES].place(parts, this.#basePath, this.#routes) as [Child, Child];
    const own = { hdrs: withHeads(this.#heads, hdrs), ftrs: [ftrs], htmlAttrs, bodyAttrs };
    this.#responses.setPages({ ...this.#config, ...own });
  }

  /** The outermost application checks the host, also for what one below it shows developers. */
  #develop(): void {
    this.#config.isDevelopment = true;
    if (this.#above) this.#above.#develop();
  }
}
