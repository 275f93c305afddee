/** The options of an application: checked, and each with its default. */
import { BeforewareGuard } from "../http/before.ts";
import { type CookieOptions, toSetCookie } from "../http/cookies.ts";
import { Cors, type CorsOptions } from "../http/cors.ts";
import { isToken } from "../http/headers.ts";
import { isOfWeb } from "../http/reply/htmx_response.ts";
import { BODY_LIMITS } from "../http/request/body/limits.ts";
import { CONNECTION_LIMITS } from "../http/request/connections.ts";
import { SOCKET_LIMITS } from "../live/socket.ts";
import { toHxExt } from "../browser/htmx_extensions.ts";
import { env, isDevelopment, isLive } from "./dev/watch_mode.ts";
import { toLanguages } from "./languages.ts";
import {
  anything,
  callable,
  checkOptions,
  either,
  flag,
  limit,
  listOf,
  object,
  oneOf,
  oneOrMore,
  type Rule,
  rule,
  type RulesOf,
  text,
  whole,
} from "./option_rules.ts";
import type { AppState } from "../http/types.ts";
import type { FastHTMLOptions, LimitOptions, SessionOptions } from "./options.ts";

/** In seconds. */
const DAY = 24 * 60 * 60;

/** FastHTML's names of the session's options. */
const FLAT = {
  secretKey: "secret",
  keyFname: "secretFile",
  sessionCookie: "cookie",
  maxAge: "maxAge",
  sessPath: "path",
  sessDomain: "domain",
  sameSite: "sameSite",
  sessHttpsOnly: "secure",
} as const satisfies Partial<Record<keyof FastHTMLOptions, keyof SessionOptions>>;

const functions: Rule = oneOrMore(
  either(callable, rule("what Beforeware() makes", (value) => value instanceof BeforewareGuard)),
);

/** A host as the header `Host` has it, without its port. */
const host: Rule = rule(
  'a host without a port, such as "example.com" or "*.example.com"',
  (value) => /^(?:(?:\*\.)?[\w.-]+|\[[\da-f:.]+\])$/i.test(String(value)),
);

/** An origin as browsers send it: one with a path, if only a slash, would be equal to none. */
const origin: Rule = rule(
  'an origin such as "https://example.com"',
  (value) => toOrigin(String(value)) === value,
);

const handlers = rule(
  'functions by status, such as { 404: () => P("Not here") }',
  (value) =>
    object.fits(value) &&
    Object.entries(value as object).every(([status, handler]) =>
      /^[45]\d\d$/.test(status) && callable.fits(handler)
    ),
);

const broker = rule(
  "an object with subscribe(), publish() and close()",
  (value) =>
    object.fits(value) &&
    ["subscribe", "publish", "close"].every((name) =>
      callable.fits((value as Record<string, unknown>)[name])
    ),
);

/** Directives of a policy: names, and values that a header can hold. */
const directives: Rule = rule(
  `directives by name, such as { "img-src": "'self' https:" }`,
  (value) =>
    object.fits(value) &&
    Object.entries(value as object).every(([name, text]) =>
      /^[\w-]+$/.test(name) && typeof text === "string" && /^[\x20-\x7e]*$/.test(text)
    ),
);

const hsts: Rule = rule(
  'a value such as "max-age=63072000; includeSubDomains; preload"',
  (value) => /^max-age=\d+(; ?(includeSubDomains|preload))*$/i.test(`${value}`),
);

const watched: Rule = rule(
  'what is watched, such as { watch: ["content"] }',
  (value) => {
    const { watch, ...others } = Object(value);
    return Object.keys(others).length === 0 && Array.isArray(watch) &&
      watch.every((path) => typeof path === "string");
  },
);

const store = rule(
  "what sessions() of ext/sessions makes",
  (value) =>
    object.fits(value) &&
    ["read", "insert", "update", "remove", "end", "onEnd", "know"].every((name) =>
      callable.fits((value as Record<string, unknown>)[name])
    ),
);

const SESSION: RulesOf<SessionOptions> = {
  secret: oneOrMore(text),
  secretFile: text,
  cookie: rule('the name of a cookie, such as "session_"', (value) => isCookie(value, {})),
  maxAge: whole("seconds", 1),
  lifetime: either(whole("seconds", 1), oneOf(Infinity)),
  encrypt: flag,
  path: rule('a path such as "/"', (path) => /^\//.test(`${path}`) && isCookie("a", { path })),
  domain: rule('a domain such as "example.com"', (domain) => isCookie("a", { domain })),
  sameSite: oneOf("strict", "lax", "none"),
  secure: flag,
  store,
};

const LIMITS: RulesOf<LimitOptions> = {
  maxBody: limit("bytes"),
  maxUpload: limit("bytes"),
  maxFields: limit("fields"),
  maxFiles: limit("files"),
  maxFile: limit("bytes"),
  spoolAbove: limit("bytes"),
  maxSpooled: limit("bytes"),
  bodyTimeout: limit("seconds"),
  maxDepth: limit("levels"),
  maxItems: limit("names and values"),
  maxMessage: limit("bytes"),
  maxRate: limit("messages"),
  maxWaiting: limit("messages"),
  maxUnsent: limit("bytes"),
  idleTimeout: whole("seconds"),
  maxSockets: limit("sockets"),
  maxClientSockets: limit("sockets"),
};

const tokens: Rule = listOf(rule('a name such as "X-Total"', (value) => isToken(`${value}`)));

const CORS: RulesOf<CorsOptions> = {
  origins: rule('"*" or a list of origins', (value) => value === "*", origin),
  methods: tokens,
  headers: tokens,
  expose: tokens,
  credentials: flag,
  maxAge: whole("seconds"),
};

/** What each option of an application takes. */
export const RULES: RulesOf<FastHTMLOptions> = {
  title: text,
  hdrs: anything,
  ftrs: anything,
  htmlAttrs: object,
  bodyAttrs: object,
  messages: object,
  bodyWrap: callable,
  defaultHdrs: flag,
  canonical: either(oneOf(false), origin),
  htmx: oneOf(4, 2, false),
  exts: oneOrMore(text),
  pico: flag,
  surreal: flag,
  cdn: flag,
  before: functions,
  after: functions,
  middleware: functions,
  exceptionHandlers: handlers,
  converters: object,
  staticPath: either(text, rule("a URL", (value) => value instanceof URL)),
  state: object,
  allowedHosts: listOf(host),
  trustedOrigins: listOf(origin),
  requireOrigin: flag,
  csp: either(flag, directives),
  hsts: either(flag, hsts),
  permissionsPolicy: either(oneOf(false), directives),
  debug: flag,
  live: either(flag, watched),
  log: either(oneOf("text", "json", false), callable),
  health: rule(
    "true, false, a function or a list of functions",
    (value) => flag.fits(value) || callable.fits(value),
    callable,
  ),
  onStartup: functions,
  onShutdown: functions,
  lifespan: callable,
  basePath: text,
  trustProxy: either(flag, whole("proxies")),
  broker,
  ...Object.fromEntries(
    Object.entries(FLAT).map(([flat, name]) => [flat, SESSION[name]]),
  ) as RulesOf<typeof FLAT>,
  cors: { group: CORS },
  session: { group: SESSION },
  limits: { group: LIMITS },
};

/** FastHTML's options that are not there, and what takes their places. */
export const INSTEAD: Readonly<Record<string, string>> = {
  htmlkw: "htmlAttrs",
  bodykw: "bodyAttrs",
  htmx4: "htmx: 4, which is the default, or htmx: 2",
  routes: "app.addRoute(route)",
  render: "a method __ft__() of the row's class",
  tbls: "tables",
  db_file: "db",
  sess_cls: "session, or a function in middleware",
  max_part_size: "limits.maxFile",
  nb_hdrs: "show() of @fasthtml/fasthtml/ext/jupyter",
  reload_attempts: "live, whose pages wait for the program by themselves",
  reload_interval: "live, whose pages wait for the program by themselves",
};

/** Every limit, with its value. */
type Limits = Required<LimitOptions>;

/** An application's options, each with a value. */
export type Config = ReturnType<typeof toConfig>;

/** Checks the options, and fills in the default of every missing one. */
// deno-lint-ignore explicit-module-boundary-types -- the type is what it returns
export function toConfig(options: FastHTMLOptions) {
  if (!("Deno" in globalThis)) {
    throw new Error(
      "Cannot make an application: found no Deno, expected it, or @deno/shim-deno on Node.js and Bun",
    );
  }
  checkOptions("make an application", options, RULES, INSTEAD);
  return {
    title: options.title ?? "FastHTML page",
    hdrs: toList(options.hdrs),
    ftrs: toList(options.ftrs),
    htmlAttrs: options.htmlAttrs ?? {},
    bodyAttrs: { ...toHxExt(toList(options.exts), options.htmx), ...options.bodyAttrs },
    languages: toLanguages(options.messages),
    bodyWrap: options.bodyWrap,
    defaultHdrs: options.defaultHdrs ?? true,
    canonical: options.canonical ?? readBaseUrl(),
    htmx: options.htmx ?? 4,
    exts: toList(options.exts),
    pico: options.pico ?? false,
    surreal: options.surreal ?? true,
    cdn: options.cdn ?? false,
    before: toList(options.before),
    after: toList(options.after),
    middleware: toList(options.middleware),
    exceptionHandlers: options.exceptionHandlers ?? {},
    converters: Object.fromEntries(
      Object.entries(options.converters ?? {}).map(([name, converter]) =>
        [name, converter instanceof RegExp ? { pattern: converter } : converter] as const
      ),
    ),
    staticPath: options.staticPath ??
      (Deno.mainModule.startsWith("file:") ? new URL("static", Deno.mainModule) : "static"),
    state: options.state ?? {} as AppState,
    session: toSession(options),
    limits: toLimits(options.limits, {
      ...BODY_LIMITS,
      ...SOCKET_LIMITS,
      ...CONNECTION_LIMITS,
      maxFile: options.limits?.maxUpload ?? BODY_LIMITS.maxFile,
    }),
    allowedHosts: options.allowedHosts,
    isDevelopment: isDevelopment(options),
    trustedOrigins: new Set([...options.trustedOrigins ?? [], ...toOrigins(options)]),
    cors: options.cors && new Cors(options.cors),
    requireOrigin: options.requireOrigin ?? false,
    csp: options.csp ?? false,
    // In development it would keep a browser from every other program on this machine's name.
    hsts: isDevelopment(options) ? false : options.hsts,
    permissionsPolicy: options.permissionsPolicy ?? {},
    debug: options.debug ?? isDevelopment(options),
    live: isLive(options.live),
    watch: typeof options.live === "object" ? options.live.watch : [],
    log: options.log,
    health: options.health ? toList(options.health === true ? [] : options.health) : undefined,
    onStartup: toList(options.onStartup),
    onShutdown: toList(options.onShutdown),
    lifespan: options.lifespan,
    basePath: options.basePath ?? "",
    trustProxy: Number(options.trustProxy ?? 0),
    broker: options.broker,
  };
}

/**
 * The origins whose scripts may send requests: their forms may as well. Throws where all may, and
 * the user's cookies would go with them.
 */
function toOrigins({ cors, session, sameSite = session?.sameSite }: FastHTMLOptions) {
  if (!cors) return [];
  const { origins, credentials } = cors;
  if (origins === undefined) {
    throw new TypeError('Cannot make an application: cors has no origins, expected a list or "*"');
  }
  if (origins !== "*") return origins;
  const odd = credentials
    ? "cors.credentials is true"
    : sameSite === "none" && 'sameSite is "none"';
  if (!odd) return [];
  throw new TypeError(
    `Cannot make an application: cors.origins is "*" and ${odd}, expected a list`,
  );
}

/** Tells the developer of a site on https that browsers still take http for it. */
export function adviseHsts({ hsts, trustProxy }: Config): void {
  if (hsts !== undefined || !trustProxy && !env("BASE_URL")?.startsWith("https:")) return;
  // deno-lint-ignore no-console -- what the developer must decide goes to the terminal
  console.warn(
    "Strict-Transport-Security is not sent: set hsts to true where the site is on https alone, or " +
      "to false where it is not, or where the proxy sends it",
  );
}

/** Checks limits; those that are not given are as in `others`. */
export function toLimits(limits: LimitOptions = {}, others: Limits): Limits {
  checkOptions("set limits", { limits }, { limits: { group: LIMITS } });
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  return { ...others, ...Object.fromEntries(given) };
}

/** The options of the session, under their names in the group or FastHTML's. */
function toSession(options: FastHTMLOptions) {
  const flat: Record<string, unknown> = {};
  for (const [alias, name] of Object.entries(FLAT) as [keyof typeof FLAT, keyof SessionOptions][]) {
    const value = options[alias];
    if (value === undefined) continue;
    if (options.session?.[name] !== undefined && options.session[name] !== value) {
      throw new TypeError(
        `Cannot make an application: ${alias} and session.${name} differ, expected one of them`,
      );
    }
    flat[name] = value;
  }
  const given: SessionOptions = { ...options.session, ...flat };
  const { maxAge = 14 * DAY } = given;
  return {
    secret: given.secret,
    secretFile: given.secretFile ?? ".sesskey",
    cookie: given.cookie ?? "session_",
    maxAge,
    lifetime: given.lifetime ?? Math.max(90 * DAY, maxAge),
    encrypt: given.encrypt ?? false,
    path: given.path ?? "/",
    domain: given.domain,
    sameSite: given.sameSite ?? "lax",
    secure: given.secure,
    store: given.store,
  };
}

function toList<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}

/** Whether a cookie of this name and with these attributes can be written. */
function isCookie(name: unknown, attributes: { path?: unknown; domain?: unknown }): boolean {
  if (![name, ...Object.values(attributes)].every(text.fits)) return false;
  try {
    toSetCookie(name as string, "", attributes as CookieOptions);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The origin of the program's public URL, if it names one of the web. */
function readBaseUrl(): string | undefined {
  const url = URL.parse(env("BASE_URL") ?? "");
  return isOfWeb(url) ? url?.origin : undefined;
}

/** The origin of a URL; `new URL()` knows none for schemes such as `chrome-extension`. */
function toOrigin(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.protocol}//${parsed.host}` : undefined;
}
