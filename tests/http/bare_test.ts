import { Div } from "@fasthtml/fasthtml";
import { strictEqual } from "node:assert";
import { logged, newApp, read } from "./_app.ts";

Deno.test("parseBare() makes objects that never become attributes", async () => {
  const { rt, client } = newApp();
  rt("/field", { info: Object }, ({ info }) => Div(info as never));
  rt("/keep", { info: Object }, ({ info, session }) => void (session.info = { ...info }));
  rt("/show", ({ session }) => Div(session.info));
  const query = `info=${encodeURIComponent('{"onmouseover":"alert(1)"}')}`;

  await logged(async () => {
    strictEqual((await read(client.get(`/field?${query}`))).status, 500);
    await client.get(`/keep?${query}`);
    strictEqual((await read(client.get("/show"))).status, 500);
  });
});
