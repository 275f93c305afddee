/** Instructions to htmx in the headers of a response. */
import { makeOptionCheck } from "../../option_check.ts";
import { HTTPException } from "../errors.ts";
import { HttpHeader } from "../headers.ts";
import { exchangeOf } from "../request/exchange.ts";
import type { RequestContext } from "../types.ts";

/** Instructions to htmx; an event object carries details: `{ saved: { id: 1 } }`. */
export interface HtmxResponse {
  /** Loads this URL without a full page load. */
  location?: string | Readonly<Record<string, unknown>>;
  /** Pushes this URL into the history; false pushes none. */
  pushUrl?: string | false;
  /** Redirects the browser to this URL. */
  redirect?: string;
  /** Reloads the page. */
  refresh?: boolean;
  /** Replaces the URL in the history; false keeps it. */
  replaceUrl?: string | false;
  /** Overrides `hx-swap`. */
  reswap?: string;
  /** Overrides the target element. */
  retarget?: string;
  /** Overrides `hx-select`. */
  reselect?: string;
  /** Triggers events at once. */
  trigger?: string | Readonly<Record<string, unknown>>;
  /** Triggers events after the new content has settled. */
  triggerAfterSettle?: string | Readonly<Record<string, unknown>>;
  /** Triggers events after the swap. */
  triggerAfterSwap?: string | Readonly<Record<string, unknown>>;
  /** Whether the URLs may be of another site. Default: false. */
  external?: boolean;
}

const checkOptions = makeOptionCheck<HtmxResponse>("instruct htmx", {
  location: true,
  pushUrl: true,
  redirect: true,
  refresh: true,
  replaceUrl: true,
  reswap: true,
  retarget: true,
  reselect: true,
  trigger: true,
  triggerAfterSettle: true,
  triggerAfterSwap: true,
  external: true,
});

/** The options whose value is a URL. */
const URLS = ["location", "pushUrl", "redirect", "replaceUrl"];

/**
 * Makes `HX-*` headers, to be returned beside content. A `redirect`, `location`, `pushUrl` or
 * `replaceUrl` of another site is an error unless `external` is set, as for {@linkcode Redirect};
 * `javascript:` always is.
 *
 * @example
 * ```ts
 * import { fastApp, HtmxResponseHeaders, P } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/save", () => [P("Saved"), HtmxResponseHeaders({ trigger: "saved", retarget: "#list" })]);
 * strictEqual((await app.request("/save")).headers.get("hx-trigger"), "saved");
 * ```
 */
export function HtmxResponseHeaders(options: HtmxResponse): HttpHeader[] {
  checkOptions(options);
  const { external, ...given } = options;
  return Object.entries(given).filter(([, value]) => value !== undefined).map(([key, value]) => {
    const name = `HX-${key.replace(/[A-Z]/g, "-$&")}`.toLowerCase();
    const url = typeof value === "object" ? value.path : value;
    if (!URLS.includes(key) || typeof url !== "string") return new HttpHeader(name, toText(value));
    return new UrlHeader(
      name,
      toText(key === "location" ? toLocation(value) : value),
      url,
      external,
    );
  });
}

/** A header that leads the browser to a URL. Whether that is of this site is known to the reply. */
export class UrlHeader extends HttpHeader {
  readonly #url: string;
  readonly #isExternal: boolean;

  /** Makes the header; throws a 400 for a URL that is not of the web, such as `javascript:`. */
  constructor(name: string, value: string, url: string, isExternal = false) {
    super(name, value);
    this.#url = url;
    this.#isExternal = isExternal;
    if (!isOfWeb(URL.parse(url, "http://localhost"))) throw toRedirectError(url, "the web");
  }

  /** Rejects a URL of another site, unless that is meant. */
  check(context: RequestContext): Promise<never> | undefined {
    if (this.#isExternal) return;
    const { host } = context.url;
    // The page may be on either: `https:evil.example` is a path on https, and a host on http.
    const isLocal = ["http", "https"].every((scheme) => {
      const here = `${scheme}://${host}`;
      return URL.parse(this.#url, here)?.host === new URL(here).host;
    });
    if (!isLocal) return rejectRedirect(this.#url, context);
  }
}

/** Whether a URL is a page of the web: htmx would run one of `javascript:`. */
export function isOfWeb(url: URL | null): boolean {
  return url?.protocol === "http:" || url?.protocol === "https:";
}

/**
 * Throws for a URL of another site: a 400 where the client sent it, as in `?next=…`; otherwise the
 * program's own mistake, which is reported.
 */
export async function rejectRedirect(text: string, context: RequestContext): Promise<never> {
  const host = URL.parse(text, context.url)?.host || text;
  if (await exchangeOf(context).hasSent(text, host)) throw toRedirectError(text, "this site");
  throw new TypeError(
    `Cannot redirect: ${JSON.stringify(text)} is of another site, expected the option external`,
  );
}

/** The 400 for a URL from a client. */
function toRedirectError(url: string, place: string): HTTPException {
  const found = JSON.stringify(url.slice(0, 200));
  return new HTTPException(400, `Cannot redirect: ${found}, expected a URL of ${place}`, {
    tell: { key: "wrongLink" },
  });
}

/** htmx 4 looks for `path:` also behind a comma or a space of a text, where a client may write it. */
function toLocation(value: unknown): unknown {
  return typeof value === "string" && /[^\w/?&=#.%+~-]/.test(value) ? { path: value } : value;
}

/** A header is ASCII; \u escapes leave the meaning of JSON unchanged. */
function toText(value: unknown): string {
  return typeof value === "object" ? toAsciiJson(value as object) : String(value);
}

function toAsciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
