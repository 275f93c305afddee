import { deepStrictEqual } from "node:assert";
import { detail, newApp } from "../_app.ts";

Deno.test("toBindError() shows 80 characters of a value that does not fit", async () => {
  const { rt, client } = newApp();
  rt("/", { n: Number }, () => "");
  const ask = async (json: unknown) => (await detail(client.post("/", { json: { n: json } })))[1];
  const message = (found: string) => `Cannot read "n": received ${found}, expected a number`;
  deepStrictEqual(await ask("x".repeat(78)), message(`"${"x".repeat(78)}"`));
  deepStrictEqual(await ask("x".repeat(79)), message(`"${"x".repeat(79)}…`));
  deepStrictEqual(await ask({ a: [1] }), message('{"a":[1]}'));
  const body = new FormData();
  body.append("n", new File(["1"], "secret name"));
  deepStrictEqual(await detail(client.post("/", { body })), [400, message("a file")]);
});
