/** Instructions to htmx in the headers of a response. */
import { HTTPException } from "../errors.ts";
import { HttpHeader } from "../headers.ts";

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
  /** Triggers events after the new content has settled (htmx 2). */
  triggerAfterSettle?: string | Readonly<Record<string, unknown>>;
  /** Triggers events after the swap (htmx 2). */
  triggerAfterSwap?: string | Readonly<Record<string, unknown>>;
}

/**
 * Makes `HX-*` headers, to be returned beside content. Throws a 400 for a `redirect` or `location`
 * that is not a web URL, such as `javascript:`.
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
  const { redirect, location } = options;
  const path = typeof location === "object" ? location.path : location;
  for (const url of [redirect, path]) if (typeof url === "string") checkUrl(url);
  const headers: HttpHeader[] = [];
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    // A header is ASCII; \u escapes leave the JSON's meaning unchanged.
    const text = typeof value === "object" ? toAsciiJson(value) : String(value);
    headers.push(new HttpHeader(`HX-${name.replace(/[A-Z]/g, "-$&")}`.toLowerCase(), text));
  }
  return headers;
}

/** htmx assigns a redirect to `location.href`, which would run a `javascript:` URL. */
function checkUrl(url: string): void {
  const protocol = URL.parse(url, "http://localhost")?.protocol;
  if (protocol === "http:" || protocol === "https:") return;
  const found = JSON.stringify(url.slice(0, 200));
  throw new HTTPException(400, `Cannot redirect: ${found}, expected a URL of the web`);
}

function toAsciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
