/** One request on its way to its response: what the steps of the way share. */
import { NullObject } from "../../null_object.ts";
import { type Maybe, then } from "../../maybe.ts";
import { isSpecial } from "../params/bind.ts";
import { checkCookies, readCookies } from "../cookies.ts";
import { reportLate } from "../errors.ts";
import type { HttpHeader } from "../headers.ts";
import type { Language } from "../messages.ts";
import type { BodyClock } from "./body/clock.ts";
import { readFields, readQuery, readText, withSafeJson } from "./body/read.ts";
import { Spool } from "./body/spool.ts";
import { type ContextSource, ExchangeContext, type PageParts } from "./context.ts";
import type { Connections } from "./connections.ts";
import { DisconnectWatch } from "./disconnect.ts";
import type { ExchangeOptions, MatchedRoute } from "./exchange_options.ts";
import { takesSession } from "./kept_session.ts";
import { Scope } from "./scope.ts";
import {
  checkLate,
  loadSession,
  type OpenSession,
  openSession,
  sealSession,
  type SessionConfig,
  type SessionSource,
} from "./session.ts";
import { RECORD, type Recorded, recordOf, type RequestRecord } from "../record.ts";
import { type TARGET, type Target, toHref } from "./target.ts";
import type { AppInfo, Auth, BodyData, RequestContext, ServeInfo, Session } from "../types.ts";

/** What an application tells another that is mounted in it. */
export interface MountInfo extends ServeInfo {
  readonly [TARGET]?: Target;
  readonly [SCOPE]?: RequestContext["scope"] | undefined;
}

/** The key of the notes that the outer application's guards have made. */
export const SCOPE: unique symbol = Symbol("scope");

/** A request whose target is checked. */
export interface Arrival {
  readonly req: Request;
  readonly target: Target;
  /** What the server knows of the request. */
  readonly info: MountInfo | undefined;
}

/** Values computed so far: most requests need few. */
interface Computed {
  request?: Request;
  url?: URL;
  query?: BodyData;
  cookie?: string;
  cookies?: Readonly<Record<string, string>>;
  body?: Promise<BodyData>;
  data?: Promise<BodyData>;
  text?: Promise<string>;
  source?: SessionSource;
  session?: OpenSession;
  /** The session that the response has; what reads it later sees what the handler set. */
  sealed?: OpenSession;
  scope?: RequestContext["scope"];
  pageParts?: PageParts;
  watch?: DisconnectWatch;
  spool?: Spool;
  choice?: LanguageChoice;
}

/** The language of what the user reads, and whether the client has chosen it. */
interface LanguageChoice {
  readonly language: Language;
  readonly isAccepted: boolean;
}

const NO_PARAMS: BodyData = Object.freeze(new NullObject());

/** A request, what is known of it, and the context that its handler gets. */
export class Exchange implements ContextSource {
  readonly req: Request;
  /** What the server knows of the request. */
  readonly info: MountInfo | undefined;
  /** The argument of the handler. */
  readonly context: ExchangeContext;
  /** The path and query, checked. */
  readonly target: Target;
  /** Whether a mounted application of this library has given the response its headers. */
  isSecured = false;
  /** Whether the page is made while it is sent. */
  isStreamed = false;
  /** What was thrown, if the response is one for an error. */
  failure: unknown;
  /** The route that answers; undefined as long as it is not known, and for what has none. */
  route: MatchedRoute | undefined;
  /** The parameters of the path. */
  params: BodyData = NO_PARAMS;
  usedHtmx = false;
  /** Headers that guards gave to the response. */
  earlyHeaders: readonly HttpHeader[] | undefined;
  /** Makes the error for a change that a link of another site may not cause; undefined otherwise. */
  rejectWrite: ((action: string) => Error) | undefined;
  readonly #options: ExchangeOptions;
  #computed: Computed | undefined;

  /** Takes a request and its target, and what its application gives to all requests. */
  constructor({ req, target, info }: Arrival, options: ExchangeOptions) {
    this.req = req;
    this.target = target;
    this.info = info;
    this.#options = options;
    const record = this.record;
    if (record) record.answering = this;
    this.context = new ExchangeContext(this);
  }

  /**
   * Sets the route, and the parameters of the path, which every function's argument has beside the declared ones;
   * special names only the handler's.
   */
  setRoute(route: MatchedRoute, values: readonly unknown[]): void {
    this.route = route;
    if (values.length === 0) return;
    const { names, signature } = route;
    const params = this.params = new NullObject();
    const context = this.context as unknown as BodyData;
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      params[name] = values[i];
      if (!signature.shadows || !isSpecial(name)) context[name] = values[i];
    }
  }

  /** Makes a context in which a function's parameters may take the place of special names. */
  forkContext(): RequestContext {
    return Object.assign(new ExchangeContext(this), this.context);
  }

  openRequest(): Request {
    const { limits } = this.#options.bodies;
    return this.#known.request ??= withSafeJson(
      this.req,
      limits,
      this.#clock,
      () => this.readText(),
    );
  }

  get url(): URL {
    return this.#known.url ??= new URL(toHref(this.target));
  }

  /** The fields of the query. */
  get query(): BodyData {
    const { maxFields } = this.#options.bodies.limits;
    return this.#known.query ??= readQuery(this.target.query, maxFields, new NullObject());
  }

  get app(): AppInfo {
    return this.#options.app;
  }

  /** Aborted when the server closes. */
  get closing(): AbortSignal {
    return this.#options.closing;
  }

  /** What the log notes of this request; undefined as long as nothing needs it. */
  get record(): RequestRecord | undefined {
    return (this.req as Recorded)[RECORD];
  }

  /** The id of this request, as the log has it. */
  get id(): string {
    return recordOf(this.req, this.#options.trustProxy).id;
  }

  /** The application's open sockets and event streams. */
  get connections(): Connections {
    return this.#options.connections;
  }

  get scope(): RequestContext["scope"] {
    const { trustProxy } = this.#options;
    return this.#known.scope ??= this.info?.[SCOPE] ??
      new Scope(this.req, trustProxy, this.info);
  }

  /** The notes of this request; undefined as long as there are none. */
  get openedScope(): RequestContext["scope"] | undefined {
    return this.#computed?.scope ?? this.info?.[SCOPE];
  }

  get auth(): Auth {
    return this.openedScope?.auth as Auth;
  }

  get cookies(): Readonly<Record<string, string>> {
    return this.#known.cookies ??= readCookies(this.#cookie);
  }

  get session(): Session {
    const known = this.#known;
    const open = known.sealed ??
      (known.session ??= openSession(this.#source, this.#sessionConfig));
    return open.session;
  }

  /** Reads the session, where its store has to be waited for and one of some functions may use it. */
  openAhead(functions: object | readonly object[]): Maybe<void> {
    if (!this.#options.store?.async || ![functions].flat().some(takesSession)) return;
    return loadSession(this.#source, this.#sessionConfig);
  }

  /** The id of the session that was read; undefined where there is none, or none on the server. */
  get sessionId(): string | undefined {
    return this.#computed?.source?.found?.session?.id;
  }

  /** Whether the store of sessions has failed this request. */
  get isSessionLost(): boolean {
    return this.#computed?.source?.failure !== undefined;
  }

  /** Whether the session was read, so that the response depends on the user. */
  get usedSession(): boolean {
    return this.#computed?.session !== undefined;
  }

  /** Whether cookies were read by their names, so that the response may depend on them. */
  get usedCookies(): boolean {
    return this.#computed?.cookies !== undefined;
  }

  /** Returns the `Set-Cookie` of a session that changed; one that is too large throws and is dropped. */
  sealSession(): Maybe<string | undefined> {
    const session = this.#computed?.session;
    if (!session) return;
    const known = this.#known;
    delete known.session;
    return then(sealSession(session, this.#sessionConfig), (cookie) => {
      known.sealed = session;
      return cookie;
    });
  }

  /** Reports values of the session that came too late for the response: they are lost. */
  checkSession(): void {
    const { sealed, session = sealed } = this.#known;
    try {
      if (session) checkLate(session);
    } catch (error) {
      reportLate(error, this);
    }
  }

  get signal(): AbortSignal {
    const { closing } = this;
    return (this.#known.watch ??= new DisconnectWatch(this.req, closing)).signal;
  }

  /** Stops the watch for a disconnect: the response is handed over. */
  stopWatch(): void {
    this.#computed?.watch?.stop();
  }

  /** Watches the signal of an event stream in the place of the request's; its end is logged. */
  followStream(stream: AbortSignal): void {
    this.#computed?.watch?.follow(stream);
    const { record } = this;
    if (!record?.log) return;
    record.isOpen = true;
    stream.addEventListener("abort", () => record.end());
  }

  /** Text and fields come from the same bytes, so a webhook may check a signature over the text. */
  readText(): Promise<string> {
    return this.#known.text ??= readText(this.req, this.#options.bodies.limits, this.#clock);
  }

  /** Reads the body as JSON or a form, once. */
  readBody(): Promise<BodyData> {
    const known = this.#known;
    const { limits, disk } = this.#options.bodies;
    return known.body ??= readFields(this.req, {
      limits,
      toSpool: () => known.spool = new Spool(disk, limits.maxSpooled),
      clock: this.#clock,
      text: () => this.readText(),
    });
  }

  /** The fields of the body, if something has read them. */
  get openedBody(): Promise<BodyData> | undefined {
    return this.#computed?.body;
  }

  /** Reads the fields of the body and of the query, which wins as it does for parameters. */
  readData(): Promise<BodyData> {
    const body = this.readBody();
    return this.#known.data ??= this.target.query === ""
      ? body
      : body.then((fields) => withQuery(fields, this.query));
  }

  /** Whether one of some texts is in what the client sent: URL, headers, a body that was read. */
  async hasSent(...texts: readonly string[]): Promise<boolean> {
    const { body, text } = this.#known;
    const headers = [...this.req.headers.values()];
    const toJson = (value: unknown) => JSON.stringify(value).toLowerCase();
    const sent = toJson([this.params, this.query, headers, await body, await text]);
    return texts.some((text) => sent.includes(toJson(text).slice(1, -1)));
  }

  /** Where files are kept until the response is sent; undefined as long as no upload is read. */
  get spool(): Spool | undefined {
    return this.#computed?.spool;
  }

  /** What handlers added to the page; undefined when nothing was added. */
  get pageParts(): PageParts | undefined {
    return this.#computed?.pageParts;
  }

  openPageParts(): PageParts {
    return this.#known.pageParts ??= { hdrs: [], ftrs: [], htmlAttrs: {}, bodyAttrs: {} };
  }

  /** The language that the program has set for its pages; undefined if it has set none. */
  get #pageLanguage(): string | undefined {
    const own = this.pageParts?.htmlAttrs.lang ?? this.#options.htmlAttrs.lang;
    const lang = typeof own === "function" ? own(this.context) : own;
    return typeof lang === "string" ? lang : undefined;
  }

  /** The language of what the user reads: that of the pages, or the one that the client prefers. */
  get language(): Language {
    return this.#choice.language;
  }

  /** Whether the response is in a language that the client has chosen. */
  get usedAccepted(): boolean {
    return this.#computed?.choice?.isAccepted === true;
  }

  get #choice(): LanguageChoice {
    if (this.#known.choice) return this.#known.choice;
    const { languages } = this.#options, own = this.#pageLanguage;
    const language = languages.choose(own ?? this.req.headers.get("accept-language") ?? "");
    return this.#known.choice = { language, isAccepted: languages.areSeveral && own === undefined };
  }

  /** A request of this process is not timed: the timer would outlast it, and with it a test. */
  get #clock(): BodyClock | undefined {
    return this.info && this.#options.bodies.clock;
  }

  get #known(): Computed {
    return this.#computed ??= {};
  }

  get #cookie(): string {
    const known = this.#known;
    if (known.cookie === undefined) {
      // Too many count as none, so that the error page for them can be made.
      known.cookie = "";
      known.cookie = checkCookies(this.req.headers.get("cookie") ?? "");
    }
    return known.cookie;
  }

  get #sessionConfig(): SessionConfig {
    return this.#options.session(this.target.origin.startsWith("https:"));
  }

  get #source(): SessionSource {
    const { req, rejectWrite } = this;
    return this.#known.source ??= { cookies: this.#cookie, req, rejectWrite };
  }
}

/** The exchange of a handler's context, for code of the library that handlers call. */
export function exchangeOf(context: RequestContext): Exchange {
  return ExchangeContext.sourceOf(context as ExchangeContext) as Exchange;
}

/** Fields with those of the query in place of their own of the same name. */
export function withQuery(fields: BodyData, query: BodyData): BodyData {
  return Object.assign(Object.create(null), fields, query);
}
