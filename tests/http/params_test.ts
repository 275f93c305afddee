import { checked, cookie, header, oneOf, only, optional, type Rt } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, detail, newApp } from "./_app.ts";

enum Size {
  Small = "s",
  Large = "l",
}

function scalars(rt: Rt) {
  rt("/string", { a: String }, ({ a }) => [a].map((a) => ({ a })));
  rt("/number", { a: Number }, ({ a }) => ({ a }));
  rt("/boolean", { a: Boolean }, ({ a }) => ({ a }));
  rt("/bigint", { a: BigInt }, ({ a }) => ({ a }));
  rt("/date", { a: Date }, ({ a }) => ({ a }));
  rt("/url", { a: URL }, ({ a }) => ({ a: a.href }));
  rt("/list", { a: [Number] }, ({ a }) => ({ a }));
  rt("/default", { a: 7, b: "x", c: true }, ({ a, b, c }) => ({ a, b, c }));
  rt("/made", { a: () => 41 + 1 }, ({ a }) => ({ a }));
  rt("/read", { a: (text: string) => text.toUpperCase() }, ({ a }) => ({ a }));
  rt("/choice", { a: oneOf("x", "y") }, ({ a }) => ({ a }));
  rt("/enum", { a: oneOf(Size) }, ({ a }) => ({ a }));
  rt("/optional", { a: optional(Number) }, ({ a }) => ({ a: a ?? "none" }));
  rt("/null", { a: null }, ({ a }) => ({ a }));
}

const READ: [query: string, value: unknown][] = [
  ["/number?a=1.5e3", { a: 1500 }],
  ["/number?a=-0.5", { a: -0.5 }],
  ["/boolean?a=on", { a: true }],
  ["/boolean?a=0", { a: false }],
  ["/bigint?a=9007199254740993", { a: "9007199254740993" }],
  ["/date?a=2026-11-20", { a: "2026-11-20T00:00:00.000Z" }],
  ["/url?a=https%3A%2F%2Fa.example", { a: "https://a.example/" }],
  ["/list?a=1&a=2", { a: [1, 2] }],
  ["/list?a%5B%5D=1&a%5B%5D=2", { a: [1, 2] }],
  ["/list", { a: [] }],
  ["/default", { a: 7, b: "x", c: true }],
  ["/default?a=&b=&c=off", { a: 7, b: "", c: false }],
  ["/made", { a: 42 }],
  ["/made?a=1", { a: 1 }],
  ["/read?a=abc", { a: "ABC" }],
  ["/choice?a=y", { a: "y" }],
  ["/enum?a=l", { a: "l" }],
  ["/optional", { a: "none" }],
  ["/optional?a=", { a: "none" }],
  ["/optional?a=3", { a: 3 }],
  ["/null", { a: null }],
  ["/number?a=1&a=2", { a: 2 }],
];

const REFUSED: [query: string, message: string][] = [
  ["/string", 'Cannot read "a": nothing was sent, expected text'],
  ["/number", 'Cannot read "a": nothing was sent, expected a number'],
  ["/number?a=x", 'Cannot read "a": received "x", expected a number'],
  ["/number?a=", 'Cannot read "a": nothing was sent, expected a number'],
  ["/number?a=0x1f", 'Cannot read "a": received "0x1f", expected a number'],
  ["/number?a=Infinity", 'Cannot read "a": received "Infinity", expected a number'],
  [
    "/number?a=9007199254740993",
    'Cannot read "a": received "9007199254740993", expected a number',
  ],
  ["/boolean?a=maybe", 'Cannot read "a": received "maybe", expected true or false'],
  ["/bigint?a=1.5", 'Cannot read "a": received "1.5", expected an integer'],
  [
    "/date?a=2026-02-31",
    'Cannot read "a": received "2026-02-31", expected a date such as 2026-11-20 or 2026-11-20T09:30',
  ],
  ["/url?a=here", 'Cannot read "a": received "here", expected an absolute URL'],
  ["/list?a=1&a=x", 'Cannot read "a": received ["1","x"], expected a list, each a number'],
  ["/choice?a=z", 'Cannot read "a": received "z", expected one of "x", "y"'],
  ["/enum?a=Large", 'Cannot read "a": received "Large", expected one of "s", "l"'],
  ["/optional?a=x", 'Cannot read "a": received "x", expected a number'],
];

Deno.test("bind() reads each kind of parameter", async () => {
  const { app, rt } = newApp();
  scalars(rt);
  const values = READ.map(async ([path]) => [path, await (await app.request(path)).json()]);
  deepStrictEqual(await Promise.all(values), READ);
});

Deno.test("bind() names the field, the value and what was expected", async () => {
  const { app, rt } = newApp();
  scalars(rt);
  const values = REFUSED.map(async ([path]) => [path, ...await detail(app.request(path))]);
  deepStrictEqual(
    await Promise.all(values),
    REFUSED.map(([path, message]) => [path, 400, message]),
  );
});

Deno.test("bind() takes the path before the query, and the query before the body", async () => {
  const { rt, client } = newApp();
  rt("/p/{a}", { a: String, b: String }, ({ a, b }) => ({ a, b }));
  const response = await client.post("/p/path?a=query&b=query", { data: { a: "body", b: "body" } });
  deepStrictEqual(await response.json(), { a: "path", b: "query" });
});

Deno.test("bind() never takes a declared parameter from a header or cookie", async () => {
  const { app, rt } = newApp();
  rt("/x", { name: String }, ({ name }) => name);
  const headers = { name: "header", cookie: "name=cookie" };
  strictEqual((await app.request("/x", { headers })).status, 400);
});

Deno.test("bind() answers 404 where a path's value does not fit", async () => {
  const { app, rt } = newApp();
  rt("/n/{n}", { n: Number }, ({ n }) => ({ n }));
  deepStrictEqual(await (await app.request("/n/5")).json(), { n: 5 });
  strictEqual((await app.request("/n/x")).status, 404);
});

Deno.test("header() and cookie() declare where a value comes from", async () => {
  const { app, rt } = newApp();
  rt("/x", {
    userAgent: header(),
    count: header("X-Count", Number),
    theme: cookie("theme", optional(String)),
  }, ({ userAgent, count, theme }) => ({ userAgent, count, theme }));
  const headers = { "user-agent": "test", "x-count": "3", cookie: "theme=dark" };
  deepStrictEqual(await (await app.request("/x", { headers })).json(), {
    userAgent: "test",
    count: 3,
    theme: "dark",
  });
  const response = app.request("/x", { headers: { "user-agent": "test", "x-count": "x" } });
  deepStrictEqual(await detail(response), [
    400,
    'Cannot read "X-Count": received "x", expected a number',
  ]);
});

class Address {
  city = "";
  zip = 0;
}
class Person {
  static types = { address: Address, born: Date };
  name = "";
  age = 0;
  tags: string[] = [];
  member = false;
  note: string | null = null;
  born?: Date;
  address = new Address();
}

Deno.test("bind() makes an instance of a class, with only what was sent as its own", async () => {
  const { rt, client } = newApp();
  let person: Person | undefined;
  rt.post("/p", { p: Person }, ({ p }) => {
    person = p;
    return "";
  });
  const data = {
    name: "Jo",
    age: "7",
    tags: ["a", "b"],
    note: "",
    "address.city": "Bonn",
    "address.zip": "53111",
    admin: "1",
  };
  strictEqual((await client.post("/p", { data })).status, 200);
  deepStrictEqual(Object.keys(person!), ["name", "age", "tags", "note", "address"]);
  deepStrictEqual([person!.member, person!.born, person instanceof Person], [
    false,
    undefined,
    true,
  ]);
  deepStrictEqual({ ...person!.address }, { city: "Bonn", zip: 53111 });
});

Deno.test("bind() reads a class from JSON, lists of classes in it", async () => {
  class Item {
    name = "";
    n = 0;
  }
  class Order {
    static types = { items: [Item], total: BigInt };
    items: Item[] = [];
    total = 0n;
  }
  const { rt, client } = newApp();
  rt.post("/o", { o: Order }, ({ o }) => ({ items: o.items.map((i) => ({ ...i })), t: o.total }));
  const json = { items: [{ name: "a", n: 1 }, { name: "b", n: "2" }], total: 5 };
  deepStrictEqual(await (await client.post("/o", { json })).json(), {
    items: [{ name: "a", n: 1 }, { name: "b", n: 2 }],
    t: "5",
  });
  deepStrictEqual(await detail(client.post("/o", { json: { items: [{ n: "x" }] } })), [
    400,
    'Cannot read "items": received [{"n":"x"}], expected a list, each fields of Item',
  ]);
});

Deno.test("only() keeps a visitor from the other fields", async () => {
  class User {
    name = "";
    admin = false;
  }
  const { rt, client } = newApp();
  rt.post("/u", { u: only(User, "name") }, ({ u }) => ({ ...u, admin: u.admin }));
  const response = await client.post("/u", { data: { name: "eve", admin: "true" } });
  deepStrictEqual(await response.json(), { name: "eve", admin: false });
});

Deno.test("fromRequest() makes a value of the fields and the context", async () => {
  class Both {
    constructor(readonly text: string) {}
    static async fromRequest(data: Record<string, unknown>, { req }: { req: Request }) {
      return new Both(`${req.method} ${await Promise.resolve(data.a)}`);
    }
  }
  const { rt, client } = newApp();
  rt.post("/b", { b: Both }, ({ b }) => b.text);
  deepStrictEqual(await answer(client.post("/b", { data: { a: "1" } })), [200, "POST 1"]);
});

Deno.test("checked() gives the value of a class, or a message per field", async () => {
  const { rt, client } = newApp();
  rt.post(
    "/c",
    { form: checked(Person) },
    ({ form }) =>
      form.ok ? { value: form.value.age } : { errors: form.errors, age: form.input.age },
  );
  deepStrictEqual(await (await client.post("/c", { data: { age: 3 } })).json(), { value: 3 });
  deepStrictEqual(await (await client.post("/c", { data: { age: "old" } })).json(), {
    errors: { age: "Expected a number" },
    age: "old",
  });
});

Deno.test("bind() leaves the body alone for a handler that declares nothing", async () => {
  const { app, rt } = newApp();
  rt.post("/x", ({ req }) => String(req.bodyUsed));
  const response = app.request("/x", {
    method: "POST",
    body: "{bad",
    headers: { "content-type": "application/json" },
  });
  deepStrictEqual(await answer(response), [200, "false"]);
});

Deno.test("rt() refuses at registration what no request can bind", () => {
  const { rt } = newApp();
  class Empty {}
  const wrong = (params: object) => () => rt("/x", params as Record<string, string>, () => "");
  throws(wrong({ req: String }), /Cannot declare "req" for GET\|POST \/x: every handler has it/);
  throws(wrong({ a: Symbol() }), /Cannot declare "a" for GET\|POST \/x: symbol/);
  throws(wrong({ a: Empty }), /Empty has no fields/);
  throws(() => rt("/{url}", () => ""), /Cannot declare "url"/);
  throws(
    () => rt("/x", { p: only(Person, "nope" as "name") }, () => ""),
    /no field "nope" in Person/,
  );
});

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
