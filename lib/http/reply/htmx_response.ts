/** What htmx can be told by the headers of an answer. */
import { HTTPException } from "../errors.ts";
import { HttpHeader, HttpHeaders } from "../headers.ts";

/** What htmx can be told; an event object carries details: `{ saved: { id: 1 } }`. */
export interface HtmxResponse {
  /** Loads this address without a full page load. */
  location?: string | Readonly<Record<string, unknown>>;
  /** Pushes this address into the history; false keeps it as it is. */
  pushUrl?: string | false;
  /** Sends the browser to this address. */
  redirect?: string;
  /** Reloads the page. */
  refresh?: boolean;
  /** Replaces the address in the history; false keeps it as it is. */
  replaceUrl?: string | false;
  /** Swaps in another way than `hx-swap` says. */
  reswap?: string;
  /** Swaps into another element. */
  retarget?: string;
  /** Takes another part of the answer than `hx-select` says. */
  reselect?: string;
  /** Triggers events at once. */
  trigger?: string | Readonly<Record<string, unknown>>;
  /** Triggers events after the answer has settled (htmx 2). */
  triggerAfterSettle?: string | Readonly<Record<string, unknown>>;
  /** Triggers events after the swap (htmx 2). */
  triggerAfterSwap?: string | Readonly<Record<string, unknown>>;
}

/**
 * Makes `HX-*` headers, to be returned beside content. Throws a 400 for a `redirect` or `location`
 * that is no address of the web, such as `javascript:`.
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
export function HtmxResponseHeaders(options: HtmxResponse): HttpHeaders {
  const { redirect, location } = options;
  const path = typeof location === "object" ? location.path : location;
  for (const address of [redirect, path]) if (typeof address === "string") checkAddress(address);
  const headers: HttpHeader[] = [];
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    // JSON in a header must be ASCII; \u escapes keep it the same JSON.
    const text = typeof value === "object" ? toAsciiJson(value) : String(value);
    headers.push(new HttpHeader(`HX-${name.replace(/[A-Z]/g, "-$&")}`.toLowerCase(), text));
  }
  return new HttpHeaders(headers);
}

/** htmx gives a redirect to `location.href`, which would run a script. */
function checkAddress(address: string): void {
  const protocol = URL.parse(address, "http://localhost")?.protocol;
  if (protocol === "http:" || protocol === "https:") return;
  const found = JSON.stringify(address.slice(0, 200));
  throw new HTTPException(400, `Cannot redirect: ${found}, expected an address of the web`);
}

function toAsciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
