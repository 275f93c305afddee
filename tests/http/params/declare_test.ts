import { fromCookie, fromHeader, oneOf, only, optional } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, newApp } from "../_app.ts";
import { bindEach, type Table } from "../_bind.ts";

Deno.test("oneOf() takes the named texts and numbers alone", async () => {
  const expected = 'expected one of "x", "2"';
  const table: Table = [
    ["a=x", "x"],
    ["a=2", 2],
    ["a=z", [400, `Cannot read "a": received "z", ${expected}`]],
    ["a=X", [400, `Cannot read "a": received "X", ${expected}`]],
    ["a=", [400, `Cannot read "a": received "", ${expected}`]],
    ["", [400, `Cannot read "a": nothing was sent, ${expected}`]],
  ];
  deepStrictEqual(await bindEach(oneOf("x", 2), table), table);
});

enum Size {
  Small = "s",
  Large = "l",
}

enum Level {
  Low,
  High,
}

Deno.test("oneOf() takes the values of an enum, not its names", async () => {
  const sizes: Table = [
    ["a=l", Size.Large],
    ["a=Large", [400, 'Cannot read "a": received "Large", expected one of "s", "l"']],
  ];
  deepStrictEqual(await bindEach(oneOf(Size), sizes), sizes);
  const levels: Table = [
    ["a=0", Level.Low],
    ["a=1", Level.High],
    ["a=High", [400, 'Cannot read "a": received "High", expected one of "0", "1"']],
    ["a=2", [400, 'Cannot read "a": received "2", expected one of "0", "1"']],
  ];
  deepStrictEqual(await bindEach(oneOf(Level), levels), levels);
});

Deno.test("optional() is undefined where nothing or an empty text was sent", async () => {
  const table: Table = [
    ["", undefined],
    ["a=", undefined],
    ["a=3", 3],
    ["a=x", [400, 'Cannot read "a": received "x", expected a number']],
  ];
  deepStrictEqual(await bindEach(optional(Number), table), table);
});

Deno.test("only() takes the named fields alone", async () => {
  class User {
    name = "";
    admin = false;
  }
  const { rt, client } = newApp();
  rt.post("/u", { u: only(User, "name") }, ({ u }) => ({ ...u, admin: u.admin }));
  const response = await client.post("/u", { data: { name: "eve", admin: "true" } });
  deepStrictEqual(await response.json(), { name: "eve", admin: false });
});

Deno.test("fromCookie() reads a parameter from a cookie, and from nowhere else", async () => {
  const { app, rt } = newApp();
  rt("/", {
    own: fromCookie(),
    other: fromCookie("x-y"),
    count: fromCookie("n", Number),
    flag: fromCookie("flag", Boolean),
  }, ({ own, other, count, flag }) => ({ own, other, count, flag }));
  const headers = { cookie: "own=a; x-y=b; n=3; flag=off", "x-n": "4" };
  deepStrictEqual(await (await app.request("/", { headers })).json(), {
    own: "a",
    other: "b",
    count: 3,
    flag: false,
  });
  // What a client sends elsewhere is no cookie.
  strictEqual((await app.request("/?own=a&x-y=b&n=3&flag=1")).status, 400);
});

Deno.test("fromHeader() reads a parameter from the header of its name, with dashes", async () => {
  const { app, rt } = newApp();
  rt(
    "/",
    { xTraceId: fromHeader(), n: fromHeader("X-Count", Number) },
    ({ xTraceId, n }) => ({ xTraceId, n }),
  );
  const headers = { "x-trace-id": "t", "x-count": "3" };
  deepStrictEqual(await answer(app.request("/", { headers })), [200, '{"xTraceId":"t","n":3}']);
  strictEqual((await app.request("/?xTraceId=t&n=3")).status, 400);
});
