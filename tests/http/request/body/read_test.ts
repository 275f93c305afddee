import { deepStrictEqual, strictEqual } from "node:assert";
import { send } from "../../../attacks/socket.ts";
import { detail, logged, newApp, read } from "../../_app.ts";

const FORM = "application/x-www-form-urlencoded";

/** An application that answers with the body's text, or with its fields. */
function bodyApp(options: Parameters<typeof newApp>[0] = {}) {
  const { app, rt } = newApp(options);
  rt.post("/text", async ({ body }) => await body());
  rt.post("/data", async ({ data }) => {
    const fields = await data();
    return { fields, prototype: String(Object.getPrototypeOf(fields)) };
  });
  rt.get("/query", { a: [String], b: "" }, ({ a, b }) => ({ a, b }));
  return app;
}

/** Sends a body as a stream, so that no Content-Length tells its size beforehand. */
function stream(...chunks: string[]): RequestInit {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
  return { method: "POST", body: ReadableStream.from(bytes) };
}

function post(body: string | Uint8Array<ArrayBuffer>, type = "text/plain"): RequestInit {
  return { method: "POST", body, headers: { "content-type": type } };
}

const TOO_LARGE = (limit: number) => [
  413,
  `Cannot read the body: more than ${limit} bytes (maxBody)`,
];

Deno.test("readText() takes as many bytes as maxBody, with and without Content-Length", async () => {
  const app = bodyApp({ limits: { maxBody: 10 } });
  const withLength = (body: string) => ({
    ...post(body),
    headers: { "content-length": String(new TextEncoder().encode(body).length) },
  });
  for (const init of [withLength("0123456789"), stream("01234", "56789"), post("ééééé")]) {
    strictEqual((await app.request("/text", init)).status, 200);
  }
  for (const init of [withLength("0123456789a"), stream("01234", "56789", "a"), post("éééééé")]) {
    deepStrictEqual(await detail(app.request("/text", init)), TOO_LARGE(10));
  }
});

Deno.test("readText() takes 2 MB where the application sets no limit", async () => {
  const app = bodyApp();
  strictEqual((await app.request("/text", stream("x".repeat(2_000_000)))).status, 200);
  const over = app.request("/text", stream("x".repeat(2_000_001)));
  deepStrictEqual(await detail(over), TOO_LARGE(2_000_000));
});

Deno.test("readText() reads nothing of a body whose Content-Length is over the limit", async () => {
  const app = bodyApp({ limits: { maxBody: 10 } });
  let pulled = 0;
  const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 });
  const headers = { "content-length": "11" };
  const response = app.request("/text", { method: "POST", body, headers });
  deepStrictEqual(await detail(response), TOO_LARGE(10));
  strictEqual(pulled, 0);
});

Deno.test("readText() stops reading a stream at the limit, and cancels it", async () => {
  const app = bodyApp({ limits: { maxBody: 10 } });
  let pulled = 0, isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(6));
    },
    cancel() {
      isCancelled = true;
    },
  }, { highWaterMark: 0 });
  deepStrictEqual(await detail(app.request("/text", { method: "POST", body })), TOO_LARGE(10));
  deepStrictEqual([pulled, isCancelled], [2, true]);
});

Deno.test("readText() holds a body to the limit though its Content-Length is no number", async () => {
  const app = bodyApp({ limits: { maxBody: 10 } });
  for (const length of ["9, 9", "x", "", "1e1"]) {
    const init = { ...stream("0123456789a"), headers: { "content-length": length } };
    deepStrictEqual(await detail(app.request("/text", init)), TOO_LARGE(10), length);
  }
});

Deno.test("readText() reads text as it was sent, and rejects what is not UTF-8", async () => {
  const app = bodyApp();
  strictEqual(
    await (await app.request("/text", stream("a\xe9", "\u{1f600}\r\n"))).text(),
    "aé😀\r\n",
  );
  strictEqual(await (await app.request("/text", { method: "POST" })).text(), "");
  const bytes = new Uint8Array([0x61, 0xff]);
  deepStrictEqual(await detail(app.request("/text", post(bytes))), [
    400,
    "Cannot read the body: not UTF-8",
  ]);
});

Deno.test("readText() answers 400 where a body breaks off", async () => {
  const app = bodyApp();
  const broken = () =>
    new ReadableStream({
      pull(controller) {
        controller.error(new TypeError("gone"));
      },
    });
  for (const length of ["", "5"]) {
    const init = { method: "POST", body: broken(), headers: { "content-length": length } };
    deepStrictEqual(await detail(app.request("/text", init)), [
      400,
      "Cannot read the body: it broke off",
    ]);
  }
});

Deno.test("readText() frees the connection of a body over the limit", async () => {
  const app = bodyApp({ limits: { maxBody: 1000 } });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const chunk = `${(60_000).toString(16)}\r\n${"x".repeat(60_000)}\r\n`;
  const head = "POST /text HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" +
    "Transfer-Encoding: chunked\r\n\r\n";
  const bytes = new TextEncoder().encode(head + chunk.repeat(30) + "0\r\n\r\n");
  const { status, isClosed } = await send(server.addr.port, bytes);
  deepStrictEqual([status, isClosed], [413, true]);
});

Deno.test("readText() tells a program that has read the body itself, and not the client", async () => {
  const { app, rt } = newApp();
  rt.post("/", async ({ req, body }) => [await req.text(), await body()]);
  const lines = await logged(async () =>
    strictEqual((await app.request("/", post("x"))).status, 500)
  );
  deepStrictEqual(lines.map(([, error]) => `${error}`), [
    "TypeError: Cannot read the body: it was read before, expected once",
  ]);
});

const QUERIES: [query: string, fields: object][] = [
  ["a=1&b=2", { a: "1", b: "2" }],
  ["a=1&a=2&a=3", { a: ["1", "2", "3"] }],
  ["a=1&&b=2&", { a: "1", b: "2" }],
  ["&", {}],
  ["a", { a: "" }],
  ["a=", { a: "" }],
  ["=x", { "": "x" }],
  ["a=b=c", { a: "b=c" }],
  ["a+b=c+d+e", { "a b": "c d e" }],
  ["%C3%BC=%c3%bc%2B", { "ü": "ü+" }],
  ["a=%zz", { a: "%zz" }],
  ["a=100%", { a: "100%" }],
  ["a=%4", { a: "%4" }],
  ["a=%41%zz%42", { a: "A%zzB" }],
  ["a=%ff+x", { a: "\ufffd x" }],
  ["a=%g1%1g", { a: "%g1%1g" }],
  ["a=é%zz", { a: "é%zz" }],
  ["__proto__=x&constructor=y", { ["__proto__"]: "x", constructor: "y" }],
];

Deno.test("readQuery() reads forms as browsers write them, and leaves what is malformed", async () => {
  const app = bodyApp();
  for (const [query, fields] of QUERIES) {
    const { text } = await read(app.request("/data", post(query, FORM)));
    deepStrictEqual(text, JSON.stringify({ fields, prototype: "null" }), query);
  }
});

Deno.test("readQuery() takes as many fields as maxFields, in a body and in a query", async () => {
  const app = bodyApp({ limits: { maxFields: 3 } });
  const over = [413, "Cannot read the body: more than 3 fields (maxFields)"];
  strictEqual((await app.request("/data", post("a&&b&a", FORM))).status, 200);
  deepStrictEqual(await detail(app.request("/data", post("a&b&a&a", FORM))), over);
  strictEqual((await app.request("/query?a&b&a")).status, 200);
  deepStrictEqual(await detail(app.request("/query?a&b&a&a")), over);
});

Deno.test("readQuery() takes 1,000 fields where the application sets no limit", async () => {
  const app = bodyApp();
  const fields = (count: number) => post(Array(count).fill("a").join("&"), FORM);
  strictEqual((await app.request("/data", fields(1000))).status, 200);
  strictEqual((await app.request("/data", fields(1001))).status, 413);
});

const JSON_TYPE = "application/json";

const OBJECTS: [text: string, fields: object][] = [
  ["", {}],
  [" \n", {}],
  ["{}", {}],
  [' {"a": [1, {"b": null}], "c": "é"}', { a: [1, { b: null }], c: "é" }],
  ['{"a": 1, "a": 2}', { a: 2 }],
];

const REJECTED: [text: string, message: string][] = [
  ["{", "malformed"],
  ["{'a': 1}", "malformed"],
  ['{"a": 1} x', "malformed"],
  ["[1]", "a list, expected an object"],
  ["null", "null, expected an object"],
  ["1", "a number, expected an object"],
  ['"x"', "a string, expected an object"],
  ["true", "a boolean, expected an object"],
];

Deno.test("readJson() reads an object, and says what else it found", async () => {
  const app = bodyApp();
  for (const [text, fields] of OBJECTS) {
    const response = await app.request("/data", post(text, JSON_TYPE));
    deepStrictEqual(await response.json(), { fields, prototype: "null" }, text);
  }
  for (const [text, message] of REJECTED) {
    const response = app.request("/data", post(text, JSON_TYPE));
    deepStrictEqual(await detail(response), [400, `Cannot read JSON: ${message}`], text);
  }
});

Deno.test("readJson() counts objects and lists within each other, not brackets in texts", async () => {
  const app = bodyApp({ limits: { maxDepth: 3 } });
  const good = [
    '{"a":{"b":{}}}',
    '{"a":[[1],[2]]}',
    '{"a":[],"b":[],"c":[],"d":{}}',
    '{"a":[{},{},[]]}',
    '{"a":"[[[[{{{{"}',
    '{"a":"\\"[[[[","b":"\\\\","c":[[]]}',
  ];
  for (const text of good) {
    const { fields } = await (await app.request("/data", post(text, JSON_TYPE))).json();
    deepStrictEqual(fields, JSON.parse(text));
  }
  for (const text of ['{"a":{"b":{"c":{}}}}', '{"a":[[[]]]}', '{"a":"\\\\","b":[[[]]]}', "[[[["]) {
    deepStrictEqual(await detail(app.request("/data", post(text, JSON_TYPE))), [
      400,
      "Cannot read JSON: more than 3 levels (maxDepth)",
    ], text);
  }
});

Deno.test("readJson() takes 64 levels where the application sets no limit", async () => {
  const app = bodyApp();
  const nested = (levels: number) =>
    post(`{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`, JSON_TYPE);
  strictEqual((await app.request("/data", nested(64))).status, 200);
  strictEqual((await app.request("/data", nested(65))).status, 400);
});

Deno.test("readJson() takes as many keys of the outermost object as maxFields", async () => {
  const app = bodyApp({ limits: { maxFields: 2 } });
  strictEqual(
    (await app.request("/data", post('{"a":{"x":1,"y":2,"z":3},"b":2}', JSON_TYPE))).status,
    200,
  );
  const over = app.request("/data", post('{"a":1,"b":2,"c":3}', JSON_TYPE));
  deepStrictEqual(await detail(over), [
    413,
    "Cannot read the body: more than 2 keys (maxFields)",
  ]);
});
