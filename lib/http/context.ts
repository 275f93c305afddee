/** The one argument of a handler: a request and all that is known of it, worked out when asked. */
import { type BodyLimits, readFields, readQuery, readText } from "./body.ts";
import { readCookies } from "./cookies.ts";
import { readHtmx, wantsFragment } from "./htmx.ts";
import { type OpenSession, openSession, sealSession, type SessionOptions } from "./session.ts";
import type { Target } from "./target.ts";
import type { App, Auth, Fields, HtmxHeaders, RequestContext, Session, State } from "./types.ts";

/** What a context needs of its application. */
export interface ContextOptions {
  readonly app: App;
  readonly limits: BodyLimits;
  readonly session: () => SessionOptions;
  /** Aborted when the server closes. */
  readonly closing: AbortSignal;
}

/** What a page of this request has beyond those of every request. */
export interface PageExtras {
  readonly hdrs: unknown[];
  readonly ftrs: unknown[];
  readonly htmlAttrs: Record<string, unknown>;
  readonly bodyAttrs: Record<string, unknown>;
}

/** A request on its way to its answer. Parameters become properties of its own. */
export class OpenContext implements RequestContext {
  readonly req: Request;
  readonly headers: Headers;
  readonly #target: Target;
  readonly #options: ContextOptions;
  #url: URL | undefined;
  #query: Fields | undefined;
  #cookies: Readonly<Record<string, string>> | undefined;
  #fields: Promise<Fields> | undefined;
  #text: Promise<string> | undefined;
  #session: OpenSession | undefined;
  #scope: Record<string, unknown> | undefined;
  #extras: PageExtras | undefined;
  #signal: AbortSignal | undefined;

  constructor(req: Request, target: Target, options: ContextOptions) {
    this.req = req;
    this.headers = req.headers;
    this.#target = target;
    this.#options = options;
  }

  get url(): URL {
    return this.#url ??= toUrl(this.#target);
  }

  get app(): App {
    return this.#options.app;
  }

  get state(): State {
    return this.#options.app.state;
  }

  get scope(): Record<string, unknown> {
    return this.#scope ??= {};
  }

  get auth(): Auth {
    return this.#scope?.auth as Auth;
  }

  get session(): Session {
    return this.#openSession().session;
  }

  get htmx(): HtmxHeaders {
    return readHtmx(this.headers);
  }

  get cookies(): Readonly<Record<string, string>> {
    return this.#cookies ??= readCookies(this.headers.get("cookie"));
  }

  get signal(): AbortSignal {
    return this.#signal ??= AbortSignal.any([this.req.signal, this.#options.closing]);
  }

  get body(): () => Promise<string> {
    return () => this.#text ??= readText(this.req, this.#options.limits);
  }

  get data(): () => Promise<Fields> {
    return () => this.#fields ??= readFields(this.req, this.#options.limits);
  }

  get hdrs(): unknown[] {
    return this.#openExtras().hdrs;
  }

  get ftrs(): unknown[] {
    return this.#openExtras().ftrs;
  }

  get htmlAttrs(): Record<string, unknown> {
    return this.#openExtras().htmlAttrs;
  }

  get bodyAttrs(): Record<string, unknown> {
    return this.#openExtras().bodyAttrs;
  }

  /** The fields of the query. */
  static query(context: OpenContext): Fields {
    return context.#query ??= readQuery(context.#target.query);
  }

  /** The path and query as they were sent. */
  static target(context: OpenContext): Target {
    return context.#target;
  }

  /** What handlers added to the page; undefined where none did. */
  static extras(context: OpenContext): PageExtras | undefined {
    return context.#extras;
  }

  /** Whether the answer is a part of a page. */
  static wantsFragment(context: OpenContext): boolean {
    return wantsFragment(context.headers);
  }

  /** Whether the session was read, so that the answer depends on the visitor. */
  static usedSession(context: OpenContext): boolean {
    return context.#session !== undefined;
  }

  /** The `Set-Cookie` of a session that changed. */
  static sealSession(context: OpenContext): string | undefined {
    if (!context.#session) return;
    const options = context.#options.session();
    const secure = options.attributes.secure ?? context.#target.origin.startsWith("https:");
    return sealSession(context.#session, {
      ...options,
      attributes: { ...options.attributes, secure },
    });
  }

  #openSession(): OpenSession {
    if (!this.#session) {
      const options = this.#options.session();
      this.#session = openSession(this.cookies[options.cookie], options);
    }
    return this.#session;
  }

  #openExtras(): PageExtras {
    return this.#extras ??= { hdrs: [], ftrs: [], htmlAttrs: {}, bodyAttrs: {} };
  }
}

function toUrl({ origin, path, query }: Target): URL {
  return new URL(`${origin}${path}${query && `?${query}`}`);
}
