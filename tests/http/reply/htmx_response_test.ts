import { HtmxResponseHeaders, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
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
        message: `Cannot redirect: ${JSON.stringify(url)}, expected a URL of the web`,
      });
    }
  }
  for (const url of ["/", "?a=javascript:", "a", "https://x.example/", "//x.example"]) {
    for (const call of make(url)) strictEqual(call().length, 1);
  }
});

const HERE = ["/", "/b?c=1#d", "b", "?c", "#d", "", "//a.example/b", "http://a.example/b"];
const ELSEWHERE = [
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https:evil.example",
  "http:evil.example",
  "https://a.example@evil.example",
  "https://a.example.evil.example",
  "https://a.example:444/",
];

Deno.test("HtmxResponseHeaders() leads to other sites only where that is meant", async () => {
  const { app, rt } = newApp();
  const make = (name: string, url: string) =>
    name === "path" ? { location: { path: url } } : { [name]: url };
  const params = { name: "", to: "" };
  rt("/go", params, ({ name, to }) => [P("x"), HtmxResponseHeaders(make(name, to))]);
  rt("/away", params, ({ name, to }) => HtmxResponseHeaders({ ...make(name, to), external: true }));
  const ask = async (path: string, name: string, to: string) => {
    const url = `http://a.example${path}?${new URLSearchParams({ name, to })}`;
    const { status, headers } = await read(app.request(url));
    return [status, [...headers.keys()].filter((name) => name.startsWith("hx-")).length];
  };
  for (const name of ["redirect", "location", "path", "pushUrl", "replaceUrl"]) {
    for (const url of HERE) deepStrictEqual(await ask("/go", name, url), [200, 1], name + url);
    for (const url of ELSEWHERE) {
      deepStrictEqual(await ask("/go", name, url), [400, 0], name + url);
      deepStrictEqual(await ask("/away", name, url), [200, 1], name + url);
    }
    deepStrictEqual(await ask("/away", name, "javascript:x"), [400, 0], name);
  }
  const { text } = await read(app.request("/go?name=redirect&to=//evil.example"));
  match(text, /Cannot redirect: "\/\/evil\.example", expected a URL of this site/);
});

Deno.test("HtmxResponseHeaders() leaves a client no option of htmx in a location", async () => {
  const { app, rt } = newApp();
  rt("/find", { q: "" }, ({ q }) => HtmxResponseHeaders({ location: `/search?q=${q}` }));
  const locationOf = async (q: string) => {
    const { headers } = await read(app.request(`/find?${new URLSearchParams({ q })}`));
    return headers.get("hx-location");
  };
  strictEqual(await locationOf("a%20b"), "/search?q=a%20b");
  for (const q of ["a,path:https://evil.example", "a path:https://evil.example", '"{:']) {
    deepStrictEqual(JSON.parse((await locationOf(q))!), { path: `/search?q=${q}` });
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
    message: `Cannot redirect: "javascript:${"x".repeat(189)}", expected a URL of the web`,
  });
});
