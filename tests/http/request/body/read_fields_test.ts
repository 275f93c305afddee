import { deepStrictEqual } from "node:assert";
import { newApp } from "../../_app.ts";

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
