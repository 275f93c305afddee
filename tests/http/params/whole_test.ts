import { checked, only, optional } from "@fasthtml/fasthtml";
import { type } from "arktype";
import { deepStrictEqual, match } from "node:assert";
import * as v from "valibot";
import { z } from "zod";
import type { Declaration } from "../../../lib/http/types.ts";
import { answer, detail, newApp } from "../_app.ts";

Deno.test("bind() reads a class from the query where the verb has no body", async () => {
  class Item {
    n = 0;
  }
  const { app, rt } = newApp();
  rt.get("/", { item: Item }, ({ item }) => ({ ...item }));
  deepStrictEqual(await (await app.request("/?n=5&m=6")).json(), { n: 5 });
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
  static types = { address: Address, born: Date, note: String };
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
      form.ok
        ? { value: form.value.age, input: form.input }
        : { errors: form.errors, age: form.input.age },
  );
  deepStrictEqual(await (await client.post("/c", { data: { age: 3, x: "y" } })).json(), {
    value: 3,
    input: { age: "3", x: "y" },
  });
  deepStrictEqual(await (await client.post("/c", { data: { age: "old" } })).json(), {
    errors: { age: "Please enter a whole number." },
    age: "old",
  });
});

Deno.test("bind() names each field of a class that does not fit, in the user's language", async () => {
  class Book {
    static notNull = ["title"];
    title = "";
    pages = 0;
    read = false;
    address = new Address();
  }
  const de = { required: "Feld?", wholeNumber: "Zahl?", yesOrNo: "Ja?" };
  const { app, rt } = newApp({ exceptionHandlers: {}, messages: { de } });
  rt.post("/new", { book: Book }, () => "");
  rt.post("/book/{pages}", { book: Book }, () => "");
  const send = async (path: string, fields: Record<string, string>, language = "en") => {
    const headers = { accept: "application/json", "accept-language": language };
    const body = new URLSearchParams(fields);
    const response = await app.request(path, { method: "POST", headers, body });
    const { status, detail, errors } = await response.json();
    return { status, detail, errors };
  };
  const wrong = { pages: "many", read: "?", "address.zip": "x" };
  const whole = "Please enter a whole number.", yesOrNo = "Please choose yes or no.";
  deepStrictEqual(await send("/new", wrong), {
    status: 400,
    detail: `title: Please fill in this field. pages: ${whole} read: ${yesOrNo} ` +
      `address.zip: ${whole}`,
    errors: {
      title: "Please fill in this field.",
      pages: whole,
      read: yesOrNo,
      "address.zip": whole,
    },
  });
  deepStrictEqual(await send("/new", { title: "Emma", pages: "many" }), {
    status: 400,
    detail: `pages: ${whole}`,
    errors: { pages: whole },
  });
  deepStrictEqual(await send("/new", wrong, "de"), {
    status: 400,
    detail: "title: Feld? pages: Zahl? read: Ja? address.zip: Zahl?",
    errors: { title: "Feld?", pages: "Zahl?", read: "Ja?", "address.zip": "Zahl?" },
  });
  deepStrictEqual(await send("/book/many", { read: "?" }), {
    status: 404,
    detail: "This does not exist. It may have been moved or removed.",
    errors: undefined,
  });
});

Deno.test("bind() tells the developer each field of a class, and no password", async () => {
  class Account {
    static notNull = ["name"];
    name = "";
    password = 0;
  }
  const { rt, client } = newApp();
  rt.post("/", { account: Account }, () => "");
  deepStrictEqual(await detail(client.post("/", { data: { password: "hunter2" } })), [
    400,
    'Cannot read "name": nothing was sent, expected text; ' +
    'Cannot read "password": received a value that is not shown, expected a whole number',
  ]);
});

Deno.test("checked() gives every message, and takes only() and a schema too", async () => {
  const { rt, client } = newApp();
  rt.post("/all", { form: checked(Person) }, ({ form }) => ({ ...form }));
  rt.post("/only", { form: checked(only(Person, "name")) }, ({ form }) => form);
  const json = { age: "old", member: "maybe", "address.zip": "x", nope: 1 };
  deepStrictEqual(await (await client.post("/all", { json })).json(), {
    ok: false,
    errors: {
      age: "Please enter a whole number.",
      member: "Please choose yes or no.",
      "address.zip": "Please enter a whole number.",
    },
    input: json,
  });
  deepStrictEqual(await (await client.post("/only", { json: { name: "Jo", ...json } })).json(), {
    ok: true,
    value: { name: "Jo" },
    errors: {},
    input: { name: "Jo", ...json },
  });
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
        form.ok
          ? [form.value, form.input]
          : { errors: Object.keys(form.errors).sort(), name: form.input.name },
    );
    const good = await client.post("/s", { data: { name: "Eve", age: "18" } });
    deepStrictEqual(await good.json(), [{ name: "Eve", age: 18 }, { name: "Eve", age: "18" }]);
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

class Profile {
  name = "";
  age = 0;
  address = new Address();
}

/** One way to declare what is optional, and what it binds to each query and form. */
const OPTIONALS: [declaration: Declaration, sent: Record<string, unknown>][] = [
  [Profile, {
    "": "nothing",
    "utm_source=x": "nothing",
    "name=": { name: "" },
    "age=": {},
    "name=Ann&age=7": { name: "Ann", age: 7 },
    "address.city=Bonn": { address: { city: "Bonn" } },
    "age=x": 400,
  }],
  [only(Profile, "name"), {
    "": "nothing",
    "age=x": "nothing",
    "name=Ann&age=x": { name: "Ann" },
  }],
  [checked(Profile), {
    "": "nothing",
    "x=y": "nothing",
    "age=7": { ok: true, value: { age: 7 }, errors: {}, input: { age: "7" } },
    "age=x": { ok: false, errors: { age: "Please enter a whole number." }, input: { age: "x" } },
  }],
  [z.object({ name: z.string() }), {
    "": "nothing",
    "name=": { name: "" },
    "age=7": 422,
  }],
  [checked(z.object({ name: z.string("Who?") })), {
    "": "nothing",
    "age=7": { ok: false, errors: { name: "Who?" }, input: { age: "7" } },
  }],
];

Deno.test("optional() of what is a whole body is undefined where nothing of it was sent", async () => {
  for (const [declaration, table] of OPTIONALS) {
    const { rt, client } = newApp();
    rt("/", { it: optional(declaration) }, ({ it }) => ({ it: it ?? "nothing" }));
    const read = async (response: Promise<Response>) => {
      const { status } = await response;
      return status === 200 ? (await (await response).json()).it : status;
    };
    const body = (text: string) => ({
      body: text,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    for (const text of Object.keys(table)) {
      deepStrictEqual(await read(client.get(`/?${text}`)), table[text], `GET ${text}`);
      deepStrictEqual(await read(client.post("/", body(text))), table[text], `POST ${text}`);
    }
  }
});

Deno.test("optional() of a class reads the body of a POST alone, and asks no path", async () => {
  const { rt, client } = newApp();
  rt("/{name}", { profile: optional(Profile) }, ({ profile }) => ({ is: { ...profile } }));
  const read = async (response: Promise<Response>) => (await (await response).json()).is;
  deepStrictEqual(await read(client.get("/ann")), {});
  deepStrictEqual(await read(client.get("/ann?age=7")), { name: "ann", age: 7 });
  deepStrictEqual(await read(client.post("/ann?age=7")), {});
  deepStrictEqual(await read(client.post("/ann", { json: {} })), {});
  deepStrictEqual(await read(client.post("/ann", { json: { age: 7 } })), { name: "ann", age: 7 });
});

Deno.test("optional() asks a class with fromRequest() only where something was sent", async () => {
  class Sum {
    constructor(readonly total: number) {}
    static fromRequest(data: Record<string, unknown>) {
      return new Sum(Number(data.a) + Number(data.b));
    }
  }
  const { rt, client } = newApp();
  rt("/", { sum: optional(Sum) }, ({ sum }) => String(sum?.total));
  deepStrictEqual(await answer(client.get("/")), [200, "undefined"]);
  deepStrictEqual(await answer(client.get("/?a=1&b=2")), [200, "3"]);
  deepStrictEqual(await answer(client.post("/", { data: { a: "3", b: "4" } })), [200, "7"]);
});

Deno.test("optional() of one route shows a form, takes it, and shows it again", async () => {
  class Member {
    static notNull = ["name"];
    name = "";
    age = 0;
  }
  const { rt, client } = newApp();
  rt("/join", { member: optional(checked(Member)) }, ({ member }) => {
    if (!member?.ok) return { shows: member?.input ?? {}, errors: member?.errors ?? {} };
    if (member.value.name === "eve") return { shows: member.input, errors: { name: "Taken" } };
    return { joined: member.value.name };
  });
  const post = async (data: Record<string, string>) =>
    await (await client.post("/join", { data })).json();
  deepStrictEqual(await (await client.get("/join")).json(), { shows: {}, errors: {} });
  deepStrictEqual(await post({ name: " ", age: "x" }), {
    shows: { name: " ", age: "x" },
    errors: { name: "Please fill in this field.", age: "Please enter a whole number." },
  });
  deepStrictEqual(await post({ name: "eve", age: "7" }), {
    shows: { name: "eve", age: "7" },
    errors: { name: "Taken" },
  });
  deepStrictEqual(await post({ name: "Ann" }), { joined: "Ann" });
});
