import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { fillPath, parseHost, parsePath } from "../../../lib/http/routing/path.ts";
import { newApp } from "../_app.ts";

const MISTAKES: [path: string, message: RegExp][] = [
  ["x", /no slash at the start, expected "\/x"/],
  ["/x?y", /expected a path alone/],
  ["/user/:id", /^SyntaxError: Cannot add route "\/user\/:id": ":id", expected \{id\}$/],
  ["/files/*", /: "\*", expected \{name\}, or \{name:path\} for all that follows$/],
  ["/*/edit", /: "\*", expected \{name\}/],
  ["/{a}/{a}", /"a" twice/],
  ["/{a", /a brace on its own/],
  ["/{1a}", /parameter "1a"/],
  ["/{a:nope}", /converter "nope", expected one of str, int/],
];

Deno.test("parsePath() rejects a malformed path at registration", () => {
  const { rt } = newApp();
  for (const [path, message] of MISTAKES) throws(() => rt(path, () => ""), message);
});

Deno.test("parsePath() takes a path apart into texts and parameters in turn", () => {
  deepStrictEqual(parsePath("/a/{b}-{c:int}/d"), {
    path: "/a/{b}-{c:int}/d",
    texts: ["/a/", "-", "/d"],
    params: [{ name: "b", converter: "str" }, { name: "c", converter: "int" }],
  });
  deepStrictEqual(parsePath("/"), { path: "/", texts: ["/"], params: [] });
  deepStrictEqual(parsePath("/{$a_1}").params, [{ name: "$a_1", converter: "str" }]);
});

const FILLED: [path: string, values: Record<string, unknown>, url: string][] = [
  ["/", {}, "/"],
  ["/{a}", { a: 0 }, "/0"],
  ["/{a}", { a: false }, "/false"],
  ["/{a}", { a: "a/b?c#d%é" }, "/a%2Fb%3Fc%23d%25%C3%A9"],
  ["/{a:path}", { a: "/a b//c?/" }, "//a%20b//c%3F/"],
  ["/{a}.{b}/x", { a: 1, b: 2 }, "/1.2/x"],
  ["/{a}", { a: new Date(0) }, "/1970-01-01T00%3A00%3A00.000Z"],
  ["/", { q: "a&b=c d", n: 0, f: false, e: "" }, "/?q=a%26b%3Dc+d&n=0&f=false&e="],
  ["/", { n: null, u: undefined, l: [] }, "/"],
  ["/", { l: [1, null, "b"], d: new Date(0) }, "/?l=1&l=b&d=1970-01-01T00%3A00%3A00.000Z"],
  ["/{a}", { b: 1, a: 2 }, "/2?b=1"],
];

Deno.test("fillPath() writes values into the path, and the rest as a query", () => {
  const filled = FILLED.map(([path, values]) => [path, values, fillPath(parsePath(path), values)]);
  deepStrictEqual(filled, FILLED);
});

Deno.test("fillPath() rejects a path's parameter without a value", () => {
  for (const a of [undefined, null, ""]) {
    throws(() => fillPath(parsePath("/x/{a}"), { a }), {
      name: "TypeError",
      message: 'Cannot make a URL for "/x/{a}": no value for "a", expected one',
    });
  }
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
      message: `Cannot use a host: "${host}", expected one such as "{name}.example.com"`,
    });
  }
});

Deno.test("fillPath() takes no value that every object inherits", () => {
  for (const name of ["constructor", "toString", "__proto__"]) {
    const path = parsePath(`/u/{${name}}`);
    strictEqual(fillPath(path, JSON.parse(`{ "${name}": "eve" }`)), "/u/eve");
    throws(() => fillPath(path, {}), {
      message: `Cannot make a URL for "/u/{${name}}": no value for "${name}", expected one`,
    });
  }
});
