import { deepStrictEqual, strictEqual } from "node:assert";
import { detail, newApp, read } from "../../_app.ts";
import { bodyApp, FORM, JSON_TYPE, post, stream, tooLarge } from "../../_body.ts";

const MULTIPART = `--X\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--X--\r\n`;

const TYPES: [type: string, body: string, fields: object][] = [
  ["application/x-www-form-urlencoded", "a=1", { a: "1" }],
  ["Application/X-WWW-Form-URLEncoded ; charset=utf-8", "a=1", { a: "1" }],
  ["multipart/form-data; boundary=X", MULTIPART, { a: "1" }],
  ["application/json", '{"a":1}', { a: 1 }],
  ["APPLICATION/JSON;charset=utf-8", '{"a":1}', { a: 1 }],
  ["application/vnd.api+json", '{"a":1}', { a: 1 }],
  ["text/plain", '{"a":1}', {}],
  ["application/jsonp", '{"a":1}', {}],
  ["text/html; x=application/json", '{"a":1}', {}],
  ["", '{"a":1}', {}],
];

Deno.test("readFields() reads a body by its media type, and no other has fields", async () => {
  const { app, rt } = newApp();
  rt.post("/", ({ data }) => data());
  for (const [type, body, fields] of TYPES) {
    const init = { method: "POST", body: new TextEncoder().encode(body) };
    const headers = { "content-type": type };
    deepStrictEqual(await (await app.request("/", { ...init, headers })).json(), fields, type);
    const without = await app.request("/", { method: "POST", headers: { "content-type": type } });
    deepStrictEqual(await without.json(), {}, `${type} without a body`);
  }
  const untyped = { method: "POST", body: new TextEncoder().encode("a=1") };
  deepStrictEqual(await (await app.request("/", untyped)).json(), {});
});

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
    deepStrictEqual(await detail(app.request("/text", init)), tooLarge(10));
  }
});

Deno.test("readText() reads nothing of a body whose Content-Length is over the limit", async () => {
  const app = bodyApp({ limits: { maxBody: 10 } });
  let pulled = 0;
  const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 });
  const headers = { "content-length": "11" };
  const response = app.request("/text", { method: "POST", body, headers });
  deepStrictEqual(await detail(response), tooLarge(10));
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
  deepStrictEqual(await detail(app.request("/text", { method: "POST", body })), tooLarge(10));
  deepStrictEqual([pulled, isCancelled], [2, true]);
});

Deno.test("readText() holds a body to the limit though its Content-Length is no number", async () => {
  const app = bodyApp({ limits: { maxBody: 10 } });
  for (const length of ["9, 9", "x", "", "1e1"]) {
    const init = { ...stream("0123456789a"), headers: { "content-length": length } };
    deepStrictEqual(await detail(app.request("/text", init)), tooLarge(10), length);
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

Deno.test("readJson() counts names and values, not commas and colons in texts", async () => {
  const app = bodyApp({ limits: { maxItems: 5 } });
  for (const text of ['{"a":1,"b":2}', '{"a":[1,2,3]}', '{"a":",,,:::,\\\\","b":0}', "{}"]) {
    const { fields } = await (await app.request("/data", post(text, JSON_TYPE))).json();
    deepStrictEqual(fields, JSON.parse(text));
  }
  for (const text of ['{"a":1,"b":2,"c":3}', '{"a":[1,2,3,4,5]}', '{"a":{"b":[{"c":1},1,1]}}']) {
    deepStrictEqual(await detail(app.request("/data", post(text, JSON_TYPE))), [
      413,
      "Cannot read JSON: more than 5 names and values (maxItems)",
    ], text);
  }
});

/** A value, with the prototype of each object in it. */
function toKinds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toKinds);
  if (typeof value !== "object" || value === null) return value;
  return [String(Object.getPrototypeOf(value)), ...Object.values(value).map(toKinds)];
}

const SENT: [path: string, text: string, answer: unknown][] = [
  ["/json", '{"a":{"b":1}}', ["null", ["null", 1]]],
  ["/json", '[1,{"a":null}]', [1, ["null", null]]],
  ["/json", '"text"', "text"],
  ["/clone", '{"a":{}}', [["null", ["null"]], '{"a":{}}', ["null", ["null"]]]],
  ["/both", '{"a":1}', [["null", 1], ["null", 1], '{"a":1}']],
  ["/json", "", [400, "Cannot read JSON: malformed"]],
  ["/clone", "{", [400, "Cannot read JSON: malformed"]],
  ["/json", '"\xff"', [400, "Cannot read the body: not UTF-8"]],
  ["/json", "[[[]]]", [400, "Cannot read JSON: more than 2 levels (maxDepth)"]],
  ["/clone", "[1,2,3,4]", [413, "Cannot read JSON: more than 3 names and values (maxItems)"]],
  ["/json", `"${"x".repeat(40)}"`, [413, "Cannot read the body: more than 40 bytes (maxBody)"]],
  ["/clone", `"${"x".repeat(40)}"`, [413, "Cannot read the body: more than 40 bytes (maxBody)"]],
];

Deno.test("withSafeJson() makes req.json() read as data() does, also of a clone", async () => {
  const limits = { maxDepth: 2, maxItems: 3, maxBody: 40 };
  const { app, rt } = newApp({ limits, before: ({ req }) => void req });
  rt.post("/json", async ({ req }) => Response.json(toKinds(await req.json())));
  rt.post("/clone", async ({ req }) => {
    const clone = req.clone(), second = clone.clone();
    const all = [toKinds(await clone.json()), await second.text(), toKinds(await req.json())];
    return Response.json(all);
  });
  rt.post("/both", async ({ req, data, body }) => {
    const all = [toKinds(await req.json()), toKinds(await data()), await body()];
    return Response.json(all);
  });
  for (const [path, text, expected] of SENT) {
    const body = Uint8Array.from(text, (char) => char.charCodeAt(0));
    const response = await app.request(path, post(body, JSON_TYPE));
    deepStrictEqual(
      [path, text, response.ok ? await response.json() : await detail(response)],
      [path, text, expected],
    );
  }
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
