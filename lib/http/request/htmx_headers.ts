/** The headers that htmx sends with a request. */
import type { HtmxHeaders } from "../types.ts";

/** Reads the `HX-*` headers of htmx 2 and 4. */
export function readHtmx(headers: Headers): HtmxHeaders {
  const text = (name: string) => {
    const value = headers.get(name) ?? undefined;
    return value && headers.has(`${name}-uri-autoencoded`) ? decode(value) : value;
  };
  const source = text("hx-source");
  const entries = {
    request: headers.has("hx-request"),
    boosted: headers.has("hx-boosted"),
    historyRestoreRequest: headers.has("hx-history-restore-request"),
    currentUrl: text("hx-current-url"),
    prompt: text("hx-prompt"),
    requestType: text("hx-request-type"),
    source,
    target: toId(text("hx-target")),
    trigger: text("hx-trigger") ?? (source?.includes("#") ? toId(source) : undefined),
    triggerName: text("hx-trigger-name"),
  };
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined),
  ) as unknown as HtmxHeaders;
}

/** The id of an element, which htmx 4 by itself names as `tag#id`. */
function toId(element: string | undefined): string | undefined {
  const [, id] = element?.match(/^[a-z][a-z0-9-]*#(.+)$/) ?? [];
  return id === undefined ? element : decode(id);
}

/** Decodes what is no Latin text, as htmx marks it; what is not encoded stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** Whether the response is a fragment: htmx asks, and not to restore a whole page. */
export function wantsFragment(headers: Headers): boolean {
  // Not has(), for which Deno reads all headers of the request: 1 µs for each page.
  return headers.get("hx-request") !== null && headers.get("hx-history-restore-request") === null;
}
