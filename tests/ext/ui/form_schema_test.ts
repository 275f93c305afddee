import { deepStrictEqual, match, throws } from "node:assert";
import * as z from "zod";
import { checked, fastApp } from "../../../mod.ts";
import { FormFor } from "../../../ext/ui.ts";
import { controlsOf, fieldOf } from "./_form.ts";

Deno.test("a schema is a form, too: its bounds are those of the controls", async () => {
  const schema = z.object({
    name: z.string().min(2).max(40),
    note: z.string(),
    mail: z.email().optional(),
    count: z.coerce.number().int().min(1).max(9),
    ratio: z.number(),
    day: z.iso.date(),
    plan: z.enum(["free", "pro"]).default("pro"),
    tags: z.array(z.enum(["a", "b"])),
    nick: z.string().min(1).nullable(),
    free: z.string().min(0),
    whole: z.int(),
  });
  const form = FormFor(schema, { fields: { note: { as: "textarea", label: "Notes" } } });
  deepStrictEqual(controlsOf(form), [
    'input minlength="2" maxlength="40" name="name" required type="text"',
    'textarea name="note"',
    'input name="mail" type="email"',
    'input min="1" max="9" name="count" required type="number"',
    'input step="any" name="ratio" required type="number"',
    'input name="day" required type="date"',
    'select name="plan"',
    'input name="tags" type="checkbox" value="a"',
    'input name="tags" type="checkbox" value="b"',
    'input name="nick" type="text"',
    'input name="free" type="text"',
    'input name="whole" required type="number"',
  ]);
  match(fieldOf(form, "plan"), /value="pro" selected/);

  const { app, rt } = fastApp();
  rt.post(
    "/",
    { sent: checked(schema) },
    ({ sent }) => sent.ok ? "" : FormFor(schema, { values: sent.input, errors: sent.errors }),
  );
  const body = new URLSearchParams({ name: "A", tags: "z" });
  const headers = { "hx-request": "true" };
  const html = await (await app.request("/", { method: "POST", body, headers })).text();
  match(html, /value="A"><small id="form-name-error" class="ui-error">Too small/);
  match(
    html,
    /<fieldset class="ui-field" aria-describedby="form-tags-error">/,
  );
});

Deno.test("a schema that names no fields has those that are named", () => {
  const bare = {
    "~standard": { version: 1, vendor: "own", validate: (value: unknown) => ({ value }) },
  } as const;
  match(
    fieldOf(FormFor(bare, { fields: { a: "First", b: false } as never }), "a"),
    />First<\/label>/,
  );
  throws(() => FormFor(bare, {}), {
    message: "Cannot make a form: the schema names no fields, expected them in the option fields",
  });
});

Deno.test("what no control asks for is an error, unless it is left out", () => {
  const Person = z.object({
    name: z.string(),
    tags: z.array(z.string()),
    place: z.object({ street: z.string() }),
    get parent() {
      return z.optional(Person);
    },
  });
  const fails = (fields: object, message: string) =>
    throws(() => FormFor(Person, { fields: fields as never }), { message });
  const end = "expected its choices, or false in fields";
  fails({}, `Cannot make a form: tags is a list, ${end}`);
  fails({ tags: false }, `Cannot make a form: place is an object, ${end}`);
  fails({ tags: false, place: false }, `Cannot make a form: parent is an object, ${end}`);
  const form = FormFor(Person, {
    fields: { tags: { choices: ["a"] }, place: false, parent: false },
  });
  deepStrictEqual(controlsOf(form), [
    'input name="name" type="text"',
    'input name="tags" type="checkbox" value="a"',
  ]);
});
