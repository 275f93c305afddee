import { HTTPException } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { detail, newApp } from "./_app.ts";

Deno.test("HTTPException answers with its status, detail and headers", async () => {
  const { app, rt } = newApp();
  rt("/x", () => {
    throw new HTTPException(401, "Who?", { headers: { "www-authenticate": "Basic" } });
  });
  const response = await app.request("/x");
  strictEqual(response.headers.get("www-authenticate"), "Basic");
  deepStrictEqual(await detail(response), [401, "Who?"]);
  throws(() => new HTTPException(200), /expected 400 to 599/);
});
