import { checked } from "@fasthtml/fasthtml";
import { type } from "arktype";
import { deepStrictEqual, match } from "node:assert";
import * as v from "valibot";
import { z } from "zod";
import { answer, detail, newApp } from "./_app.ts";

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
    const [status, text] = await detail(client.post("/s", { data: { name: "E", age: "18" } }));
    deepStrictEqual(status, 422);
    match(text, /^Cannot read "person": name: /);
  });

  Deno.test(`checked() gives the errors of ${library} by field`, async () => {
    const { rt, client } = newApp();
    rt(
      "/s",
      { form: checked(schema as typeof SCHEMAS.zod) },
      ({ form }) =>
        form.ok ? form.value : { errors: Object.keys(form.errors).sort(), name: form.input.name },
    );
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
