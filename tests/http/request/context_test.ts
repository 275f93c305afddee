import { type Child, P, type RequestContext } from "@fasthtml/fasthtml";
import { deepStrictEqual } from "node:assert";
import { answer, errorsOf, HTMX, logged, newApp } from "../_app.ts";

Deno.test("context.data() and body() read what was sent", async () => {
  const { rt, client } = newApp();
  rt.post("/data", async ({ data }) => ({ ...await data() }));
  rt.post("/body", async ({ body }) => await body());
  deepStrictEqual(await (await client.post("/data", { data: { a: "1", b: ["2", "3"] } })).json(), {
    a: "1",
    b: ["2", "3"],
  });
  deepStrictEqual(await answer(client.post("/body", { body: "raw" })), [200, "raw"]);
});

Deno.test("context.data() has the query's fields, which win over the body's", async () => {
  const { rt, client } = newApp();
  const read: unknown[] = [];
  rt("/", { b: "" }, async ({ data, body, b }) => {
    const all = await data();
    read.push(all === await data(), Object.getPrototypeOf(all), b);
    return { ...all, body: await body() };
  });
  const query = "/?a=1&a=2&b=query&__proto__=p";
  deepStrictEqual(
    await answer(client.post(query, { data: { b: "body", c: "3" } })),
    [200, '{"b":"query","c":"3","a":["1","2"],"__proto__":"p","body":"b=body&c=3"}'],
  );
  deepStrictEqual(
    await answer(client.get(query)),
    [200, '{"a":["1","2"],"b":"query","__proto__":"p","body":""}'],
  );
  deepStrictEqual(await answer(client.post("/", { data: { b: "body" } })), [
    200,
    '{"b":"body","body":"b=body"}',
  ]);
  deepStrictEqual(read, [true, null, "query", true, null, "query", true, null, "body"]);
});

Deno.test("context.data and body throw where a program writes them in place of what they read", async () => {
  const { rt, client } = newApp();
  const ways: Record<string, (context: RequestContext) => unknown> = {
    "/text": ({ data }) => P(`${data}`),
    "/sum": ({ body }) => P("Sent: " + body),
    "/join": ({ body }) => P([body, 1].join()),
    "/string": ({ data }) => P(String(data)),
    "/json": ({ data }) => ({ data }),
    "/child": ({ data }) => P(data as unknown as Child),
    "/title": ({ body }) => P({ title: body as unknown as string }),
    "/alone": ({ body }) => body,
  };
  for (const [path, handler] of Object.entries(ways)) rt.post(path, handler);
  const found: Record<string, string[]> = {};
  for (const path of Object.keys(ways)) {
    found[path] = errorsOf(await logged(() => client.post(path, { data: { a: "1" } })));
  }
  const error = (name: string) => [
    `TypeError: Cannot write ${name} as text or JSON: a function, expected await ${name}()`,
  ];
  deepStrictEqual(found, {
    "/text": error("data"),
    "/sum": error("body"),
    "/join": error("body"),
    "/string": error("data"),
    "/json": error("data"),
    "/child": [
      "TypeError: Cannot render a child of p: found function data, expected text, a number, an element, " +
      "an iterable, a promise or a value with __ft__()",
    ],
    "/title": [
      'TypeError: Cannot write attribute "title": the value is function body, expected text, a number, ' +
      "a boolean or a list of words",
    ],
    "/alone": [
      "TypeError: Cannot reply: function body, expected elements, text, an object, bytes or a Response",
    ],
  });
});

Deno.test("ExchangeContext reads each part once, however often it is asked", async () => {
  const { rt, client } = newApp();
  rt.post("/", async (context) => {
    const { url, cookies, session, scope, signal, hdrs, bodyAttrs } = context;
    const again = {
      url: url === context.url,
      cookies: cookies === context.cookies,
      session: session === context.session,
      scope: scope === context.scope,
      signal: signal === context.signal,
      extras: hdrs === context.hdrs && bodyAttrs === context.bodyAttrs,
      data: await context.data() === await context.data(),
    };
    return again;
  });
  const response = await client.post("/", { data: { a: "1" } });
  deepStrictEqual(await response.json(), {
    url: true,
    cookies: true,
    session: true,
    scope: true,
    signal: true,
    extras: true,
    data: true,
  });
});

/** Reads the body in the order that the query names. */
function readsInOrder() {
  const { app, rt } = newApp();
  const read: Record<string, (context: RequestContext) => Promise<unknown>> = {
    body: ({ body }) => body(),
    data: async ({ data }) => (await data()).a,
    own: ({ req }) => req.text(),
  };
  rt.post("/", async (context) => {
    const seen = [];
    for (const name of context.url.search.slice(1).split("-")) {
      seen.push(await read[name]!(context));
    }
    return { seen };
  });
  return app;
}

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const JSON_BODY = { "content-type": "application/json" };
const ORDERS: [order: string, headers: Record<string, string>, sent: string, seen: unknown[]][] = [
  ["body-data-body", FORM, "a=1", ["a=1", "1", "a=1"]],
  ["data-body-data", FORM, "a=1", ["1", "a=1", "1"]],
  ["body-data", JSON_BODY, '{"a":1}', ['{"a":1}', 1]],
  ["data-body", JSON_BODY, '{"a":1}', [1, '{"a":1}']],
];

Deno.test("ExchangeContext gives the body's text and its data, in any order and twice", async () => {
  const app = readsInOrder();
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  for (const [order, headers, sent, seen] of ORDERS) {
    const init = { method: "POST", headers, body: sent };
    const expected = [200, JSON.stringify({ seen })];
    deepStrictEqual(await answer(app.request(`/?${order}`, init)), expected);
    const url = `http://127.0.0.1:${server.addr.port}/?${order}`;
    deepStrictEqual(await answer(fetch(url, init)), expected);
  }
});

Deno.test("ExchangeContext tells the program that it has read the body before", async () => {
  const app = readsInOrder();
  const form = new FormData();
  form.append("a", "1");
  const cases = [["own-data", "a=1"], ["own-body", "a=1"], ["body-data", form], [
    "data-body",
    form,
  ]];
  for (const [order, sent] of cases) {
    const headers = typeof sent === "string" ? FORM : {};
    const lines = await logged(async () => {
      const response = app.request(`/?${order}`, { method: "POST", headers, body: sent! });
      deepStrictEqual((await answer(response))[0], 500);
    });
    deepStrictEqual(errorsOf(lines), [
      "TypeError: Cannot read the body: it was read before, expected once",
    ]);
  }
});

Deno.test("ExchangeContext shows a handler the application and what it keeps", async () => {
  const { app, rt } = newApp({ state: { db: "open" }, title: "T" });
  rt("/", (context) => [context.app === app, context.app.title, context.state.db].map(String));
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, "trueTopen"]);
});

Deno.test("ExchangeContext shows a handler the request's URL, its path as it was sent", async () => {
  const { app, rt } = newApp();
  rt("/{rest:path}", ({ url, req, headers }) => ({
    href: url.href,
    q: url.searchParams.get("q"),
    own: req.url,
    header: headers.get("x-a"),
  }));
  const response = app.request("/a%2Fb/%C3%A9?q=%20x#h", { headers: { "x-a": "1" } });
  deepStrictEqual(await (await response).json(), {
    href: "http://localhost/a%2Fb/%C3%A9?q=%20x",
    q: " x",
    own: "http://localhost/a%2Fb/%C3%A9?q=%20x#h",
    header: "1",
  });
});

Deno.test("ExchangeContext has no auth where no function before has set it", async () => {
  const { app, rt } = newApp();
  rt("/", ({ auth }) => ({ auth }));
  deepStrictEqual(await answer(app.request("/")), [200, "{}"]);
});
