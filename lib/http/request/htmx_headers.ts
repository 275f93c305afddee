/** The headers that htmx sends with a request. */
import type { HtmxHeaders } from "../types.ts";

/** Reads the `HX-*` headers of htmx 2 and 4. */
export function readHtmx(headers: Headers): HtmxHeaders {
  const text = (name: string) => headers.get(name) ?? undefined;
  const entries = {
    request: headers.has("hx-request"),
    boosted: headers.has("hx-boosted"),
    historyRestoreRequest: headers.has("hx-history-restore-request"),
    currentUrl: text("hx-current-url"),
    prompt: text("hx-prompt"),
    requestType: text("hx-request-type"),
    source: text("hx-source"),
    target: text("hx-target"),
    trigger: text("hx-trigger"),
    triggerName: text("hx-trigger-name"),
  };
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined),
  ) as unknown as HtmxHeaders;
}

/** Whether the response is a fragment: htmx asks, and not to restore a whole page. */
export function wantsFragment(headers: Headers): boolean {
  return headers.has("hx-request") && !headers.has("hx-history-restore-request");
}
