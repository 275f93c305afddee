import { HtmxResponseHeaders } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { newApp, read } from "../_app.ts";

Deno.test("HtmxResponseHeaders() writes names and events as htmx reads them", async () => {
  const { app, rt } = newApp();
  rt("/x", () =>
    HtmxResponseHeaders({
      trigger: { saved: { name: "é" } },
      pushUrl: "/p",
      refresh: true,
      replaceUrl: false,
      triggerAfterSwap: "done",
    }));
  const { headers } = await read(app.request("/x"));
  deepStrictEqual([...headers].filter(([name]) => name.startsWith("hx-")), [
    ["hx-push-url", "/p"],
    ["hx-refresh", "true"],
    ["hx-replace-url", "false"],
    ["hx-trigger", '{"saved":{"name":"\\u00e9"}}'],
    ["hx-trigger-after-swap", "done"],
  ]);
});

Deno.test("HtmxResponseHeaders() leads to URLs of the web alone", () => {
  const make = (url: string) => [
    () => HtmxResponseHeaders({ redirect: url }),
    () => HtmxResponseHeaders({ location: url }),
    () => HtmxResponseHeaders({ location: { path: url } }),
  ];
  for (const url of ["javascript:x", " JAVA\tscript:x", "data:text/html,x", "vbscript:x"]) {
    for (const call of make(url)) {
      throws(call, {
        status: 400,
        detail: `Cannot redirect: ${JSON.stringify(url)}, expected a URL of the web`,
      });
    }
  }
  for (const url of ["/", "?a=javascript:", "a", "https://x.example/", "//x.example"]) {
    for (const call of make(url)) strictEqual(call().length, 1);
  }
});

Deno.test("HtmxResponseHeaders() leaves out what is undefined, and escapes all that is not ASCII", () => {
  const headers = HtmxResponseHeaders({
    location: { path: "/é", target: "#\u{1f600}" },
    reswap: "none",
    retarget: "#a",
    reselect: ".b",
    pushUrl: false,
    refresh: false,
    triggerAfterSettle: "x",
    ...{ redirect: undefined } as object,
  });
  deepStrictEqual(headers.map(({ name, value }) => `${name}: ${value}`), [
    'hx-location: {"path":"/\\u00e9","target":"#\\ud83d\\ude00"}',
    "hx-reswap: none",
    "hx-retarget: #a",
    "hx-reselect: .b",
    "hx-push-url: false",
    "hx-refresh: false",
    "hx-trigger-after-settle: x",
  ]);
  throws(() => HtmxResponseHeaders({ trigger: "a\nb" }), TypeError);
});

Deno.test("HtmxResponseHeaders() quotes no more of a bad URL than 200 characters", () => {
  throws(() => HtmxResponseHeaders({ redirect: `javascript:${"x".repeat(500)}` }), {
    detail: `Cannot redirect: "javascript:${"x".repeat(189)}", expected a URL of the web`,
  });
});
