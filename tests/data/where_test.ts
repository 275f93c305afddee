import { deepStrictEqual, throws } from "node:assert";
import {
  and,
  between,
  contains,
  database,
  gt,
  lte,
  not,
  or,
  startsWith,
} from "../../lib/data/mod.ts";

class Person {
  static types = { born: Date };
  id = 0;
  name = "";
  role: "user" | "admin" = "user";
  born: Date | null = null;
}

Deno.test("the types of conditions are those of their columns", () => {
  using db = database(":memory:");
  const people = db.create(Person);
  people({ id: gt(1), name: [startsWith("A"), "Bob"], role: not("admin"), born: not(null) });
  people({ born: between(new Date(0), new Date()), role: not(["user", "admin"]) });
  people(or({ id: 1 }, and({ role: "admin" }, { id: lte(5) })), { orderBy: "-id" });
  people({ where: or({ id: 1 }, { role: "admin" }), limit: 1 });
  people.count(or({ id: not(gt(1)) }));
  const admins = or<Person>({ role: "admin" });
  people(and({ id: 1 }, admins));

  // @ts-expect-error a text is no number
  throws(() => people({ id: gt("1") }));
  // @ts-expect-error a number is no text
  throws(() => people({ name: not(5) }));
  // @ts-expect-error no part of a number
  throws(() => people({ id: contains("1") }));
  // @ts-expect-error no such role
  deepStrictEqual(people({ role: not("admn") }).length, 0);
  // @ts-expect-error no such column
  throws(() => people(or({ nme: "x" })));
  // @ts-expect-error a text is no number
  throws(() => people(and({ id: 1 }, or({ id: "1" }))));
  // @ts-expect-error a new row takes the value
  throws(() => people.xtra({ id: gt(1) }));
});
