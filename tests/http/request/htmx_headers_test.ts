import { deepStrictEqual } from "node:assert";
import { wantsFragment } from "../../../lib/http/request/htmx_headers.ts";
import { newApp } from "../_app.ts";

const SENT: [headers: Record<string, string>, seen: object][] = [
  [{}, { request: false, boosted: false, historyRestoreRequest: false }],
  [
    { "hx-request": "true", "hx-boosted": "true", "hx-history-restore-request": "true" },
    { request: true, boosted: true, historyRestoreRequest: true },
  ],
  [{
    "hx-request": "true",
    "hx-current-url": "http://a/?b",
    "hx-prompt": "yes",
    "hx-target": "list",
    "hx-trigger": "button",
    "hx-trigger-name": "go",
  }, {
    request: true,
    boosted: false,
    historyRestoreRequest: false,
    currentUrl: "http://a/?b",
    prompt: "yes",
    target: "list",
    trigger: "button",
    triggerName: "go",
  }],
  [{ "hx-request-type": "partial", "hx-source": "button#go", "hx-prompt": "" }, {
    request: false,
    boosted: false,
    historyRestoreRequest: false,
    prompt: "",
    requestType: "partial",
    source: "button#go",
    trigger: "go",
  }],
  [{ "hx-target": "div#gr%C3%B6%C3%9Fe", "hx-source": "button" }, {
    request: false,
    boosted: false,
    historyRestoreRequest: false,
    source: "button",
    target: "größe",
  }],
  [{
    "hx-prompt": "%E5%A4%A7 100%25",
    "hx-prompt-uri-autoencoded": "true",
    "hx-target": "100%",
    "hx-trigger": "100%",
    "hx-trigger-uri-autoencoded": "true",
  }, {
    request: false,
    boosted: false,
    historyRestoreRequest: false,
    prompt: "大 100%",
    target: "100%",
    trigger: "100%",
  }],
];

Deno.test("readHtmx() reads what was sent, and has no name for what was not", async () => {
  const { app, rt } = newApp();
  rt("/", ({ htmx }) => ({ ...htmx }));
  const seen = SENT.map(async ([headers]) => [
    headers,
    await (await app.request("/", { headers })).json(),
  ]);
  deepStrictEqual(await Promise.all(seen), SENT);
});

const ASKED: [headers: Record<string, string>, isFragment: boolean][] = [
  [{}, false],
  [{ "hx-request": "true" }, true],
  [{ "hx-request": "true", "hx-boosted": "true" }, true],
  [{ "hx-request": "true", "hx-history-restore-request": "true" }, false],
  [{ "hx-boosted": "true" }, false],
];

Deno.test("wantsFragment() knows htmx's requests from those for a whole page", () => {
  deepStrictEqual(
    ASKED.map(([headers]) => [headers, wantsFragment(new Headers(headers))]),
    ASKED,
  );
});
