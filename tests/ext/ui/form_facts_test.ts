import { deepStrictEqual, match, strictEqual } from "node:assert";
import { DateOnly, Float, oneOf, optional } from "../../../mod.ts";
import { FormFor } from "../../../ext/ui.ts";
import { controlsOf, fieldOf } from "./_form.ts";

Deno.test("each kind of value has its control", () => {
  class Everything {
    static types = {
      price: Float,
      due: DateOnly,
      at: Date,
      site: URL,
      photo: File,
      photos: [File],
      raw: Uint8Array,
      plan: oneOf("free", "pro"),
      size: optional(oneOf(1, 2)),
      days: [oneOf("Mo", "Tu")],
      extra: Object,
    };
    id = 0;
    price = 0.5;
    big = 2n ** 60n;
    due: Date | null = new Date("2026-11-22");
    at: Date | null = null;
    site: URL | null = new URL("https://deno.com/x");
    photo: File | null = null;
    photos: File[] = [];
    raw: Uint8Array | null = null;
    plan: "free" | "pro" = "pro";
    size: 1 | 2 | null = null;
    days: ("Mo" | "Tu")[] = ["Tu"];
    extra = { a: [1] };
  }
  const form = FormFor(Everything, {});
  deepStrictEqual(controlsOf(form), [
    'input step="any" name="price" type="number" value="0.5"',
    'input inputmode="numeric" pattern="[+\\-]?[0-9]+" name="big" type="text" value="1152921504606846976"',
    'input name="due" type="date" value="2026-11-22"',
    'input name="at" type="datetime-local"',
    'input name="site" type="url" value="https://deno.com/x"',
    'input name="photo" type="file"',
    'input name="photos" type="file" multiple',
    'select name="plan"',
    'select name="size"',
    'input name="days" type="checkbox" value="Mo"',
    'input name="days" type="checkbox" value="Tu" checked',
    'textarea spellcheck="false" name="extra"',
  ]);
  match(fieldOf(form, "plan"), /<option value="pro" selected>pro<\/option>/);
  match(fieldOf(form, "size"), /<option value="">–<\/option><option value="1">1<\/option>/);
  match(fieldOf(form, "extra"), />\{\n {2}"a": \[\n {4}1\n {2}\]\n\}<\/textarea>/);
  // What a row has is kept, also where the control would not choose it.
  const old = FormFor(Everything, { values: { plan: "gold" as never } });
  match(fieldOf(old, "plan"), /<option value="gold" selected>gold<\/option>/);
});

Deno.test("what the class says of a field is its start, and whether it is needed", () => {
  class Start {
    static notNull = ["done", "name"];
    static types = { plan: oneOf("a", "b").or("b"), days: [oneOf("Mo")] };
    name = "";
    done = false;
  }
  const form = FormFor(Start, {});
  match(fieldOf(form, "plan"), /<option value="b" selected>/);
  // A box that is needed could not be left unchecked.
  strictEqual(controlsOf(form)[2], 'input name="done" value="1" type="checkbox"');
  match(fieldOf(form, "name"), / required /);
  deepStrictEqual(controlsOf(form).length, 5);
});
