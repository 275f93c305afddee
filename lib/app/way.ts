/** The way of a request, from match to Response, and what is around it. */
import { attempt, type Maybe, pipe, then } from "../maybe.ts";
import { activeSpan, tracer } from "../telemetry.ts";
import { inReadOnly } from "../data/read_only.ts";
import { areKnown, inRequest, isNarrowed } from "../data/xtra.ts";
import { runAfter } from "../http/after.ts";
import { BackgroundTask, type TaskRunner } from "../http/background.ts";
import { runBefore } from "../http/before.ts";
import { isPreflight } from "../http/cors.ts";
import { report, toPlainResponse } from "../http/errors.ts";
import { toPrivate } from "../http/headers.ts";
import { type Callee, invoke } from "../http/handler.ts";
import { compose, type Fetch, type Middleware } from "../http/middleware.ts";
import { keepAsyncContext } from "../http/reply/page_stream.ts";
import { type Reply, toReply } from "../http/reply/reply.ts";
import type { ResponseMaker } from "../http/reply/to_response.ts";
import { copyRecord, RECORD, type Recorded, recordOf } from "../http/record.ts";
import { rejectCrossSite } from "../http/request/cross_site.ts";
import { type Arrival, Exchange } from "../http/request/exchange.ts";
import type { ExchangeOptions } from "../http/request/exchange_options.ts";
import { readTarget, RequestAt, TARGET, UNKNOWN_TARGET } from "../http/request/target.ts";
import type { RouteTable } from "../http/routing/route_table.ts";
import { speaking } from "../http/say.ts";
import type { BodyWrap, ServeInfo } from "../http/types.ts";
import { SOCKET_VERB } from "../http/verbs.ts";
import { type Extra, withExtras } from "../live/extras.ts";
import { isUpgrade } from "../live/socket_route.ts";
import type { Config } from "./config.ts";
import type { ErrorHandlers } from "./error_handlers.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { RequestLog } from "./log/request_log.ts";
import { findMiss } from "./miss.ts";
import { FOREIGN, forward, type MountMatch, type Mounts, toGuardPath } from "./mounts.ts";
import { RequestSource } from "./request_source.ts";
import { failSpan, nameSpan } from "./spans.ts";

/** The parts of an application that the way leads through. */
export interface WayParts {
  readonly config: Config;
  readonly life: Lifecycle;
  readonly mounts: Mounts;
  readonly routes: RouteTable;
  readonly after: readonly Callee[];
  readonly responses: ResponseMaker;
  readonly extras: readonly Extra[];
  readonly errorHandlers: ErrorHandlers;
  readonly tasks: TaskRunner;
  readonly exchangeOptions: ExchangeOptions;
  readonly log: RequestLog;
}

/** Leads requests through the parts of an application: only this class knows their order. */
export class Way {
  /** Answers a request. */
  readonly fetch: Fetch;
  readonly #config: Config;
  readonly #life: Lifecycle;
  readonly #mounts: Mounts;
  readonly #routes: RouteTable;
  readonly #after: readonly Callee[];
  readonly #responses: ResponseMaker;
  readonly #extras: readonly Extra[];
  readonly #errorHandlers: ErrorHandlers;
  readonly #tasks: TaskRunner;
  readonly #exchangeOptions: ExchangeOptions;
  readonly #middleware: Middleware[];
  #inside: (arrival: Arrival) => Maybe<Response>;

  constructor(parts: WayParts) {
    this.#config = parts.config;
    this.#life = parts.life;
    this.#mounts = parts.mounts;
    this.#routes = parts.routes;
    this.#after = parts.after;
    this.#responses = parts.responses;
    this.#extras = parts.extras;
    this.#errorHandlers = parts.errorHandlers;
    this.#tasks = parts.tasks;
    this.#exchangeOptions = parts.exchangeOptions;
    this.#middleware = [...parts.config.middleware];
    this.#inside = this.#wrap();
    this.fetch = parts.log.around(this.#toFetch());
  }

  /** Puts a function around all others. */
  addMiddleware(middleware: Middleware): void {
    this.#middleware.unshift(middleware);
    this.#inside = this.#wrap();
  }

  /** What is around everything: startup, and the tables narrowed for a request. */
  #toFetch(): Fetch {
    // Tables narrowed by the outer application stay narrowed in a mounted one.
    const begin: Fetch = (request, info) => {
      if (info && TARGET in info) return this.#arrive(request, info, this.#inside);
      const source = new RequestSource(request);
      const response = inRequest(source, () => this.#arrive(request, info, this.#inside));
      if (areKnown()) source.releaseAfter(response);
      return response;
    };
    return this.#life.startBefore(begin);
  }

  /** Puts middleware around the way, and what tells browsers whose scripts may read a response. */
  #wrap(): (arrival: Arrival) => Maybe<Response> {
    const middleware = this.#middleware;
    const walk = (arrival: Arrival) => this.#walk(arrival);
    const secure: Middleware = (request, next) =>
      then(next(request), (made) => this.#responses.secureOnce(made));
    const wrapped = compose<Arrival>(
      [secure, ...middleware],
      (request, arrival) =>
        request === arrival.req ? walk(arrival) : this.#arriveAs(request, arrival, walk),
      (error, _, arrival) => this.#answerOutside(error, arrival),
    );
    const around = middleware.length > 0
      ? (arrival: Arrival) => wrapped(arrival.req, arrival)
      : walk;
    const { cors } = this.#config;
    return cors
      ? (arrival) =>
        cors.answer(arrival.req) ?? then(around(arrival), (made) => cors.open(arrival.req, made))
      : around;
  }

  /** Checks the target first, so that middleware sees the path that the router sees. */
  #arrive(
    request: Request,
    info: ServeInfo | undefined,
    next: (arrival: Arrival) => Maybe<Response>,
  ): Maybe<Response> {
    const { trustProxy } = this.#config;
    // Middleware has no other way to what the trusted proxy says.
    if (trustProxy) recordOf(request, trustProxy);
    if (tracer) recordOf(request, trustProxy).span ??= activeSpan();
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

  /** Checks the request that a middleware has put in the place of another. */
  #arriveAs(
    request: Request,
    { req, info }: Arrival,
    next: (arrival: Arrival) => Maybe<Response>,
  ): Maybe<Response> {
    copyRecord(req, request);
    return this.#arrive(request, info, next);
  }

  #walk(arrival: Arrival): Maybe<Response> {
    const exchange = new Exchange(arrival, this.#exchangeOptions);
    const answer = () =>
      attempt(() => this.#answer(exchange), (error) => this.#answerError(error, exchange));
    return speaking(exchange.context, this.#config.languages, answer);
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
    exchange.setRoute(route, values);
    if (tracer) nameSpan(exchange);
    rejectCrossSite(exchange, route, this.#config);
    return pipe(
      runBefore(guards, exchange),
      (early) => early ?? reading(exchange, () => invoke(route, exchange)),
      (result) => runAfter(this.#after, result, exchange),
      (result) => reading(exchange, () => this.#respond(result, exchange, bodyWrap)),
    );
  }

  #forward(mounted: MountMatch, exchange: Exchange): Maybe<Response> {
    const { isOurs, hasCors } = mounted.mount;
    if (!isOurs) rejectCrossSite(exchange, FOREIGN, this.#config);
    // A browser asks without the user's cookies, so guards would reject it.
    const guards = hasCors && isPreflight(exchange.req)
      ? []
      : this.#routes.guardsOf(toGuardPath(mounted.mount, exchange.target));
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
      (reply) => withExtras(withEarly(reply, exchange), exchange, this.#extras),
      (reply) =>
        then(
          this.#responses.make(reply, exchange, bodyWrap),
          (response) => this.#send(response, reply, exchange),
        ),
    );
  }

  #send(response: Response, { content: { kind }, tasks }: Reply, exchange: Exchange): Response {
    const isTheirs = kind === "response";
    if (!isTheirs && !exchange.isStreamed) exchange.stopWatch();
    this.#runTasks(tasks, exchange);
    // Page streams keep their async context by themselves.
    return (isTheirs || kind === "bytes") && isNarrowed() ? keepAsyncContext(response) : response;
  }

  /** Runs the background tasks and removes uploaded files, both once the response is sent. */
  #runTasks(tasks: Reply["tasks"], exchange: Exchange): void {
    const { info, spool } = exchange;
    // A page stream may read its upload while it is sent.
    if (tasks.length === 0 && !spool && !(exchange.isStreamed && info)) return;
    const last = [() => exchange.checkSession(), () => exchange.spool?.remove()];
    const all = [...tasks, ...last.map((task) => new BackgroundTask(task))];
    this.#tasks.run(all, exchange, info?.completed);
  }

  /** Answers what middleware throws. The log keeps the route, as its path may have a secret. */
  #answerOutside(error: unknown, arrival: Arrival): Maybe<Response> {
    const record = (arrival.req as Recorded)[RECORD], known = record?.answering;
    const exchange = new Exchange(arrival, this.#exchangeOptions);
    if (record && known) {
      known.failure = error;
      record.answering = known;
    }
    return speaking(
      exchange.context,
      this.#config.languages,
      () => this.#answerError(error, exchange),
    );
  }

  /** Turns an error into a response, by the same steps as a handler's result. */
  #answerError(error: unknown, exchange: Exchange): Maybe<Response> {
    exchange.failure = error;
    const answer = () =>
      then(
        this.#errorHandlers.toResult(error, exchange.context),
        (result) => this.#respond(result, exchange),
      );
    const made = attempt(answer, (error) => {
      report(error, exchange);
      this.#runTasks([], exchange);
      return toPlainResponse(exchange.isSessionLost ? 503 : 500, exchange.language);
    });
    return then(made, (response) => {
      if (response.status < 500) return response;
      failSpan(exchange);
      return withId(response, exchange);
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

function withEarly(reply: Reply, { earlyHeaders }: Exchange): Reply {
  return earlyHeaders ? { ...reply, headers: [...earlyHeaders, ...reply.headers] } : reply;
}

/** Names the request in the response for an error, so that the user can say which it was. */
function withId(response: Response, { id }: Exchange): Response {
  // The headers of a response that the program had from fetch() can't be changed.
  const named = new Response(response.body, response);
  named.headers.set("x-request-id", id);
  return named;
}
