import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { parseHost } from "../../../lib/http/routing/hosts.ts";
import { answer, newApp, read } from "../_app.ts";

Deno.test("HostRouter prefers the routes of a host to those of all hosts", async () => {
  const { app, rt } = newApp();
  rt("/h", () => "any");
  rt("/h", () => "admin", { host: "admin.example.com" });
  rt("/t", { tenant: String }, ({ tenant }) => tenant, { host: "{tenant}.ex.org" });
  const text = async (url: string) => (await answer(app.request(url)))[1];
  strictEqual(await text("http://admin.example.com/h"), "admin");
  strictEqual(await text("http://ADMIN.example.com:8080/h"), "admin");
  strictEqual(await text("http://other.example.com/h"), "any");
  strictEqual(await text("http://acme.ex.org/t"), "acme");
  strictEqual((await app.request("http://a.b.ex.org/t")).status, 404);
  strictEqual((await app.request("http://ex.org/t")).status, 404);
  throws(() => rt("/x", () => "", { host: "a b" }), /expected one such as/);
});

Deno.test("HostRouter gives a handler the parameters of its path and of its host", async () => {
  const { app, rt } = newApp();
  const params = { tenant: String, region: String };
  rt(
    "/{id:int}/{name}",
    params,
    ({ id, name, tenant, region }) => `${id} ${name} ${tenant} ${region}`,
    {
      host: "{tenant}.{region}.example.com",
    },
  );
  rt("/plain", { tenant: String, region: String }, ({ tenant, region }) => `${tenant} ${region}`, {
    host: "{tenant}.{region}.example.com",
  });
  const ask = (path: string) => answer(app.request(`http://acme.eu.example.com:81${path}`));
  deepStrictEqual(await ask("/7/x"), [200, "7 x acme eu"]);
  deepStrictEqual(await ask("/plain"), [200, "acme eu"]);
});

Deno.test("HostRouter tries patterns in the order of their declaration", async () => {
  const { app, rt } = newApp();
  rt("/a", { name: String }, ({ name }) => `first ${name}`, { host: "{name}.example.com" });
  rt("/a", () => "second", { host: "www.example.com" });
  rt("/b", () => "only www", { host: "www.example.com" });
  const ask = (path: string) => answer(app.request(`http://www.example.com${path}`));
  deepStrictEqual([await ask("/a"), await ask("/b")], [[200, "first www"], [200, "only www"]]);
});

Deno.test("HostRouter answers 405 with the verbs of the host's routes and of all hosts'", async () => {
  const { app, rt } = newApp();
  rt.get("/x", () => "host", { host: "a.example" });
  rt.put("/x", () => "any");
  rt.get("/own", () => "host", { host: "a.example" });
  const ask = async (path: string, method: string) => {
    const { status, headers, text } = await read(
      app.request(`http://a.example${path}`, { method }),
    );
    return [status, headers.get("allow") ?? text];
  };
  deepStrictEqual(await ask("/x", "GET"), [200, "host"]);
  deepStrictEqual(await ask("/x", "PUT"), [200, "any"]);
  deepStrictEqual(await ask("/x", "PATCH"), [405, "HEAD, GET, PUT"]);
  deepStrictEqual(await ask("/own", "PATCH"), [405, "HEAD, GET"]);
  strictEqual((await ask("/none", "PATCH"))[0], 404);
  strictEqual((await app.request("http://b.example/own", { method: "PATCH" })).status, 404);
});

const HOSTS: [pattern: string, fits: string[], fitsNot: string[]][] = [
  ["admin.example.com", ["admin.example.com", "ADMIN.example.com"], [
    "adminxexample.com",
    "x.admin.example.com",
    "admin.example.com.evil",
  ]],
  ["{name}.example.com", ["a.example.com", "a-b_c.example.com"], [
    ".example.com",
    "example.com",
    "a.b.example.com",
  ]],
  ["api-{a}.{b}", ["api-1.x"], ["api-.x", "api-1.x.y"]],
  ["localhost", ["localhost"], ["localhost.example"]],
];

Deno.test("parseHost() makes a pattern that fits whole names", () => {
  for (const [host, fits, fitsNot] of HOSTS) {
    const { test } = parseHost(host);
    deepStrictEqual(fits.map((name) => test.test(name)), fits.map(() => true), host);
    deepStrictEqual(fitsNot.map((name) => test.test(name)), fitsNot.map(() => false), host);
  }
  deepStrictEqual(parseHost("{a}-x.{b}").names, ["a", "b"]);
  deepStrictEqual(parseHost("x").names, []);
});

Deno.test("parseHost() rejects what is no host", () => {
  for (const host of ["", "a b", "a/b", "a:80", "{a b}", "{}.x", "*.example.com", "a|b", "(a)"]) {
    throws(() => parseHost(host), {
      name: "SyntaxError",
      message: `Cannot use "${host}" as a host, expected one such as "{name}.example.com"`,
    });
  }
});

Deno.test("HostRouter knows the application's converters on every host", async () => {
  const { app, rt } = newApp({ converters: { hex: /[0-9a-f]+/ } });
  rt("/{h:hex}", ({ h }) => `any ${h}`);
  deepStrictEqual(await answer(app.request("http://a.example/beef")), [200, "any beef"]);
  rt("/{h:hex}", ({ h }) => `own ${h}`, { host: "a.example" });
  deepStrictEqual(await answer(app.request("http://a.example/beef")), [200, "own beef"]);
  deepStrictEqual(await answer(app.request("http://b.example/beef")), [200, "any beef"]);
});
