import { checked, cookie, header, only, optional } from "@fasthtml/fasthtml";
import { type } from "arktype";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import * as v from "valibot";
import { z } from "zod";
import { answer, detail, newApp } from "./_app.ts";

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

Deno.test("bind() reads header() and cookie() from where they are declared", async () => {
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

Deno.test("bind() finds the header of a parameter, however its name is written", async () => {
  const names = { user_agent: "user-agent", userAgent: "user-agent", ETag: "etag", X_Id: "x-id" };
  for (const [name, sent] of Object.entries(names)) {
    const { app, rt } = newApp();
    rt("/x", { [name]: header() }, (found) => ({ found: found[name as "req"] }));
    const response = await app.request("/x", { headers: { [sent]: "value" } });
    deepStrictEqual(await response.json(), { found: "value" }, name);
  }
});

Deno.test("bind() asks a class with fromRequest() for its value", async () => {
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

Deno.test("toSignature() throws at registration for what no request can bind", () => {
  const { rt } = newApp();
  class Empty {}
  const wrong = (params: object) => () => rt("/x", params as Record<string, string>, () => "");
  throws(wrong({ req: String }), /Cannot declare "req" for GET\|POST \/x: every handler has it/);
  throws(wrong({ a: Symbol() }), /Cannot declare "a" for GET\|POST \/x: symbol/);
  throws(wrong({ a: Empty }), /Empty has no fields/);
  throws(() => rt("/{url}", () => ""), /Cannot declare "url"/);
  throws(
    wrong({ a: header("X Y") }),
    /Cannot declare "a" for GET\|POST \/x: header "X Y", expected a token/,
  );
  throws(
    () => rt("/x", { p: only(Person, "nope" as "name") }, () => ""),
    /no field "nope" in Person/,
  );
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
    const [status, text] = await detail(client.post("/s", { data: { name: "E", age: "18" } }));
    deepStrictEqual(status, 422);
    match(text, /^Cannot read "person": name: /);
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
