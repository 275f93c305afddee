/** What must not compile of `ext/ui`; `deno task check` fails where one of these does. */
import * as z from "zod";
import { checked, database, only, P } from "../../mod.ts";
import type { Checked } from "../../types.ts";
import {
  AppShell,
  Badge,
  Button,
  Card,
  DataTable,
  Field,
  type FieldViews,
  FormFor,
  IconButton,
  Table,
  ui,
} from "../../ext/ui.ts";

const rows = [{ name: "Ann", age: 41 }];

// Attributes first or last, with children of all kinds.
Button({ variant: "primary" }, "Save", { hx_post: "/save" });
Card("Text", P("more"), { title: "Card" });
Table({ label: "All", rows, columns: { age: { label: "Age", show: (age) => age.toFixed(1) } } });

// @ts-expect-error -- a variant that there is not
Button("Save", { variant: "primry" });
// @ts-expect-error -- an icon that there is not
Button("Find", { icon: "serch" });
// @ts-expect-error -- a tone that there is not
Badge("New", { tone: "primry" });
// @ts-expect-error -- a misspelt attribute
Card({ titel: "Card" });
// @ts-expect-error -- a field without a label
Field({ name: "age" });
// @ts-expect-error -- an icon alone without a name
IconButton({ icon: "x" });
// @ts-expect-error -- a column that no row has
Table({ label: "All", rows, columns: { nam: "Name" } });
// @ts-expect-error -- a number is no text
Table({ label: "All", rows, columns: { age: { label: "Age", show: (age) => age.trim() } } });
// @ts-expect-error -- a misspelt part of the shell
AppShell({ title: "Home", brnd: "Acme" });
// @ts-expect-error -- a theme that there is not
ui({ theme: "papr" });

class Guest {
  static ui: FieldViews<Guest> = { mail: { label: "E-mail", as: "email" }, plan: "Your plan" };
  id = 0;
  mail = "";
  age = 0;
  plan: "free" | "pro" = "free";
  since: Date | null = null;
  news = false;
  days: ("Mo" | "Tu")[] = [];
  full(): string {
    return this.mail;
  }
}
const guests = database(":memory:").create(Guest);
const schema = z.object({ age: z.coerce.number(), name: z.string() });
const sent = {} as Checked<Guest>;

FormFor(Guest, {
  action: "/join",
  values: guests.get(1),
  fields: {
    mail: { as: "email", hint: P("At work"), hx_post: "/check" },
    plan: { as: "radios", choices: { free: "Free", pro: "Pro" } },
    age: { choices: [18, 21] },
    days: { as: "checkboxes", choices: { Mo: "Monday" } },
    news: { as: "switch" },
    since: "Since",
    id: false,
  },
  groups: [{ legend: "You", fields: ["mail", "age"] }],
}, P("Below"));
FormFor(guests, { values: { mail: "a", since: null }, errors: { mail: "Taken" } });
FormFor(checked(only(Guest, "mail")), { values: sent.input, errors: sent.errors });
FormFor(schema, { fields: { age: { as: "range" } }, values: { age: 1, more: "" } });

// @ts-expect-error -- a field that the class lacks
FormFor(Guest, { fields: { mial: "E-mail" } });
// @ts-expect-error -- a method is no field
FormFor(Guest, { fields: { full: "All" } });
// @ts-expect-error -- a control that there is not
FormFor(Guest, { fields: { mail: { as: "emial" } } });
// @ts-expect-error -- a number is no e-mail address
FormFor(Guest, { fields: { age: { as: "email" } } });
// @ts-expect-error -- a choice that the column can't have
FormFor(Guest, { fields: { plan: { choices: { gold: "Gold" } } } });
// @ts-expect-error -- choices of another type
FormFor(Guest, { fields: { age: { choices: ["young"] } } });
// @ts-expect-error -- a value of another type
FormFor(Guest, { values: { age: "7" } });
// @ts-expect-error -- a value of no field
FormFor(Guest, { values: { mial: "a" } });
// @ts-expect-error -- a group of a field that the class lacks
FormFor(Guest, { groups: [{ legend: "You", fields: ["mial"] }] });
// @ts-expect-error -- a misspelt option
FormFor(Guest, { feilds: {} });
// @ts-expect-error -- a field that the table lacks
FormFor(guests, { fields: { mial: "E-mail" } });
// @ts-expect-error -- a field that the schema lacks
FormFor(schema, { fields: { nmae: "Name" } });
// @ts-expect-error -- no class, schema or table
FormFor("Guest", {});

class Wrong {
  // @ts-expect-error -- a column that the class lacks
  static ui: FieldViews<Wrong> = { mial: "E-mail" };
  mail = "";
}
FormFor(Wrong, {});

class Person {
  id = 0;
  name = "";
  age = 0;
  get initial(): string {
    return this.name[0] ?? "";
  }
}
const people = database(":memory:").create(Person);
const state = { url: new URL("http://localhost/") };

DataTable(people, {
  state,
  at: "/",
  columns: {
    name: true,
    age: { label: "Age", align: "end", show: (age, person) => `${person.name} ${age.toFixed(1)}` },
    initial: "Initial",
  },
  search: ["name", "age"],
  order: "-age",
  rowActions: (person) => person.name.trim(),
  where: { age: 41 },
});
// @ts-expect-error -- a column that the table has not
DataTable(people, { state, at: "/", columns: { nam: true } });
// @ts-expect-error -- a number is no text
DataTable(people, { state, at: "/", columns: { age: { show: (age) => age.trim() } } });
// @ts-expect-error -- a column to search that the table has not
DataTable(people, { state, at: "/", columns: { name: true }, search: ["nam"] });
// @ts-expect-error -- an order that there is not
DataTable(people, { state, at: "/", columns: { name: true }, order: "nam" });
// @ts-expect-error -- a misspelt option
DataTable(people, { state, at: "/", columns: { name: true }, serach: ["name"] });
// @ts-expect-error -- a condition on what the table has not
DataTable(people, { state, at: "/", columns: { name: true }, where: { nam: "Ann" } });
