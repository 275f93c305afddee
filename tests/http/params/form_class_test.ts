import { checked, oneOf, only, optional } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { detail, newApp } from "../_app.ts";

class Address {
  city = "";
  zip = 0;
}

class Person {
  static types = { address: Address, born: Date, height: Number, note: String };
  name = "";
  age = 0;
  tags: string[] = [];
  member = false;
  note: string | null = null;
  height: number | null = null;
  born?: Date;
  address = new Address();
}

/** A client of an application that answers with what a person has as its own. */
function personClient() {
  const { rt, client } = newApp();
  rt.post("/", { person: Person }, ({ person }) => ({ ...person }));
  return client;
}

Deno.test("readForm() makes an instance with only what was sent as its own", async () => {
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
  deepStrictEqual({ ...person, address: { ...person!.address } }, {
    name: "Jo",
    age: 7,
    tags: ["a", "b"],
    note: "",
    address: { city: "Bonn", zip: 53111 },
  });
  deepStrictEqual([person!.member, person!.born, person instanceof Person], [
    false,
    undefined,
    true,
  ]);
  strictEqual(person!.address instanceof Address, true);
});

const FORMS: [data: Record<string, string>, own: object][] = [
  [{}, {}],
  [{ name: "", note: "" }, { name: "", note: "" }],
  [{ age: "", member: "" }, { member: false }],
  [{ height: "", born: "" }, { height: null, born: null }],
  [{ age: "0", height: "1.8", born: "2026-11-20" }, {
    age: 0,
    height: 1.8,
    born: "2026-11-20T00:00:00.000Z",
  }],
  [{ "address.city": "Bonn", "addresses.city": "x", "my.address.city": "x" }, {
    address: { city: "Bonn" },
  }],
  [{ "addresses.city": "x" }, {}],
  [{ "address.": "x" }, { address: {} }],
  [{ nope: "x", constructor: "x", toString: "x" }, {}],
];

Deno.test("readForm() tells what was sent empty from what was not sent", async () => {
  const client = personClient();
  for (const [data, own] of FORMS) {
    const response = await client.post("/", { data });
    deepStrictEqual(await response.json(), own, JSON.stringify(data));
  }
});

const REJECTED: [json: object, message: string][] = [
  [{ age: null }, 'Cannot read "age": received null, expected a whole number'],
  [{ age: {} }, 'Cannot read "age": received {}, expected a whole number'],
  [{ age: 1.5 }, 'Cannot read "age": received 1.5, expected a whole number'],
  [{ name: ["a", { b: 1 }] }, 'Cannot read "name": received ["a",{"b":1}], expected text'],
  [{ tags: [1, null] }, 'Cannot read "tags": received [1,null], expected a list, each text'],
  [{ address: null }, 'Cannot read "address": received null, expected fields of Address'],
  [{ address: "x" }, 'Cannot read "address": received "x", expected fields of Address'],
  [{ address: [] }, 'Cannot read "address": received [], expected fields of Address'],
  [{ address: { zip: "x" } }, 'Cannot read "address.zip": received "x", expected a whole number'],
  [{ "address.zip": "x" }, 'Cannot read "address.zip": received "x", expected a whole number'],
  [
    { born: "soon" },
    'Cannot read "born": received "soon", expected a date such as 2026-11-20 or 2026-11-20T09:30',
  ],
];

Deno.test("readForm() reads values of JSON, and null where the initial value is null", async () => {
  const client = personClient();
  const json = { name: 5, age: 7, tags: ["a", 1], member: true, note: null, height: null };
  deepStrictEqual(await (await client.post("/", { json })).json(), {
    ...json,
    name: "5",
    tags: ["a", "1"],
  });
  for (const [json, message] of REJECTED) {
    deepStrictEqual(await detail(client.post("/", { json })), [400, message]);
  }
});

class Settings {
  static types = { extra: Object };
  meta: unknown = {};
  extra: unknown = null;
}

Deno.test("readForm() reads JSON's null where the initial value is null, and nowhere else", async () => {
  const { rt, client } = newApp();
  rt.post("/", { settings: Settings }, ({ settings }) => ({ ...settings }));
  for (const sent of [{ json: { extra: null } }, { data: { extra: "null" } }]) {
    deepStrictEqual(await (await client.post("/", sent)).json(), { extra: null });
  }
  const message = (found: string) => `Cannot read "meta": received ${found}, expected JSON`;
  const json = { meta: null }, data = { meta: "null" };
  deepStrictEqual(await detail(client.post("/", { json })), [400, message("null")]);
  deepStrictEqual(await detail(client.post("/", { data })), [400, message('"null"')]);
});

Deno.test("readForm() takes a field as it is before fields that are named below it", async () => {
  const { rt, client } = newApp();
  rt.post("/", { person: checked(Person) }, ({ person }) => person.errors);
  const post = async (data: Record<string, string>) =>
    await (await client.post("/", { data })).json();
  deepStrictEqual(await post({ "address.zip": "5", address: "x" }), {
    address: "This is not valid.",
  });
  deepStrictEqual(await post({ "address.zip": "x", age: "x", name: "x" }), {
    age: "Please enter a whole number.",
    "address.zip": "Please enter a whole number.",
  });
});

Deno.test("readForm() never shares an initial value between two requests", async () => {
  const { rt, client } = newApp();
  rt.post("/", { person: Person }, ({ person }) => {
    person.tags.push("x");
    person.address.city += "x";
    return { tags: person.tags, city: person.address.city };
  });
  for (let i = 0; i < 2; i++) {
    const response = await client.post("/", { data: { name: "Jo" } });
    deepStrictEqual(await response.json(), { tags: ["x"], city: "x" });
  }
});

Deno.test("readForm() reads JSON, lists of classes in it", async () => {
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

Deno.test("readForm() asks the type of a field whether an empty text is nothing sent", async () => {
  const readShort = (text: string) => text.length < 3 ? text : undefined;
  const readLong = (text: string) => text.length > 3 ? text : undefined;
  class Texts {
    static types = { short: readShort, long: readLong, none: readLong };
    short = "x";
    long = "long";
    none: string | null = null;
    meta = {};
  }
  const { rt, client } = newApp();
  rt.post("/", { texts: Texts }, ({ texts }) => ({ ...texts }));
  const data = { short: "", long: "", none: "" };
  deepStrictEqual(await (await client.post("/", { data })).json(), { short: "", none: null });
  deepStrictEqual(await detail(client.post("/", { data: { meta: "" } })), [
    400,
    'Cannot read "meta": received "", expected JSON',
  ]);
});

class Task {
  static types = { prio: optional(Number), due: Date, note: optional(String) };
  static notNull = ["title", "due", "done"];
  title = "";
  due: Date | null = null;
  done = false;
  prio: number | null = 1;
  note: string | null = "none";
}

Deno.test("readForm() takes null for a field that static types call optional()", async () => {
  const { rt, client } = newApp();
  rt.post("/", { task: only(Task, "prio", "note") }, ({ task }) => ({ ...task }));
  const json = { prio: null, note: null };
  deepStrictEqual(await (await client.post("/", { json })).json(), json);
  const data = { prio: "", note: "" };
  deepStrictEqual(await (await client.post("/", { data })).json(), json);
  deepStrictEqual(await (await client.post("/", { json: {} })).json(), {});
  deepStrictEqual(await detail(client.post("/", { json: { prio: "x" } })), [
    400,
    'Cannot read "prio": received "x", expected a number',
  ]);
});

Deno.test("readForm() requires the fields of static notNull, and more in them than blanks", async () => {
  const { rt, client } = newApp();
  rt.post("/", { task: Task }, ({ task }) => ({ ...task }));
  rt.post("/some", { task: only(Task, "done", "prio") }, ({ task }) => ({ ...task }));
  rt.post("/checked", { task: checked(Task) }, ({ task }) => task.errors);
  const good = { title: "a", due: "2026-11-20", done: "" };
  deepStrictEqual(await (await client.post("/", { data: good })).json(), {
    title: "a",
    due: "2026-11-20T00:00:00.000Z",
    done: false,
  });
  deepStrictEqual(await (await client.post("/some", { data: { done: "1" } })).json(), {
    done: true,
  });
  const missing: [name: string, value: string | undefined, expected: string][] = [
    ["title", undefined, "text"],
    ["title", "", "text"],
    ["title", " \t", "text"],
    ["due", undefined, "a date such as 2026-11-20 or 2026-11-20T09:30"],
    ["due", "", "a date such as 2026-11-20 or 2026-11-20T09:30"],
    ["done", undefined, "true or false"],
  ];
  for (const [name, value, expected] of missing) {
    const message = `Cannot read "${name}": nothing was sent, expected ${expected}`;
    const json = { ...good, [name]: value };
    deepStrictEqual(await detail(client.post("/", { json })), [400, message]);
    const errors = await (await client.post("/checked", { json })).json();
    deepStrictEqual(errors, { [name]: "Please fill in this field." });
  }
  deepStrictEqual(await detail(client.post("/", { json: { ...good, due: null } })), [
    400,
    'Cannot read "due": received null, expected a date such as 2026-11-20 or 2026-11-20T09:30',
  ]);
});

Deno.test("readForm() leaves the methods of a class to the program", async () => {
  class Job {
    title = "";
    run = () => this.title;
  }
  const { rt, client } = newApp();
  rt.post("/", { job: Job }, ({ job }) => ({ ...job, runs: typeof job.run }));
  const json = { title: "a", run: { b: 1 } };
  deepStrictEqual(await (await client.post("/", { json })).json(), {
    title: "a",
    runs: "function",
  });
});

Deno.test("readForm() reads an empty choice as null where it may be, and is none of the choices", async () => {
  class Task {
    prio: "low" | "high" | null = null;
    mark: "" | "x" | null = null;
    kind: "a" | null = null;
    static types = { prio: oneOf("low", "high"), mark: oneOf("", "x"), kind: oneOf("a") };
    static notNull = ["kind"];
  }
  const { rt, client } = newApp();
  rt.post("/", { task: Task }, ({ task }) => ({ ...task }));
  const read = async (data: Record<string, string>) => {
    const response = await client.post("/", { data });
    return response.ok ? await response.json() : response.status;
  };
  const all: Record<string, string>[] = [
    { prio: "", mark: "", kind: "a" },
    { prio: "low", kind: "a" },
    { kind: "" },
    {
      prio: " ",
      kind: "a",
    },
  ];
  deepStrictEqual(await Promise.all(all.map(read)), [
    { prio: null, mark: "", kind: "a" },
    { prio: "low", kind: "a" },
    400,
    400,
  ]);
});
