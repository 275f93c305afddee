import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { database } from "../../../mod.ts";
import { choiceLabel, fieldView, type FieldViews, titleOf } from "../../../ext/ui.ts";

class Customer {
  static types = { since: Date };
  static ui: FieldViews<Customer> = {
    email: { label: "E-mail", as: "email" },
    plan: { choices: { free: "Free", pro: "Pro, € 9" } },
    secret: false,
    since: "Customer since",
  };
  id = 0;
  firstName = "";
  email = "";
  plan = "free";
  secret = "";
  since: Date | null = null;
}

Deno.test("names are words, short ones of all capitals stay", () => {
  const names = ["firstName", "user_id", "URL", "HTMLTitle", "address2", "x", "größeMax", "a-b"];
  deepStrictEqual(names.map(titleOf), [
    "First name",
    "User ID",
    "URL",
    "HTML title",
    "Address 2",
    "X",
    "Größe max",
    "A b",
  ]);
  strictEqual(titleOf("__"), "__");
  strictEqual(titleOf(""), "");
});

Deno.test("a class says how its columns are called, and so does its table", () => {
  const customers = database(":memory:").create(Customer);
  for (const  of of[Customer, customers]) {
    deepStrictEqual(fieldView(of, "email"), { label: "E-mail", as: "email" });
    deepStrictEqual(fieldView(of, "since"), { label: "Customer since" });
    deepStrictEqual(fieldView(of, "firstName"), { label: "First name" });
    deepStrictEqual(fieldView(of, "secret"), { label: "Secret" });
  }
  const plan = fieldView(customers, "plan");
  strictEqual(choiceLabel(plan, "pro"), "Pro, € 9");
  strictEqual(choiceLabel(plan, "gold"), "gold");
  strictEqual(choiceLabel(plan, "toString"), "toString");
  strictEqual(choiceLabel({}, null), "");
});

Deno.test("a table that has no class has the names of its columns", () => {
  const db = database(":memory:");
  db.create("parts", { id: Number, unitPrice: Number });
  deepStrictEqual(fieldView(db.t.parts!, "unitPrice"), { label: "Unit price" });
});

Deno.test("a column that there is not is an error, which says what was meant", () => {
  class Wrong {
    static ui = { emial: "E-mail" };
    email = "";
  }
  throws(() => fieldView(Wrong, "email"), {
    name: "TypeError",
    message: 'Cannot read static ui of Wrong: found "emial", expected email',
  });
  class None {
    static ui = null;
    email = "";
  }
  throws(() => fieldView(None, "email"), {
    message: "Cannot read static ui of None: found null, expected an object of columns",
  });
});
