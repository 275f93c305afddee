/** The options of an application, and their defaults. */
import { isLive } from "./dev/watch_mode.ts";
import { type ExtName, toHxExt } from "../browser/htmx_extensions.ts";
import type { Attrs, Child } from "../html/mod.ts";
import type { Before, BeforewareGuard } from "../http/before.ts";
import { BODY_LIMITS, type BodyLimits } from "../http/request/body/read.ts";
import type { Broker } from "../live/broker.ts";
import { SOCKET_LIMITS, type SocketLimits } from "../live/socket.ts";
import type { CspDirectives } from "../http/reply/csp.ts";
import type { Middleware } from "../http/middleware.ts";
import type { LifecycleHook, Lifespan } from "./lifecycle.ts";
import type { Converter } from "../http/routing/path.ts";
import type { AppState, BodyWrap, RequestContext } from "../http/types.ts";

/** Handles an error: gets the request's context and the error. */
// deno-lint-ignore no-explicit-any -- each handler knows the class that it was registered for
export type ExceptionHandler = (context: RequestContext, error: any) => unknown;

/** A function that runs after every handler. A value that it returns replaces `resp`. */
export type After =
  | ((context: RequestContext & { readonly resp: unknown }) => unknown)
  | BeforewareGuard;

/** Options of an application. Names are FastHTML's in camelCase. */
export interface FastHTMLOptions extends Partial<BodyLimits & SocketLimits> {
  /** The title of pages that set none. Default: "FastHTML page". */
  title?: string;
  /** What every head has beside the defaults: styles, scripts, meta elements. */
  hdrs?: Child | readonly Child[];
  /** Content at the end of every body. */
  ftrs?: Child | readonly Child[];
  /** Attributes of `<html>`. */
  htmlAttrs?: Attrs;
  /** Attributes of `<body>`. */
  bodyAttrs?: Attrs;
  /** Wraps the content of every page's body. */
  bodyWrap?: BodyWrap;
  /** Whether heads contain the character set, the viewport, htmx and Pico. Default: true. */
  defaultHdrs?: boolean;
  /** The version of htmx, or false for none. Default: 4. */
  htmx?: 4 | 2 | false;
  /** Whether pages are styled by Pico. Default: false; in `fastApp()` true. */
  pico?: boolean;
  /** Whether htmx and Pico come from a CDN rather than from this application. Default: false. */
  cdn?: boolean;
  /** Functions that run before every handler. A value that one returns is the response. */
  before?: Before | readonly Before[];
  /** Functions that run after every handler. */
  after?: After | readonly After[];
  /** Handlers of errors, by status. */
  exceptionHandlers?: Readonly<Record<number, ExceptionHandler>>;
  /** Whether error pages show the stack and the source. Default: false. */
  debug?: boolean;
  /** The secret that signs sessions, at least 32 characters; of several, the first signs. */
  secretKey?: string | readonly string[];
  /** The file that keeps the secret when none is given. Default: `.sesskey`. */
  keyFname?: string;
  /** The name of the session's cookie. Default: `session_`. */
  sessionCookie?: string;
  /** Seconds until a session expires after its last change. Default: 14 days. */
  maxAge?: number;
  /** Whether sessions are encrypted, not only signed. Default: false. */
  encrypt?: boolean;
  /** The paths that the session cookie is sent to. Default: `/`. */
  sessPath?: string;
  /** The domain that the session cookie is sent to. Default: only this host. */
  sessDomain?: string;
  /** Which requests from other sites carry the session. Default: `lax`. */
  sameSite?: "strict" | "lax" | "none";
  /** Whether the session cookie is sent over https only. Default: yes for https requests. */
  sessHttpsOnly?: boolean;
  /**
   * The folder of static files. Default: `static` beside the main module, or in the working folder
   * when the main module is not a file, as in `deno run jsr:…`.
   */
  staticPath?: string | URL;
  /**
   * Hosts that the application answers for, such as `example.com` or `*.example.com`. Default: all.
   */
  allowedHosts?: readonly string[];
  /** Origins of other sites whose pages may submit forms here, such as `https://example.com`. */
  trustedOrigins?: readonly string[];
  /** Converters for paths, such as `{ hex: /[0-9a-f]+/ }`. */
  converters?: Readonly<Record<string, RegExp | Converter>>;
  /** htmx extensions by name, such as `ws` and `sse`. */
  exts?: ExtName | readonly ExtName[];
  /**
   * The broker that carries channels between machines. Default: only the workers of this process.
   */
  broker?: Broker;
  /**
   * Whether `serve()` restarts the program when its files change, and pages reload. Default: true
   * under `deno run --watch`. Always false in production: when `DENO_ENV` or `NODE_ENV` says so,
   * and on Deno Deploy.
   */
  live?: boolean;
  /** Values that the application keeps for all requests. */
  state?: AppState;
  /**
   * Whether browsers run only this application's scripts and styles, by a strict
   * Content-Security-Policy with a nonce for each response; or further directives. Event handlers
   * in attributes, `hx-on` included, do not run then. Default: false.
   */
  csp?: boolean | CspDirectives;
  /** Functions around the whole application; the first is outermost. */
  middleware?: Middleware | readonly Middleware[];
  /** Functions that run once, before the first request is answered. */
  onStartup?: LifecycleHook | readonly LifecycleHook[];
  /** Functions that run once, after the last request. */
  onShutdown?: LifecycleHook | readonly LifecycleHook[];
  /**
   * A generator that runs to its `yield` before the first request, and continues after the last.
   */
  lifespan?: Lifespan;
  /**
   * A prefix that a proxy puts before every path, such as `/shop`; URLs of routes start with it.
   */
  basePath?: string;
  /**
   * The number of proxies in front of the server; true is one. The client's host, scheme and IP
   * address are then read from `X-Forwarded-*`. Default: 0, which ignores those headers.
   */
  trustProxy?: boolean | number;
}

/** Two weeks, in seconds. */
const FORTNIGHT = 14 * 24 * 60 * 60;

/** An application's options, each with a value. */
export type Config = ReturnType<typeof toConfig>;

/** Fills in the default of every missing option. */
// deno-lint-ignore explicit-module-boundary-types -- the type is what it returns
export function toConfig(options: FastHTMLOptions) {
  return {
    ...options,
    title: options.title ?? "FastHTML page",
    hdrs: toList(options.hdrs),
    ftrs: toList(options.ftrs),
    htmlAttrs: options.htmlAttrs ?? {},
    bodyAttrs: { ...toHxExt(toList(options.exts), options.htmx), ...options.bodyAttrs },
    defaultHdrs: options.defaultHdrs ?? true,
    htmx: options.htmx ?? 4,
    pico: options.pico ?? false,
    cdn: options.cdn ?? false,
    before: toList(options.before),
    after: toList(options.after),
    middleware: toList(options.middleware),
    onStartup: toList(options.onStartup),
    onShutdown: toList(options.onShutdown),
    lifespan: options.lifespan,
    basePath: options.basePath ?? "",
    trustProxy: Number(options.trustProxy ?? 0),
    converters: Object.fromEntries(
      Object.entries(options.converters ?? {}).map(([name, converter]) =>
        [name, converter instanceof RegExp ? { pattern: converter } : converter] as const
      ),
    ),
    debug: options.debug ?? false,
    keyFname: options.keyFname ?? ".sesskey",
    sessionCookie: options.sessionCookie ?? "session_",
    maxAge: options.maxAge ?? FORTNIGHT,
    encrypt: options.encrypt ?? false,
    staticPath: options.staticPath ??
      (Deno.mainModule.startsWith("file:") ? new URL("static", Deno.mainModule) : "static"),
    exts: toList(options.exts),
    live: isLive(options.live),
    trustedOrigins: new Set(options.trustedOrigins),
    limits: {
      maxBody: options.maxBody ?? BODY_LIMITS.maxBody,
      maxUpload: options.maxUpload ?? BODY_LIMITS.maxUpload,
      maxFields: options.maxFields ?? BODY_LIMITS.maxFields,
      maxFiles: options.maxFiles ?? BODY_LIMITS.maxFiles,
      maxFile: options.maxFile ?? options.maxUpload ?? BODY_LIMITS.maxFile,
      spoolAbove: options.spoolAbove ?? BODY_LIMITS.spoolAbove,
      maxDepth: options.maxDepth ?? BODY_LIMITS.maxDepth,
      maxMessage: options.maxMessage ?? SOCKET_LIMITS.maxMessage,
      maxRate: options.maxRate ?? SOCKET_LIMITS.maxRate,
      maxWaiting: options.maxWaiting ?? SOCKET_LIMITS.maxWaiting,
      maxUnsent: options.maxUnsent ?? SOCKET_LIMITS.maxUnsent,
      idleTimeout: options.idleTimeout ?? SOCKET_LIMITS.idleTimeout,
    },
  };
}

function toList<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}
