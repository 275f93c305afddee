/** A client for tests: requests without a server, and a cookie jar. */
import { type Maybe, then } from "../maybe.ts";
import { makeOptionCheck } from "../option_check.ts";
import { MISTAKE, type Mistake } from "../result_marks.ts";
import { readSessionData, type SessionConfig, toSessionCookie } from "../http/request/session.ts";
import type { SessionData } from "../http/types.ts";
import type { FastHTML } from "./app.ts";
import { CookieJar } from "./cookie_jar.ts";
import { SESSION, type SessionKeeper } from "./secret.ts";

/** What a request of the client has beside the URL. */
export interface ClientRequest extends RequestInit {
  /** Fields of a form, sent as a browser sends them. */
  data?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** A value to send as JSON. */
  json?: unknown;
  /** Whether the request claims to come from htmx, so that the response is a fragment. */
  htmx?: boolean;
}

const checkRequest = makeOptionCheck<ClientRequest & Record<"client" | "duplex", unknown>>(
  "send a request",
  {
    data: true,
    json: true,
    htmx: true,
    method: true,
    headers: true,
    body: true,
    redirect: true,
    signal: true,
    cache: true,
    credentials: true,
    integrity: true,
    keepalive: true,
    mode: true,
    priority: true,
    referrer: true,
    referrerPolicy: true,
    window: true,
    client: true,
    duplex: true,
  },
);

/** Options of {@linkcode Client}. */
export interface ClientOptions {
  /** The origin of URLs without one. Default: `http://testserver`. */
  baseUrl?: string;
  /** Whether redirects are followed. Default: false. */
  followRedirects?: boolean;
  /** The session of the first request, as if the application had made it. Default: none. */
  session?: Partial<SessionData>;
}

const checkOptions = makeOptionCheck<ClientOptions>("make a client", {
  baseUrl: true,
  followRedirects: true,
  session: true,
});

/** The largest number of redirects in a row, as in browsers. */
const MAX_REDIRECTS = 20;

/**
 * Sends requests to an application in this process, and keeps the cookies that it sets: as a
 * browser does, by host, path, scheme and age.
 *
 * @example
 * ```ts
 * import { Client, fastApp } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
 * rt("/visits", ({ session }) => session.count = (session.count ?? 0) + 1);
 *
 * const client = new Client(app, { session: { count: 1 } });
 * await client.get("/visits");
 * strictEqual(await (await client.get("/visits")).text(), "3");
 * strictEqual(client.session.count, 3);
 * ```
 */
export class Client {
  /** The cookies by name; set one to send it. */
  readonly cookies: CookieJar;
  readonly #app: Pick<FastHTML, "fetch"> & Partial<SessionKeeper>;
  readonly #baseUrl: URL;
  readonly #followRedirects: boolean;
  /** Ends when the session that was set is kept. */
  #kept: Maybe<void> = undefined;

  /** Takes the application. */
  constructor(app: Pick<FastHTML, "fetch">, options: ClientOptions = {}) {
    checkOptions(options);
    const { baseUrl = "http://testserver", followRedirects = false, session } = options;
    this.#app = app;
    this.#baseUrl = new URL(baseUrl);
    this.#followRedirects = followRedirects;
    this.cookies = new CookieJar(baseUrl);
    if (session) this.session = session;
  }

  /** @internal */
  get [MISTAKE](): Mistake {
    return { found: "a Client", expected: "what a request of it returns: client.get(path)" };
  }

  /** The data of the session, as the application will read it; assign an object to change it. */
  get session(): Readonly<SessionData> {
    const config = this.#config, { cookie } = config;
    return Object.freeze(readSessionData(`${cookie}=${this.cookies.get(cookie) ?? ""}`, config));
  }

  set session(data: Partial<SessionData>) {
    const config = this.#config;
    this.cookies.delete(config.cookie);
    const kept = then(toSessionCookie(data, config), (header) => this.#keep(header, config));
    // The next request tells if it fails.
    if (kept instanceof Promise) kept.catch(() => {});
    this.#kept = kept;
  }

  #keep(header: string | undefined, config: SessionConfig): void {
    if (header === undefined) return;
    this.cookies.keep(header, this.#baseUrl);
    if (this.cookies.has(config.cookie)) return;
    throw new Error(
      `Cannot set the session: a client at ${this.#baseUrl.origin} does not keep its cookie, ` +
        "expected a baseUrl of https",
    );
  }

  get #config(): SessionConfig {
    const config = this.#app[SESSION]?.(this.#baseUrl.protocol === "https:");
    if (config) return config;
    throw new TypeError("Cannot use the session: found a function, expected an application");
  }

  /** Sends a request of any method. */
  async request(url: string | URL, init: ClientRequest = {}): Promise<Response> {
    checkRequest(init);
    if (this.#kept) await this.#kept;
    let target = new URL(url, this.#baseUrl), sent = init;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const response = await this.#app.fetch(this.#toRequest(target, sent));
      for (const text of response.headers.getSetCookie()) this.cookies.keep(text, target);
      const location = response.headers.get("location");
      if (!this.#followRedirects || location === null) return response;
      await response.body?.cancel();
      const next = new URL(location, target);
      sent = toRedirected(sent, response.status, next.origin === target.origin);
      target = next;
    }
    throw new Error(
      `Cannot follow redirects: more than ${MAX_REDIRECTS} from ${url}, expected a page`,
    );
  }

  /** Sends a GET. */
  get(url: string | URL, init?: ClientRequest): Promise<Response> {
    return this.request(url, init);
  }

  /** Sends a POST. */
  post(url: string | URL, init?: ClientRequest): Promise<Response> {
    return this.request(url, { ...init, method: "POST" });
  }

  /** Sends a PUT. */
  put(url: string | URL, init?: ClientRequest): Promise<Response> {
    return this.request(url, { ...init, method: "PUT" });
  }

  /** Sends a PATCH. */
  patch(url: string | URL, init?: ClientRequest): Promise<Response> {
    return this.request(url, { ...init, method: "PATCH" });
  }

  /** Sends a DELETE. */
  delete(url: string | URL, init?: ClientRequest): Promise<Response> {
    return this.request(url, { ...init, method: "DELETE" });
  }

  #toRequest(url: URL, { data, json, htmx, ...init }: ClientRequest): Request {
    const headers = new Headers(init.headers);
    if (htmx) headers.set("hx-request", "true");
    if (json !== undefined) headers.set("content-type", "application/json");
    const cookies = this.cookies.toHeader(url);
    if (cookies && !headers.has("cookie")) headers.set("cookie", cookies);
    const body = json !== undefined
      ? JSON.stringify(json)
      : data
      ? toForm(data)
      : init.body ?? null;
    return new Request(url, { ...init, headers, body });
  }
}

/** What is sent again after a redirect: to another origin, not what is secret. */
function toRedirected(init: ClientRequest, status: number, isSameOrigin: boolean): ClientRequest {
  if (status !== 307 && status !== 308) return {};
  const headers = new Headers(init.headers);
  if (!isSameOrigin) ["authorization", "cookie"].forEach((name) => headers.delete(name));
  return { ...init, headers };
}

function toForm(data: NonNullable<ClientRequest["data"]>): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(data)) {
    for (const item of Array.isArray(value) ? value : [value]) form.append(name, String(item));
  }
  return form;
}
