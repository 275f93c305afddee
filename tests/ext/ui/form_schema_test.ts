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
    nick: z.string().nullable(),
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
