/** A client for tests: requests without a server, and a cookie jar. */
import type { FastHTML } from "./app.ts";
import { CookieJar } from "./cookie_jar.ts";

/** What a request of the client has beside the URL. */
export interface ClientRequest extends RequestInit {
  /** Fields of a form, sent as a browser sends them. */
  data?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** A value to send as JSON. */
  json?: unknown;
  /** Whether the request claims to come from htmx, so that the response is a fragment. */
  htmx?: boolean;
}

/** Options of {@linkcode Client}. */
export interface ClientOptions {
  /** The origin of URLs without one. Default: `http://testserver`. */
  baseUrl?: string;
  /** Whether redirects are followed. Default: false. */
  followRedirects?: boolean;
}

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
 * const client = new Client(app);
 * await client.get("/visits");
 * strictEqual(await (await client.get("/visits")).text(), "2");
 * ```
 */
export class Client {
  /** The cookies by name; set one to send it. */
  readonly cookies: CookieJar;
  readonly #app: Pick<FastHTML, "fetch">;
  readonly #options: Required<ClientOptions>;

  /** Takes the application. */
  constructor(app: Pick<FastHTML, "fetch">, options: ClientOptions = {}) {
    this.#app = app;
    this.#options = { baseUrl: "http://testserver", followRedirects: false, ...options };
    this.cookies = new CookieJar(this.#options.baseUrl);
  }

  /** Sends a request of any method. */
  async request(url: string | URL, init: ClientRequest = {}): Promise<Response> {
    let target = new URL(url, this.#options.baseUrl), sent = init;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const response = await this.#app.fetch(this.#toRequest(target, sent));
      for (const text of response.headers.getSetCookie()) this.cookies.keep(text, target);
      const location = response.headers.get("location");
      if (!this.#options.followRedirects || location === null) return response;
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
