/** Tests of the application, without a server or a browser. */
import { match, strictEqual } from "node:assert";
import { Client } from "@fasthtml/fasthtml";

Deno.env.set("DB", ":memory:");
const { app } = await import("./main.ts");

Deno.test("a note is added, and is there on the next visit", async () => {
  const client = new Client(app);
  const added = await client.post("/add", { data: { text: "Buy <milk>" }, htmx: true });
  strictEqual(await added.text(), "<li>Buy &lt;milk&gt;</li>");
  match(await (await client.get("/")).text(), /<li>Buy &lt;milk&gt;<\/li>/);
});
