import { deepStrictEqual, match } from "node:assert";
import { oneOf } from "../../../mod.ts";
import { FormFor } from "../../../ext/ui.ts";
import { controlsOf, fieldOf } from "./_form.ts";

Deno.test("a text of several lines and a time with seconds lose nothing", () => {
  class Note {
    static types = { at: Date };
    body = "";
    at: Date | null = null;
  }
  const at = new Date(2026, 10, 22, 9, 30, 5);
  const form = FormFor(Note, { values: { body: "a\r\nb", at } });
  match(fieldOf(form, "body"), /<textarea[^>]*>a\r\nb<\/textarea>/);
  match(fieldOf(form, "at"), /<input step="1" [^>]*value="2026-11-22T09:30:05">/);
  at.setMilliseconds(7);
  match(
    fieldOf(FormFor(Note, { values: { at } }), "at"),
    /step="0.001" .*value="2026-11-22T09:30:05\.007"/,
  );
  at.setSeconds(0, 0);
  match(
    fieldOf(FormFor(Note, { values: { at } }), "at"),
    /<input name="at" [^>]*value="2026-11-22T09:30">/,
  );
});

Deno.test("what was typed comes back, also where it is no value", () => {
  class Thing {
    static types = { at: Date, days: [oneOf("Mo", "Tu")], file: File };
    name = "";
    at: Date | null = new Date(NaN);
    days: ("Mo" | "Tu")[] = ["Mo"];
    extra: unknown = { a: 1 };
    file: File | null = null;
    price = 1.5;
  }
  const sent: Record<string, unknown> = Object.assign(Object.create(null), {
    name: ["first", "last"],
    extra: '{"a":',
    at: "2026-01-02T09:30:00.5",
    file: new File([], "a"),
  });
  const form = FormFor(Thing, { values: sent });
  deepStrictEqual(controlsOf(form), [
    'input name="name" type="text" value="last"',
    'input step="0.001" name="at" type="datetime-local" value="2026-01-02T09:30:00.5"',
    'input name="days" type="checkbox" value="Mo"',
    'input name="days" type="checkbox" value="Tu"',
    'textarea spellcheck="false" name="extra"',
    'input name="file" type="file"',
    'input step="any" name="price" type="number" value="1.5"',
  ]);
  match(fieldOf(form, "extra"), /<textarea[^>]*>\{"a":<\/textarea>/);
  // A text that is a value of JSON is not what was typed.
  match(
    fieldOf(FormFor(Thing, { values: { extra: "12" } }), "extra"),
    /<textarea[^>]*>"12"<\/textarea>/,
  );
  match(
    fieldOf(FormFor(Thing, {}), "at"),
    /<input name="at" id="\S+" class="ui-input" type="datetime-local">/,
  );
  match(
    fieldOf(FormFor(Thing, { fields: { price: { as: "range", max: 9 } } }), "price"),
    /type="range" min="0" value="1.5"><output for="thing-form-price">1.5<\/output>/,
  );
  match(
    fieldOf(FormFor(Thing, { fields: { price: { as: "text" } } }), "price"),
    /<input name="price" id="thing-form-price" class="ui-input" type="text" value="1.5">/,
  );
});
