import { deepStrictEqual } from "node:assert";
import { answer, newApp } from "./_app.ts";

Deno.test("context.data() and body() read what was sent", async () => {
  const { rt, client } = newApp();
  rt.post("/data", async ({ data }) => ({ ...await data() }));
  rt.post("/body", async ({ body }) => await body());
  deepStrictEqual(await (await client.post("/data", { data: { a: "1", b: ["2", "3"] } })).json(), {
    a: "1",
    b: ["2", "3"],
  });
  deepStrictEqual(await answer(client.post("/body", { body: "raw" })), [200, "raw"]);
});
