import { fromCookie, fromHeader, oneOf, only, optional } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
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

Deno.test("oneOf().or() is its default where nothing or an empty text was sent", async () => {
  const expected = 'expected one of "x", "2"';
  const table: Table = [
    ["", 2],
    ["a=", 2],
    ["a=2", 2],
    ["a=x", "x"],
    ["a=z", [400, `Cannot read "a": received "z", ${expected}`]],
    ["a=%20", [400, `Cannot read "a": received " ", ${expected}`]],
    ["a=z&a=x", "x"],
  ];
  deepStrictEqual(await bindEach(oneOf("x", 2).or(2), table), table);
  const sizes: Table = [["", Size.Small], ["a=l", Size.Large]];
  deepStrictEqual(await bindEach(oneOf(Size).or(Size.Small), sizes), sizes);
  const levels: Table = [["", Level.Low], ["a=", Level.Low], ["a=1", Level.High]];
  deepStrictEqual(await bindEach(oneOf(Level).or(Level.Low), levels), levels);
  const lists: Table = [["", []], ["a=x&a=2", ["x", 2]]];
  deepStrictEqual(await bindEach([oneOf("x", 2).or(2)], lists), lists);
});

Deno.test("oneOf().or() may be left out of a link, a cookie and a form, and of a path it may not", async () => {
  const theme = oneOf("light", "dark").or("light");
  class Settings {
    static types = { size: oneOf("s", "l").or("l") };
    size: "s" | "l" = "s";
    name = "";
  }
  const { app, rt, client } = newApp();
  const index = rt.get("/", {
    sort: oneOf("name", "age").or("name"),
    theme: fromCookie("t", theme),
  }, ({ sort, theme }) => ({ sort, theme }));
  rt.get("/by/{sort}", { sort: oneOf("name", "age").or("name") }, ({ sort }) => ({ sort }));
  rt.post("/", { settings: Settings }, ({ settings }) => ({ ...settings }));
  deepStrictEqual([index.to(), index.to({ sort: "age" })], ["/", "/?sort=age"]);
  const get = async (path: string, cookie = "") =>
    await (await app.request(path, { headers: { cookie } })).json();
  deepStrictEqual(await get(index.to()), { sort: "name", theme: "light" });
  deepStrictEqual(await get("/?sort=age", "t=dark"), { sort: "age", theme: "dark" });
  strictEqual((await app.request("/", { headers: { cookie: "t=red" } })).status, 400);
  deepStrictEqual(await get("/by/age"), { sort: "age" });
  strictEqual((await app.request("/by/size")).status, 404);
  const post = async (data: Record<string, string>) =>
    await (await client.post("/", { data })).json();
  // As any field of a class: one that was not sent has its initial value.
  deepStrictEqual(await post({ name: "x" }), { name: "x" });
  deepStrictEqual(await post({ name: "x", size: "l" }), { size: "l", name: "x" });
});

Deno.test("oneOf().or() throws for a default that is none of the values", () => {
  throws(() => oneOf("a", 2).or("2" as "a"), {
    name: "TypeError",
    message: 'Cannot declare a choice: the default is "2", expected one of "a", 2',
  });
  throws(() => oneOf("a").or(undefined as unknown as "a"), {
    name: "TypeError",
    message: 'Cannot declare a choice: the default is undefined, expected one of "a"',
  });
});
