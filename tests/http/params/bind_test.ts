import { checked, fromCookie, fromHeader, only, optional } from "@fasthtml/fasthtml";
import { type } from "arktype";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import * as v from "valibot";
import { z } from "zod";
import type { AnyClass, Declaration } from "../../../lib/http/types.ts";
import { answer, detail, newApp } from "../_app.ts";

Deno.test("bind() takes the path before the query, and the query before the body", async () => {
  const { rt, client } = newApp();
  rt("/p/{a}", { a: String, b: String, c: String, l: [String] }, ({ a, b, c, l }) =>
    [a, b, c, ...l]
      .join());
  const data = { a: "body", b: "body", c: "body", l: "body" };
  const post = (query: string) => client.post(`/p/path?${query}`, { data, htmx: true });
  deepStrictEqual(await answer(post("a=query&b=query")), [200, "path,query,body,body"]);
  deepStrictEqual(await answer(post("b=&l=query")), [200, "path,,body,query"]);
  deepStrictEqual(await answer(client.get("/p/path?b=1&c=2&l[]=3&l[]=4")), [200, "path,1,2,3,4"]);
  deepStrictEqual(await answer(client.get("/p/path?b=1&c=2")), [200, "path,1,2"]);
  const list = { b: "1", c: "2", "l[]": ["3", "4"] };
  deepStrictEqual(await answer(client.post("/p/path", { data: list })), [200, "path,1,2,3,4"]);
  deepStrictEqual(await answer(client.post("/p/path?l[]=5", { data: list })), [200, "path,1,2,5"]);
});

Deno.test("bind() never takes a declared parameter from a header or cookie", async () => {
  const { app, rt } = newApp();
  rt("/x", { name: String }, ({ name }) => name);
  const headers = { name: "header", cookie: "name=cookie" };
  strictEqual((await app.request("/x", { headers })).status, 400);
});

Deno.test("bind() takes a name with [] for a list alone", async () => {
  const { app, rt } = newApp();
  rt("/x", { a: String }, ({ a }) => a);
  for (const query of ["a[]=1", "undefined=1", "[]=1"]) {
    strictEqual((await app.request(`/x?${query}`)).status, 400, query);
  }
});

Deno.test("bind() answers 404 where a path's value does not fit, and 400 elsewhere", async () => {
  class Item {
    n = 0;
    m = 0;
  }
  const { rt, client } = newApp();
  rt("/n/{n}", { n: Number }, ({ n }) => ({ n }));
  rt.post("/item/{n}", { item: Item }, ({ item }) => ({ ...item }));
  deepStrictEqual(await (await client.get("/n/5")).json(), { n: 5 });
  deepStrictEqual(await detail(client.get("/n/x")), [
    404,
    'Cannot read "n": received "x", expected a number',
  ]);
  const post = (path: string, data: Record<string, string>) => client.post(path, { data });
  deepStrictEqual(await (await post("/item/5", { n: "6", m: "7" })).json(), { n: 5, m: 7 });
  strictEqual((await post("/item/x", { n: "6", m: "7" })).status, 404);
  strictEqual((await post("/item/5", { m: "x" })).status, 400);
});

Deno.test("bind() reads a class from the query where the verb has no body", async () => {
  class Item {
    n = 0;
  }
  const { app, rt } = newApp();
  rt.get("/", { item: Item }, ({ item }) => ({ ...item }));
  deepStrictEqual(await (await app.request("/?n=5&m=6")).json(), { n: 5 });
});

Deno.test("bind() shows 80 characters of a value that does not fit", async () => {
  const { rt, client } = newApp();
  rt("/", { n: Number }, () => "");
  const ask = async (json: unknown) => (await detail(client.post("/", { json: { n: json } })))[1];
  const message = (found: string) => `Cannot read "n": received ${found}, expected a number`;
  deepStrictEqual(await ask("x".repeat(78)), message(`"${"x".repeat(78)}"`));
  deepStrictEqual(await ask("x".repeat(79)), message(`"${"x".repeat(79)}…`));
  deepStrictEqual(await ask({ a: [1] }), message('{"a":[1]}'));
  const body = new FormData();
  body.append("n", new File(["1"], "secret name"));
  deepStrictEqual(await detail(client.post("/", { body })), [400, message("a file")]);
});

Deno.test("bind() reads fromHeader() and fromCookie() from where they are declared", async () => {
  const { app, rt } = newApp();
  rt("/x", {
    userAgent: fromHeader(),
    x_mood: fromHeader(),
    count: fromHeader("X-Count", Number),
    look: fromCookie("theme", optional(String)),
    lang: fromCookie(),
  }, ({ userAgent, x_mood, count, look, lang }) => ({ userAgent, x_mood, count, look, lang }));
  const headers = {
    "user-agent": "test",
    "x-mood": "good",
    "x-count": "3",
    cookie: "theme=dark; lang=de",
  };
  const values = { userAgent: "test", x_mood: "good", count: 3, lang: "de" };
  const ask = (more: Record<string, string>, query = "") =>
    app.request(`/x${query}`, { headers: { ...headers, ...more } });
  deepStrictEqual(await (await ask({})).json(), { ...values, look: "dark" });
  deepStrictEqual(await (await ask({ cookie: "lang=de" }, "?theme=query")).json(), values);
  deepStrictEqual(await detail(ask({ cookie: "look=dark" })), [
    400,
    'Cannot read "lang": nothing was sent, expected text',
  ]);
  deepStrictEqual(await detail(ask({ "x-count": "x" })), [
    400,
    'Cannot read "X-Count": received "x", expected a number',
  ]);
  deepStrictEqual(await detail(app.request("/x?userAgent=x")), [
    400,
    'Cannot read "user-Agent": nothing was sent, expected text',
  ]);
});

Deno.test("bind() reads a body only for what may come from one", async () => {
  const { app, rt } = newApp();
  rt.post("/none", ({ req }) => String(req.bodyUsed));
  rt.post("/path/{a}", { a: String }, ({ req }) => String(req.bodyUsed));
  rt.post(
    "/elsewhere",
    { h: fromHeader("x-h"), c: fromCookie("c") },
    ({ req }) => String(req.bodyUsed),
  );
  rt.post("/declared", { a: "x" }, ({ req }) => String(req.bodyUsed));
  const post = (path: string) =>
    answer(app.request(path, {
      method: "POST",
      body: "a=1",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-h": "1",
        cookie: "c=1",
      },
    }));
  deepStrictEqual(
    await Promise.all(["/none", "/path/a", "/elsewhere", "/declared"].map(post)),
    [[200, "false"], [200, "false"], [200, "false"], [200, "true"]],
  );
});

Deno.test("bind() finds the header of a parameter, however its name is written", async () => {
  const names = {
    user_agent: "user-agent",
    userAgent: "user-agent",
    ETag: "etag",
    xRealIp: "x-real-ip",
  };
  for (const [name, sent] of Object.entries(names)) {
    const { app, rt } = newApp();
    rt("/x", { [name]: fromHeader() }, (found) => ({ found: found[name as "req"] }));
    const response = await app.request("/x", { headers: { [sent]: "value" } });
    deepStrictEqual(await response.json(), { found: "value" }, name);
  }
});

Deno.test("bind() asks a class with fromRequest() for its value", async () => {
  class Both {
    constructor(readonly text: string) {}
    static async fromRequest(data: Record<string, unknown>, { req }: { req: Request }) {
      return new this(`${req.method} ${await Promise.resolve(data.a)} ${data.id}`);
    }
  }
  const { rt, client } = newApp();
  rt.post("/b/{id}", { b: Both }, ({ b }) => b.text);
  const data = { a: "1", id: "2" };
  deepStrictEqual(await answer(client.post("/b/3", { data })), [200, "POST 1 3"]);
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

Deno.test("checked() gives every message, and takes only() and a schema too", async () => {
  const { rt, client } = newApp();
  rt.post("/all", { form: checked(Person) }, ({ form }) => ({ ...form }));
  rt.post("/only", { form: checked(only(Person, "name")) }, ({ form }) => form);
  const json = { age: "old", member: "maybe", "address.zip": "x", nope: 1 };
  deepStrictEqual(await (await client.post("/all", { json })).json(), {
    ok: false,
    errors: {
      age: "Expected a number",
      member: "Expected true or false",
      address: "Expected fields of Address",
    },
    input: json,
  });
  deepStrictEqual(await (await client.post("/only", { json: { name: "Jo", ...json } })).json(), {
    ok: true,
    value: { name: "Jo" },
    errors: {},
  });
});

const SPECIAL = ["req", "url", "app", "state", "scope", "auth", "session", "htmx", "headers"]
  .concat(
    ["cookies", "signal", "body", "data", "hdrs", "ftrs", "htmlAttrs", "bodyAttrs"],
    ["send", "ws", "resp"],
  );

Deno.test("toSignature() throws at registration for what no request can bind", () => {
  const { rt } = newApp();
  class Empty {}
  const wrong = (params: object) => () => rt("/x", params as Record<string, string>, () => "");
  const where = "for GET|POST /x";
  for (const name of SPECIAL) {
    throws(wrong({ [name]: String }), {
      name: "TypeError",
      message: `Cannot declare "${name}" ${where}: every handler has it, expected another name`,
    });
  }
  throws(() => rt("/{url}", () => ""), /Cannot declare "url" for GET\|POST \/{url}: every handler/);
  const a = `Cannot declare "a" ${where}:`;
  const wrongs: [declaration: unknown, message: string][] = [
    [Symbol(), `${a} symbol, expected a type, a default or a schema`],
    [{}, `${a} an object, expected a type, a default or a schema`],
    [undefined, `${a} undefined, expected a type, a default or a schema`],
    [Empty, `${a} Empty has no fields, expected initial values`],
    [
      only(Person, "nope" as "name"),
      `${a} no field "nope" in Person, expected one of name, age, ` +
      "tags, member, note, born, address",
    ],
    [
      optional(fromHeader() as unknown as string),
      `${a} fromHeader() inside, expected it outermost`,
    ],
    [[checked(Person)], `${a} checked() inside, expected it outermost`],
    [
      checked(checked(Person) as unknown as AnyClass),
      `${a} checked(UnlinkedSpec), expected a class or a schema`,
    ],
    [checked(String), `${a} checked(function String), expected a class or a schema`],
    [fromHeader("X Y"), `${a} header "X Y", expected a token`],
  ];
  for (const [declaration, message] of wrongs) {
    throws(wrong({ a: declaration }), { name: "TypeError", message });
  }
});

Deno.test("toSignature() leaves only POST to a route that needs a body", () => {
  const schema = z.object({ a: z.string() });
  const verbs = (a: Declaration) => newApp().rt("/x", { a }, () => "").verbs.join();
  for (const a of [Person, File, schema, [File], [Person], only(Person, "name"), checked(Person)]) {
    strictEqual(verbs(a), "POST");
  }
  strictEqual(newApp().rt("/x", { a: File, b: String }, () => "").verbs.join(), "POST");
  const open = [String, Date, URL, [Number], [Date], fromHeader(), fromCookie("a")];
  const notNeeded = [optional(Number), optional(File), optional(Person)];
  for (const a of [...open, ...notNeeded]) strictEqual(verbs(a), "GET,POST");
});

const SCHEMAS = {
  zod: z.object({ name: z.string().min(2), age: z.coerce.number().min(18) }),
  valibot: v.object({
    name: v.pipe(v.string(), v.minLength(2)),
    age: v.pipe(v.string(), v.transform(Number), v.number(), v.minValue(18)),
  }),
  arktype: type({ name: "string >= 2", age: type("string.numeric.parse").to("number >= 18") }),
};

for (const [library, schema] of Object.entries(SCHEMAS)) {
  Deno.test(`bind() hands over what a schema of ${library} makes, or answers 422`, async () => {
    const { rt, client } = newApp();
    rt("/s", { person: schema as typeof SCHEMAS.zod }, ({ person }) => person);
    const good = { name: "Eve", age: "18" };
    deepStrictEqual(await answer(client.post("/s", { data: good })), [
      200,
      '{"name":"Eve","age":18}',
    ]);
    const [status, text] = await detail(client.post("/s", { data: { name: "E", age: "17" } }));
    deepStrictEqual(status, 422);
    match(text, /^Cannot read "person": name: [^;]+; age: [^;]+$/);
  });

  Deno.test(`checked() gives the errors of ${library} by field`, async () => {
    const { rt, client } = newApp();
    rt(
      "/s",
      { form: checked(schema as typeof SCHEMAS.zod) },
      ({ form }) =>
        form.ok ? form.value : { errors: Object.keys(form.errors).sort(), name: form.input.name },
    );
    const response = await client.post("/s", { data: { name: "E", age: "17" } });
    deepStrictEqual(await response.json(), { errors: ["age", "name"], name: "E" });
  });
}

Deno.test("checked() waits for a schema that asks elsewhere", async () => {
  const taken = z.object({
    name: z.string().refine(async (name) => await Promise.resolve(name !== "eve"), "Taken"),
  });
  const { rt, client } = newApp();
  rt("/s", { form: checked(taken) }, ({ form }) => form.ok ? "free" : form.errors.name);
  deepStrictEqual(await answer(client.post("/s", { data: { name: "eve" } })), [200, "Taken"]);
  deepStrictEqual(await answer(client.post("/s", { data: { name: "bob" } })), [200, "free"]);
});

Deno.test("bind() leaves no rejection unhandled where two parameters fail", async () => {
  const { app, rt } = newApp();
  const form = z.object({ email: z.string().refine(() => Promise.resolve(false)) });
  rt.post("/join", { form, age: Number }, () => null);

  const body = new URLSearchParams({ email: "no" });
  strictEqual((await app.request("/join?age=x", { method: "POST", body })).status, 400);
  // An unhandled rejection would end the test here.
  await new Promise((done) => setTimeout(done));
});

Deno.test("bind() tells each thing once that a schema finds wrong, by its place", async () => {
  const address = z.object({ city: z.string("No city"), zip: z.string("No zip") });
  const form = z.object({ addresses: z.array(address), name: z.string() })
    .refine(() => false, "Never right")
    .superRefine((_, context) => {
      for (const message of ["Too short", "Not a name"]) {
        context.addIssue({ code: "custom", path: ["name"], message });
      }
    });
  const { rt, client } = newApp();
  rt("/bound", { form }, () => "");
  rt("/checked", { form: checked(form) }, ({ form }) => form);
  const missing = { addresses: [{ city: "Bonn" }], name: "x" };
  deepStrictEqual(await detail(client.post("/bound", { json: missing })), [
    422,
    'Cannot read "form": addresses.0.zip: No zip',
  ]);
  const wrong = { addresses: [], name: "x" };
  deepStrictEqual(await detail(client.post("/bound", { json: wrong })), [
    422,
    'Cannot read "form": Never right; name: Too short',
  ]);
  deepStrictEqual(await (await client.post("/checked", { json: wrong })).json(), {
    ok: false,
    errors: { "": "Never right", name: "Too short" },
    input: wrong,
  });
});

Deno.test("bind() waits for every parameter that is promised", async () => {
  const slow = (wait: number) =>
    z.object({ a: z.string() }).transform(async ({ a }) => {
      for (let i = 0; i < wait; i++) await Promise.resolve();
      return a + wait;
    });
  const { rt, client } = newApp();
  rt("/", { one: slow(9), b: 1, two: slow(1) }, ({ one, b, two }) => `${one} ${b} ${two}`);
  deepStrictEqual(await answer(client.post("/", { data: { a: "x" } })), [200, "x9 1 x1"]);
});
