/** The argument of a handler: a request and all that is known of it, computed when first used. */
import { NullObject } from "../../null_object.ts";
import type { BodyLimits } from "./body/limits.ts";
import { readFields, readQuery, readText } from "./body/read.ts";
import { readCookie, readCookies } from "../cookies.ts";
import { readHtmx, wantsFragment } from "./htmx_headers.ts";
import { type OpenSession, openSession, sealSession, type SessionConfig } from "./session.ts";
import { DisconnectWatch } from "./disconnect.ts";
import { Scope } from "./scope.ts";
import { Spool } from "./body/spool.ts";
import { type Target, toHref, UNKNOWN_TARGET } from "./target.ts";
import type {
  AppInfo,
  AppState,
  Auth,
  BodyData,
  HtmxHeaders,
  RequestContext,
  ServeInfo,
  Session,
} from "../types.ts";

/** What a context needs of its application. */
export interface ContextOptions {
  readonly app: AppInfo;
  readonly limits: BodyLimits;
  readonly session: () => SessionConfig;
  /** The number of proxies in front of the server. */
  readonly trustProxy: number;
  /** Aborted when the server closes. */
  readonly closing: AbortSignal;
}

/** Parts that handlers add to the page of this request. */
export interface PageExtras {
  readonly hdrs: unknown[];
  readonly ftrs: unknown[];
  readonly htmlAttrs: Record<string, unknown>;
  readonly bodyAttrs: Record<string, unknown>;
}

/** Values computed so far: most requests need few. */
interface Known {
  url?: URL;
  query?: BodyData;
  cookie?: string;
  cookies?: Readonly<Record<string, string>>;
  fields?: Promise<BodyData>;
  text?: Promise<string>;
  session?: OpenSession;
  scope?: Record<string, unknown>;
  extras?: PageExtras;
  watch?: DisconnectWatch;
  spool?: Spool;
}

/** The context of a request. Parameters become its own properties. */
export class OpenContext implements RequestContext {
  readonly req: Request;
  readonly headers: Headers;
  #target: Target = UNKNOWN_TARGET;
  readonly #options: ContextOptions;
  readonly #info: ServeInfo | undefined;
  #lazy: Known | undefined;

  constructor(req: Request, options: ContextOptions, info: ServeInfo | undefined) {
    this.req = req;
    this.headers = req.headers;
    this.#options = options;
    this.#info = info;
  }

  get url(): URL {
    return this.#known.url ??= new URL(toHref(this.#target));
  }

  get app(): AppInfo {
    return this.#options.app;
  }

  get state(): AppState {
    return this.#options.app.state;
  }

  get scope(): Record<string, unknown> {
    const { trustProxy } = this.#options;
    return this.#known.scope ??= new Scope(this.headers, trustProxy, this.#info);
  }

  get auth(): Auth {
    return this.#lazy?.scope?.auth as Auth;
  }

  get session(): Session {
    return this.#openSession().session;
  }

  get htmx(): HtmxHeaders {
    return readHtmx(this.headers);
  }

  get cookies(): Readonly<Record<string, string>> {
    return this.#known.cookies ??= readCookies(this.#cookie);
  }

  get signal(): AbortSignal {
    this.#known.watch ??= new DisconnectWatch(this.req.signal, this.#options.closing);
    return this.#known.watch.signal;
  }

  get body(): () => Promise<string> {
    return () => this.#readText();
  }

  get data(): () => Promise<BodyData> {
    const known = this.#known;
    const { limits } = this.#options;
    return () =>
      known.fields ??= readFields(this.req, {
        limits,
        spool: known.spool = new Spool(),
        text: () => this.#readText(),
      });
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
  static query(context: OpenContext): BodyData {
    return context.#known.query ??= readQuery(
      context.#target.query,
      context.#options.limits.maxFields,
      new NullObject(),
    );
  }

  /** Sets the target, once it is checked. */
  static aim(context: OpenContext, target: Target): Target {
    return context.#target = target;
  }

  /** The path and query as they were sent. */
  static target(context: OpenContext): Target {
    return context.#target;
  }

  /** What handlers added to the page; undefined when nothing was added. */
  static extras(context: OpenContext): PageExtras | undefined {
    return context.#lazy?.extras;
  }

  /** What the server knows of the request. */
  static info(context: OpenContext): ServeInfo | undefined {
    return context.#info;
  }

  /** Stops the watch for a disconnect: the response is handed over. */
  static stay(context: OpenContext): void {
    context.#lazy?.watch?.stop();
  }

  /** The files that are kept on disk until the response is sent; undefined when there are none. */
  static spool(context: OpenContext): Spool | undefined {
    const spool = context.#lazy?.spool;
    return spool?.isEmpty === false ? spool : undefined;
  }

  /** Aborted when the server closes. */
  static closing(context: OpenContext): AbortSignal {
    return context.#options.closing;
  }

  /** Whether the response is a fragment. */
  static wantsFragment(context: OpenContext): boolean {
    return wantsFragment(context.headers);
  }

  /** Whether the session was read, so that the response depends on the user. */
  static usedSession(context: OpenContext): boolean {
    return context.#lazy?.session !== undefined;
  }

  /** The `Set-Cookie` of a session that changed; one that is too large throws and is dropped. */
  static sealSession(context: OpenContext): string | undefined {
    const session = context.#lazy?.session;
    if (!session) return;
    delete context.#known.session;
    const options = context.#options.session();
    const secure = options.attributes.secure ?? context.#target.origin.startsWith("https:");
    return sealSession(session, { ...options, attributes: { ...options.attributes, secure } });
  }

  get #known(): Known {
    return this.#lazy ??= {};
  }

  get #cookie(): string {
    return this.#known.cookie ??= this.headers.get("cookie") ?? "";
  }

  /** Text and fields come from the same bytes, so a webhook may check a signature over the text. */
  #readText(): Promise<string> {
    return this.#known.text ??= readText(this.req, this.#options.limits);
  }

  #openSession(): OpenSession {
    const options = this.#options.session();
    return this.#known.session ??= openSession(readCookie(this.#cookie, options.cookie), options);
  }

  #openExtras(): PageExtras {
    return this.#known.extras ??= { hdrs: [], ftrs: [], htmlAttrs: {}, bodyAttrs: {} };
  }
}
