/** Tests of the application, without a server or a browser. */
import { doesNotMatch, match, strictEqual } from "node:assert";
import { Client } from "@fasthtml/fasthtml";

Deno.env.delete("DATABASE_URL"); // --postgres
Deno.env.set("DB", "memory://"); // --postgres
Deno.env.set("DB", ":memory:"); // --sqlite
const { app } = await import("../main.ts");

async function signUp(client: Client, name: string) { // --auth
  await client.post("/sign-up", { data: { name, password: "correct horse" } }); // --auth
} // --auth

Deno.test("a note is added, listed and deleted", async () => {
  const client = new Client(app);
  await signUp(client, "ann"); // --auth
  const added = await client.post("/add", { data: { text: "Buy <milk>" }, htmx: true });
  const table = await added.text();
  match(table, /Buy &lt;milk&gt;<\/th>/);
  match(await (await client.get("/")).text(), /Buy &lt;milk&gt;<\/th>/);
  const [, key] = /name="keys" value="(\d{1,9})"/.exec(table)!;
  await client.post("/remove", { data: { keys: key }, htmx: true });
  doesNotMatch(await (await client.get("/")).text(), /milk/);
});

Deno.test("no user sees or deletes the notes of another", async () => { // --auth
  const ann = new Client(app), eve = new Client(app); // --auth
  await signUp(ann, "dan"); // --auth
  await signUp(eve, "eve"); // --auth
  const added = await ann.post("/add", { data: { text: "Of Ann" }, htmx: true }); // --auth
  const [, key] = /name="keys" value="(\d{1,9})"/.exec(await added.text())!; // --auth
  doesNotMatch(await (await eve.get("/")).text(), /Of Ann/); // --auth
  await eve.post("/remove", { data: { keys: key }, htmx: true }); // --auth
  match(await (await ann.get("/")).text(), /Of Ann/); // --auth
}); // --auth

Deno.test("the search finds notes by a part of their text", async () => {
  const client = new Client(app);
  await signUp(client, "cleo"); // --auth
  for (const text of ["Water the plants", "Call Ann"]) {
    await client.post("/add", { data: { text }, htmx: true });
  }
  const found = await (await client.get("/?q=PLANTS")).text();
  match(found, /Water the plants/);
  doesNotMatch(found, /Call Ann/);
});

Deno.test("a note without a text comes back with a message", async () => {
  const client = new Client(app);
  await signUp(client, "bob"); // --auth
  for (const htmx of [true, false]) { // with and without JavaScript
    const response = await client.post("/add", { data: { text: " " }, htmx });
    match(await response.text(), /aria-invalid="true"/);
  }
});

Deno.test("without an account, a page leads to sign in", async () => { // --auth
  const { headers } = await new Client(app).get("/"); // --auth
  strictEqual(headers.get("location"), "/sign-in"); // --auth
}); // --auth

Deno.test("the health check says ready", async () => {
  strictEqual(await (await new Client(app).get("/_fasthtml/health")).text(), "ready");
});
