import { Client, fastApp } from "@fasthtml/fasthtml";
import { strictEqual } from "node:assert";

const { app, rt } = fastApp();
rt("/visits", ({ session }) => session.count = (session.count ?? 0) + 1);

Deno.test("visits are counted", async () => {
  const client = new Client(app); // keeps cookies, as a browser does
  await client.get("/visits");
  const response = await client.get("/visits");
  strictEqual(await response.text(), "2");
});
