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
  match(table, /<th scope="row">Buy &lt;milk&gt;<\/th>/);
  match(await (await client.get("/")).text(), /<th scope="row">Buy &lt;milk&gt;<\/th>/);
  await client.post(/\/remove\?id=\d+/.exec(table)![0], { htmx: true });
  doesNotMatch(await (await client.get("/")).text(), /milk/);
});

Deno.test("the search field finds notes by a part of their text", async () => {
  const client = new Client(app);
  await signUp(client, "cleo"); // --auth
  for (const text of ["Water the plants", "Call Ann"]) {
    await client.post("/add", { data: { text }, htmx: true });
  }
  const found = await (await client.get("/list?q=PLANTS", { htmx: true })).text();
  match(found, /Water the plants/);
  doesNotMatch(found, /Call Ann/);
});

Deno.test("a note without a text comes back with a message", async () => {
  const client = new Client(app);
  await signUp(client, "bob"); // --auth
  const answer = await client.post("/add", { data: { text: " " }, htmx: true });
  match(await answer.text(), /aria-invalid="true"/);
});

Deno.test("without an account, a page leads to sign in", async () => { // --auth
  const { headers } = await new Client(app).get("/"); // --auth
  strictEqual(headers.get("location"), "/sign-in"); // --auth
}); // --auth

Deno.test("the health check says ready", async () => {
  strictEqual(await (await new Client(app).get("/_fasthtml/health")).text(), "ready");
});
