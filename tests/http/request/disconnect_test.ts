import { cancelOnDisconnect, HTTPException } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, detail, newApp } from "../_app.ts";

Deno.test("cancelOnDisconnect() stops waiting when the client leaves", async () => {
  const { app, rt } = newApp();
  rt("/never", cancelOnDisconnect(() => new Promise(() => {})));
  rt("/at-once", cancelOnDisconnect(() => "done"));
  const client = new AbortController();
  const waiting = app.request("/never", { signal: client.signal });
  client.abort();
  strictEqual((await waiting).status, 499);
  deepStrictEqual(await answer(app.request("/at-once")), [200, "done"]);
});

Deno.test("cancelOnDisconnect() answers as the handler, whether it returns or throws", async () => {
  const { app, rt } = newApp();
  const client = new AbortController(), init = { signal: client.signal };
  const route = rt(
    cancelOnDisconnect(async function report({ url }: { url: URL; signal: AbortSignal }) {
      await Promise.resolve();
      if (url.searchParams.has("fail")) throw new HTTPException(409, "busy");
      return "done";
    }),
  );
  strictEqual(`${route}`, "/report");
  deepStrictEqual(await answer(app.request("/report", init)), [200, "done"]);
  deepStrictEqual(await detail(app.request("/report?fail", init)), [409, "busy"]);
});

Deno.test("cancelOnDisconnect() leaves nothing behind on the signal", async () => {
  const { signal } = new AbortController();
  const listeners: string[] = [];
  const watched = Object.assign(signal, {
    addEventListener: (name: string) => listeners.push(`+${name}`),
    removeEventListener: (name: string) => listeners.push(`-${name}`),
  });
  const handler = cancelOnDisconnect(({ signal }) =>
    signal.aborted ? "gone" : Promise.reject("no")
  );
  await handler({ signal: watched }).catch(() => {});
  deepStrictEqual(listeners, ["+abort", "-abort"]);
});
