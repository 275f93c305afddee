/** A client for tests: requests without a server, and a cookie jar. */
import type { FastHTML } from "./app.ts";

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

/**
 * Sends requests to an application in this process, and keeps the cookies that it sets.
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
  readonly cookies: Map<string, string> = new Map();
  readonly #app: Pick<FastHTML, "fetch">;
  readonly #options: Required<ClientOptions>;

  /** Takes the application. */
  constructor(app: Pick<FastHTML, "fetch">, options: ClientOptions = {}) {
    this.#app = app;
    this.#options = { baseUrl: "http://testserver", followRedirects: false, ...options };
  }

  /** Sends a request of any method. */
  async request(url: string | URL, init: ClientRequest = {}): Promise<Response> {
    const address = new URL(url, this.#options.baseUrl);
    const response = await this.#app.fetch(this.#toRequest(address, init));
    for (const text of response.headers.getSetCookie()) this.#keep(text);
    const location = response.headers.get("location");
    if (!this.#options.followRedirects || location === null) return response;
    await response.body?.cancel();
    const isSame = response.status === 307 || response.status === 308;
    return this.request(new URL(location, address), isSame ? init : {});
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
    if (this.cookies.size && !headers.has("cookie")) {
      headers.set(
        "cookie",
        [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      );
    }
    const body = json !== undefined
      ? JSON.stringify(json)
      : data
      ? toForm(data)
      : init.body ?? null;
    return new Request(url, { ...init, headers, body });
  }

  #keep(text: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
    if (name === undefined || value === undefined) return;
    if (/;\s*max-age=(0|-\d+)\s*(;|$)/i.test(text)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function toForm(data: NonNullable<ClientRequest["data"]>): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(data)) {
    for (const item of Array.isArray(value) ? value : [value]) form.append(name, String(item));
  }
  return form;
}
