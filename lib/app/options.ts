/** The options of an application, as programs write them. */
import type { ExtName } from "../browser/htmx_extensions.ts";
import type { Child } from "../html/mod.ts";
import type { After } from "../http/after.ts";
import type { Before } from "../http/before.ts";
import type { Messages } from "../http/messages.ts";
import type { CorsOptions } from "../http/cors.ts";
import type { Middleware } from "../http/middleware.ts";
import type { CspDirectives } from "../http/reply/csp.ts";
import type { BodyLimits } from "../http/request/body/limits.ts";
import type { ConnectionLimits } from "../http/request/connections.ts";
import type { ServerSessions } from "../http/request/kept_session.ts";
import type { Converter } from "../http/routing/path.ts";
import type { AppState, BodyWrap, PageAttrs, RequestContext } from "../http/types.ts";
import type { Broker } from "../live/broker.ts";
import type { SocketLimits } from "../live/socket.ts";
import type { HealthCheck } from "./health.ts";
import type { LifecycleHook, Lifespan } from "./lifecycle.ts";
import type { LogEntry } from "./log/entry.ts";

/** Handles an error: gets the request's context and the error. */
// deno-lint-ignore no-explicit-any -- each handler knows the class that it was registered for
export type ExceptionHandler = (context: RequestContext, error: any) => void;

/** Options of an application. Names are FastHTML's in camelCase, or are in a group. */
export interface FastHTMLOptions {
  // Pages
  /** The title of pages that set none. Default: `FastHTML page`. */
  title?: string;
  /** Elements that every head has in addition to the defaults: styles, scripts, meta elements. */
  hdrs?: Child | readonly Child[];
  /** Content at the end of every body. */
  ftrs?: Child | readonly Child[];
  /**
   * Attributes of `<html>`. Its `lang` is `en` where they name none. A function makes the value for
   * each page: `{ data_theme: ({ cookies }) => cookies.theme }`.
   */
  htmlAttrs?: PageAttrs;
  /** Attributes of `<body>`, which may be functions, too. */
  bodyAttrs?: PageAttrs;
  /**
   * The library's own sentences in other languages, by tag: `{ de: { notFound: "…" } }`. Users read
   * the language of the page, `htmlAttrs.lang`, or without one that which their browser prefers.
   */
  messages?: Readonly<Record<string, Messages>>;
  /** Wraps the content of every page's body. */
  bodyWrap?: BodyWrap;
  /** Whether heads contain the character set, the viewport, htmx and Pico. Default: true. */
  defaultHdrs?: boolean;
  /**
   * The origin of the pages' canonical URLs, such as `https://example.com`: search engines then know
   * a page by one URL. False for none. Default: that of `BASE_URL` in the environment.
   */
  canonical?: string | false;
  /** The version of htmx, or false for none. Default: 4. */
  htmx?: 4 | 2 | false;
  /** htmx extensions by name, such as `ws` and `sse`. */
  exts?: ExtName | readonly ExtName[];
  /** Whether pages are styled by Pico. Default: false; in `fastApp()`, as `defaultHdrs`. */
  pico?: boolean;
  /** Whether scripts have `me` and `any`, and styles can be for `me`, their parent. Default: true. */
  surreal?: boolean;
  /** Whether htmx and Pico come from a CDN rather than from this application. Default: false. */
  cdn?: boolean;

  // Requests
  /**
   * Functions that run before every handler, file and mounted application. A value that one returns
   * is the response.
   */
  before?: Before | readonly Before[];
  /** Functions that run after every handler. A value that one returns replaces the result. */
  after?: After | readonly After[];
  /** Functions around the whole application. The first is outermost. */
  middleware?: Middleware | readonly Middleware[];
  /** Handlers of errors, by status. */
  exceptionHandlers?: Readonly<Record<number, ExceptionHandler>>;
  /** Converters for paths, such as `{ hex: /[0-9a-f]+/ }`. */
  converters?: Readonly<Record<string, RegExp | Converter>>;
  /**
   * The folder of static files. Default: `static` next to the main module, or in the working folder
   * when the main module is not a file, as in `deno run jsr:…`.
   */
  staticPath?: string | URL;
  /** Values that the application keeps for all requests. Default: an empty object. */
  state?: AppState;

  // Security
  /** How sessions are kept. */
  session?: SessionOptions;
  /** How much a client may send. */
  limits?: LimitOptions;
  /**
   * Hosts whose requests the application accepts, such as `example.com` or `*.example.com`. Default:
   * all; in development `localhost`, `127.0.0.1` and `[::1]`, always.
   */
  allowedHosts?: readonly string[];
  /** Origins of other sites whose pages may submit forms here, such as `https://example.com`. */
  trustedOrigins?: readonly string[];
  /** Whose scripts may send requests here and read the responses. */
  cors?: CorsOptions;
  /**
   * Whether a WebSocket opens only with an `Origin`, which browsers send and other programs need not.
   * Default: false.
   */
  requireOrigin?: boolean;
  /**
   * Whether browsers run only this application's scripts and styles, by a strict
   * Content-Security-Policy with a nonce for each response. Or further directives. Event handlers
   * in attributes, `hx-on` included, do not run then. Default: false.
   */
  csp?: boolean | CspDirectives;
  /**
   * Whether browsers use only https for this host, for a year: `Strict-Transport-Security`. Or the
   * value of that header, such as `max-age=63072000; includeSubDomains`. Not sent in development.
   * Default: false.
   */
  hsts?: boolean | string;
  /**
   * Which features pages and frames in them may use. Frames of other sites may not use camera,
   * microphone, geolocation and screen capture. An example is
   * `{ geolocation: "()", camera: '(self "https://meet.example")' }`. False sends no
   * `Permissions-Policy`.
   */
  permissionsPolicy?: false | Readonly<Record<string, string>>;

  // Running
  /** Whether errors show the stack and the program's source. Default: true in development. */
  debug?: boolean;
  /**
   * Whether `serve()` restarts the program when its files change, and pages reload. Default: true
   * under `deno run --watch`. Always false in production: when `DENO_ENV` or `NODE_ENV` is
   * `production`, and on Deno Deploy. `watch` names files that the program reads, and folders, from
   * its own.
   */
  live?: boolean | { watch: readonly string[] };
  /**
   * How requests and errors are logged: as lines of text or of JSON, by a function, or not at all.
   * Default: on a server text in development and on a terminal, and JSON elsewhere.
   * `FASTHTML_LOG` in the environment changes that: `text`, `json` or `off`.
   */
  log?: "text" | "json" | false | ((entry: LogEntry) => void);
  /**
   * Whether `/_fasthtml/health` shows if the server is ready, before guards and without a line in
   * the log. Or functions that check what it needs, and throw or return false. Default: false.
   */
  health?: boolean | HealthCheck | readonly HealthCheck[];
  /** Functions that run once, before the first request is handled. */
  onStartup?: LifecycleHook | readonly LifecycleHook[];
  /** Functions that run once, after the last request. */
  onShutdown?: LifecycleHook | readonly LifecycleHook[];
  /** A generator that runs to its `yield` before the first request, and continues after the last. */
  lifespan?: Lifespan;
  /** A prefix that a proxy puts before every path, such as `/shop`. URLs of routes start with it. */
  basePath?: string;
  /**
   * The number of proxies in front of the server; true is one. The client's host, scheme and IP
   * address are then read from `X-Forwarded-*`, which are otherwise ignored. Default: 0.
   */
  trustProxy?: boolean | number;
  /** The message broker of channels between machines. Default: only the workers of this process. */
  broker?: Broker;

  // FastHTML's names
  /** FastHTML's name of `session.secret`. */
  secretKey?: SessionOptions["secret"];
  /** FastHTML's name of `session.secretFile`. */
  keyFname?: SessionOptions["secretFile"];
  /** FastHTML's name of `session.cookie`. */
  sessionCookie?: SessionOptions["cookie"];
  /** FastHTML's name of `session.maxAge`. */
  maxAge?: SessionOptions["maxAge"];
  /** FastHTML's name of `session.path`. */
  sessPath?: SessionOptions["path"];
  /** FastHTML's name of `session.domain`. */
  sessDomain?: SessionOptions["domain"];
  /** FastHTML's name of `session.sameSite`. */
  sameSite?: SessionOptions["sameSite"];
  /** FastHTML's name of `session.secure`. */
  sessHttpsOnly?: SessionOptions["secure"];
}

/** How sessions are kept: the option `session`. */
export interface SessionOptions {
  /**
   * The secret that signs sessions, at least 32 characters. Of several, the first signs. Default:
   * `FASTHTML_SECRET` from the environment, or the content of `secretFile`.
   */
  secret?: string | readonly string[];
  /** The file with the secret when none is given, created if absent. Default: `.sesskey`. */
  secretFile?: string;
  /** The name of the session's cookie, over https after `__Host-`. Default: `session_`. */
  cookie?: string;
  /** Seconds until a session expires that is not used. Default: 14 days. */
  maxAge?: number;
  /**
   * Seconds from its start, such as the sign-in, until a session expires, however much it is used.
   * Default: 90 days, or `maxAge` if that is more.
   */
  lifetime?: number;
  /** Whether sessions are encrypted, not only signed. Default: false. */
  encrypt?: boolean;
  /** The paths that the session's cookie is sent to. Default: `/`. */
  path?: string;
  /** The domain that the session's cookie is sent to. Default: only this host. */
  domain?: string;
  /** Which requests from other sites carry the session: strict, lax or none. Default: `lax`. */
  sameSite?: "strict" | "lax" | "none";
  /**
   * Whether the session's cookie is sent over https only. Default: yes for https requests, and where
   * `BASE_URL` in the environment is one of https.
   */
  secure?: boolean;
  /**
   * Where sessions are kept on the server, so that they can be listed and ended: what `sessions(db)`
   * of `ext/sessions` makes. Default: in their cookies.
   */
  store?: ServerSessions;
}

/** How much a client may send: the option `limits`. */
export interface LimitOptions
  extends Partial<BodyLimits>, Partial<SocketLimits>, Partial<ConnectionLimits> {}
