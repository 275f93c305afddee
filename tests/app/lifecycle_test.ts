import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { answer, logged, newApp, read } from "../http/_app.ts";

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

Deno.test("app.close() runs onShutdown once, however often it is called", async () => {
  for (const onStartup of [[], [() => {}]]) {
    const ran: string[] = [];
    const { app, rt } = newApp({
      onStartup,
      onShutdown: async () => {
        ran.push("begin");
        await Promise.resolve();
        ran.push("end");
      },
    });
    rt("/", () => "ok");
    await read(app.request("/"));
    await Promise.all([app.close(), app.close()]);
    await app.close();
    deepStrictEqual(ran, ["begin", "end"]);
  }
});

Deno.test("app.close() of an application that never started runs no onShutdown", async () => {
  const ran: string[] = [];
  const { app } = newApp({
    onStartup: () => void ran.push("startup"),
    onShutdown: () => void ran.push("shutdown"),
  });
  await app.close();
  deepStrictEqual([...ran], []);
  await app.start();
  await app.close();
  deepStrictEqual(ran, ["startup", "shutdown"]);
});

Deno.test("app.start() runs what comes before the first request once, and in its order", async () => {
  const ran: string[] = [];
  const { app, rt } = newApp({
    onStartup: [
      async () => {
        await Promise.resolve();
        ran.push("one");
      },
      () => void ran.push("two"),
    ],
    async *lifespan() {
      await Promise.resolve();
      ran.push("begin");
      yield;
      ran.push("end");
    },
    onShutdown: [() => void ran.push("three"), () => void ran.push("four")],
  });
  rt("/", () => "ok");
  await Promise.all([app.start(), read(app.request("/")), app.start()]);
  deepStrictEqual([...ran], ["begin", "one", "two"]);
  await app.close();
  deepStrictEqual(ran.slice(3), ["three", "four", "end"]);
});

Deno.test("app.close() waits for a start that is under way", async () => {
  const ran: string[] = [];
  const open = Promise.withResolvers<void>();
  const { app } = newApp({
    onStartup: async () => {
      await open.promise;
      ran.push("startup");
    },
    onShutdown: () => void ran.push("shutdown"),
  });
  const started = app.start(), closed = app.close();
  open.resolve();
  await Promise.all([started, closed]);
  deepStrictEqual(ran, ["startup", "shutdown"]);
});

Deno.test("app.onEvent() adds to what runs before the first request and after the last", async () => {
  const ran: string[] = [];
  const { app, rt } = newApp({ onShutdown: () => void ran.push("option") });
  rt("/", () => void ran.push("request"));
  await read(app.request("/"));
  app.onEvent("startup", async () => {
    await Promise.resolve();
    ran.push("startup");
  });
  app.onEvent("shutdown", () => void ran.push("shutdown"));
  await read(app.request("/"));
  await read(app.request("/"));
  throws(() => app.onEvent("startup", () => {}), {
    message: "Cannot add a startup function: the application has started, expected it before",
  });
  throws(() => app.onEvent("close" as "startup", () => {}), {
    message: 'Cannot add a function for "close": found no such event, expected startup or shutdown',
  });
  await app.close();
  const all = ["request", "startup", "request", "request", "option", "shutdown"];
  deepStrictEqual(ran, all);
  await read(app.request("/"));
  deepStrictEqual(ran, [...all, "startup", "request"]);
});
