/** One request on its way to its response: what the steps of the way share. */
import { NullObject } from "../../null_object.ts";
import { checkCookies, readCookies } from "../cookies.ts";
import type { BodyClock } from "./body/clock.ts";
import { type Bodies, readFields, readQuery, readText, withSafeJson } from "./body/read.ts";
import { Spool } from "./body/spool.ts";
import { type ContextSource, ExchangeContext, type PageParts } from "./context.ts";
import type { Connections } from "./connections.ts";
import { DisconnectWatch } from "./disconnect.ts";
import { type OpenSession, openSession, sealSession, type SessionConfig } from "./session.ts";
import { readForwarded, type TARGET, type Target, toHref } from "./target.ts";
import type { AppInfo, Auth, BodyData, RequestContext, ServeInfo, Session } from "../types.ts";

/** What an exchange needs of its application. */
export interface ExchangeOptions {
  readonly app: AppInfo;
  /** What all bodies share. */
  readonly bodies: Bodies;
  /** How sessions are kept, for requests by https and others. */
  readonly session: (isHttps: boolean) => SessionConfig;
  /** The number of proxies in front of the server. */
  readonly trustProxy: number;
  /** Aborted when the server closes. */
  readonly closing: AbortSignal;
  /** What stays open after its request. */
  readonly connections: Connections;
}

/** What an application tells another that is mounted in it. */
export interface MountInfo extends ServeInfo {
  readonly [TARGET]?: Target;
  readonly [SCOPE]?: Record<string, unknown> | undefined;
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
  data?: Promise<BodyData>;
  text?: Promise<string>;
  session?: OpenSession;
  scope?: Record<string, unknown>;
  pageParts?: PageParts;
  watch?: DisconnectWatch;
  spool?: Spool;
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
  /** The parameters of the path. */
  params: BodyData = NO_PARAMS;
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
    this.context = new ExchangeContext(this);
  }

  /** Sets the parameters of the path, which the handler's argument has beside the declared ones. */
  setParams(names: readonly string[], values: readonly unknown[]): void {
    if (values.length === 0) return;
    const params = this.params = new NullObject();
    const context = this.context as unknown as BodyData;
    for (let i = 0; i < names.length; i++) params[names[i]!] = context[names[i]!] = values[i];
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

  /** The application's open sockets and event streams. */
  get connections(): Connections {
    return this.#options.connections;
  }

  get scope(): Record<string, unknown> {
    const { trustProxy } = this.#options;
    return this.#known.scope ??= this.info?.[SCOPE] ??
      new Scope(this.req.headers, trustProxy, this.info);
  }

  /** The notes of this request; undefined as long as there are none. */
  get openedScope(): Record<string, unknown> | undefined {
    return this.#computed?.scope ?? this.info?.[SCOPE];
  }

  get auth(): Auth {
    return this.openedScope?.auth as Auth;
  }

  get cookies(): Readonly<Record<string, string>> {
    return this.#known.cookies ??= readCookies(this.#cookie);
  }

  get session(): Session {
    return (this.#known.session ??= this.#openSession()).session;
  }

  /** Whether the session was read, so that the response depends on the user. */
  get usedSession(): boolean {
    return this.#computed?.session !== undefined;
  }

  /** Returns the `Set-Cookie` of a session that changed; one that is too large throws and is dropped. */
  sealSession(): string | undefined {
    const session = this.#computed?.session;
    if (!session) return;
    delete this.#known.session;
    return sealSession(session, this.#sessionConfig);
  }

  get signal(): AbortSignal {
    const { closing } = this;
    return (this.#known.watch ??= new DisconnectWatch(this.req.signal, closing)).signal;
  }

  /** Stops the watch for a disconnect: the response is handed over. */
  stopWatch(): void {
    this.#computed?.watch?.stop();
  }

  /** Text and fields come from the same bytes, so a webhook may check a signature over the text. */
  readText(): Promise<string> {
    return this.#known.text ??= readText(this.req, this.#options.bodies.limits, this.#clock);
  }

  /** Reads the body as JSON or a form, once. */
  readData(): Promise<BodyData> {
    const known = this.#known;
    const { limits, disk } = this.#options.bodies;
    return known.data ??= readFields(this.req, {
      limits,
      spool: known.spool = new Spool(disk, limits.maxSpooled),
      clock: this.#clock,
      text: () => this.readText(),
    });
  }

  /** The files that are kept on disk until the response is sent; undefined when there are none. */
  get spool(): Spool | undefined {
    const spool = this.#computed?.spool;
    return spool?.isEmpty === false ? spool : undefined;
  }

  /** What handlers added to the page; undefined when nothing was added. */
  get pageParts(): PageParts | undefined {
    return this.#computed?.pageParts;
  }

  openPageParts(): PageParts {
    return this.#known.pageParts ??= { hdrs: [], ftrs: [], htmlAttrs: {}, bodyAttrs: {} };
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

  #openSession(): OpenSession {
    const source = {
      cookies: this.#cookie,
      headers: this.req.headers,
      rejectWrite: this.rejectWrite,
    };
    return openSession(source, this.#sessionConfig);
  }
}

/** The exchange of a handler's context, for code of the library that handlers call. */
export function exchangeOf(context: RequestContext): Exchange {
  return ExchangeContext.sourceOf(context as ExchangeContext) as Exchange;
}

/** The notes of one request: any name, and `client`, the client's IP address. */
class Scope {
  [name: string]: unknown;
  readonly #client: () => string | undefined;

  /**
   * Takes what the IP address is read from: `X-Forwarded-For` behind trusted proxies, else `info`.
   */
  constructor(headers: Headers, proxies: number, info: ServeInfo | undefined) {
    const told = () => proxies ? readForwarded(headers, "x-forwarded-for", proxies) : undefined;
    this.#client = () => told() ?? toName(info?.remoteAddr);
  }

  /** The client's IP address; undefined for a request of this process. */
  get client(): string | undefined {
    return this.#client();
  }
}

function toName(address: Deno.Addr | undefined): string | undefined {
  return address && "hostname" in address ? address.hostname : undefined;
}
