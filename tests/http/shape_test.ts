import { deepStrictEqual, strictEqual } from "node:assert";
import { detail, newApp } from "./_app.ts";

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

Deno.test("readShape() makes an instance with only what was sent as its own", async () => {
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

Deno.test("readShape() reads JSON, lists of classes in it", async () => {
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
