import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { answer, logged, newApp } from "../http/_app.ts";

Deno.test("onStartup, lifespan and onShutdown run once, around all requests", async () => {
  const ran: string[] = [];
  const { app, rt } = newApp({
    onStartup: async () => {
      await Promise.resolve();
      ran.push("startup");
    },
    onShutdown: () => void ran.push("shutdown"),
    *lifespan() {
      ran.push("begin");
      yield;
      ran.push("end");
    },
  });
  rt("/", () => ran.join());
  const texts = await Promise.all([answer(app.request("/")), answer(app.request("/"))]);
  deepStrictEqual(texts, [[200, "begin,startup"], [200, "begin,startup"]]);
  await app.close();
  deepStrictEqual(ran, ["begin", "startup", "shutdown", "end"]);
});

Deno.test("onStartup that fails is tried again, and answers 500 until it works", async () => {
  let tries = 0;
  const { app, rt } = newApp({
    onStartup: () => {
      if (++tries === 1) throw new Error("no database yet");
    },
  });
  rt("/", () => "ok");
  await logged(async () => strictEqual((await app.request("/")).status, 500));
  deepStrictEqual(await answer(app.request("/")), [200, "ok"]);
  await rejects(async () => {
    const { app } = newApp({ onStartup: () => Promise.reject(new Error("never")) });
    await app.start();
  }, /never/);
});
