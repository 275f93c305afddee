import { cancelOnDisconnect } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, newApp } from "./_app.ts";

Deno.test("cancelOnDisconnect() stops waiting when the client leaves", async () => {
  const { app, rt } = newApp();
  rt("/never", cancelOnDisconnect(() => new Promise(() => {})));
  rt("/at-once", cancelOnDisconnect(() => "done"));
  const visitor = new AbortController();
  const waiting = app.request("/never", { signal: visitor.signal });
  visitor.abort();
  strictEqual((await waiting).status, 499);
  deepStrictEqual(await answer(app.request("/at-once")), [200, "done"]);
});
