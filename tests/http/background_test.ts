import { BackgroundTask, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { TaskRunner } from "../../lib/http/background.ts";
import { headsOf, logged, newApp, read } from "./_app.ts";

Deno.test("BackgroundTask runs after any kind of answer; its error harms nothing", async () => {
  const ran: unknown[] = [];
  const { app, rt } = newApp();
  const note = (path: string) => new BackgroundTask((text: string) => void ran.push(text), path);
  rt("/page", () => [P("x"), note("page")]);
  rt("/json", () => [{ a: 1 }, note("json")]);
  rt("/response", () => [new Response("r"), note("response")]);
  rt("/fails", () => [
    "ok",
    new BackgroundTask(() => Promise.reject(new Error("later"))),
    note("after"),
  ]);
  const lines = await logged(async () => {
    for (const path of ["/page", "/json", "/response", "/fails"]) {
      strictEqual((await read(app.request(path))).status, 200);
    }
    await app.close();
  });
  deepStrictEqual(ran, ["page", "json", "response", "after"]);
  deepStrictEqual(headsOf(lines), ["GET /fails: Error: later"]);
});

Deno.test("TaskRunner starts tasks once the answer is sent, and runs them one after the other", async () => {
  const runner = new TaskRunner();
  const ran: string[] = [];
  const sent = Promise.withResolvers<void>(), first = Promise.withResolvers<void>();
  const tasks = [
    new BackgroundTask(async () => {
      ran.push("first");
      await first.promise;
      ran.push("first ends");
    }),
    new BackgroundTask(() => void ran.push("second")),
  ];
  runner.run(tasks, { req: new Request("http://a/") }, sent.promise);
  await turn();
  deepStrictEqual([...ran], []);
  sent.resolve();
  await turn();
  deepStrictEqual(ran, ["first"]);
  const settled = runner.settled().then(() => ran.push("settled"));
  await turn();
  deepStrictEqual(ran, ["first"]);
  first.resolve();
  await settled;
  deepStrictEqual(ran, ["first", "first ends", "second", "settled"]);
  await runner.settled();
});

/** Lets everything run that waits for nothing else. */
const turn = () => new Promise((done) => setTimeout(done));

Deno.test("BackgroundTask and a page stream see the session as the handler left it", async () => {
  const { app, rt } = newApp();
  const seen: unknown[] = [];
  rt("/task", (context) => {
    context.session.name = "eve";
    return ["ok", new BackgroundTask(() => void seen.push(context.session.name))];
  });
  rt("/stream", async function* (context) {
    context.session.name = "bob";
    yield "one";
    await Promise.resolve();
    seen.push(context.session.name);
  });
  for (const path of ["/task", "/stream"]) await read(app.request(path));
  await app.close();
  deepStrictEqual(seen.sort(), ["bob", "eve"]);
});

Deno.test("BackgroundTask runs though the client left before the answer was sent", async () => {
  const runner = new TaskRunner();
  const ran: string[] = [];
  const task = new BackgroundTask((text: string) => void ran.push(text), "kept");
  const lines = await logged(async () => {
    runner.run([task], { req: new Request("http://a/") }, Promise.reject(new Error("client left")));
    await runner.settled();
  });
  deepStrictEqual([ran, lines], [["kept"], []]);
});

Deno.test("BackgroundTask runs after the client has its answer, over a socket", async () => {
  const { app, rt } = newApp();
  const read = Promise.withResolvers<void>(), ran = Promise.withResolvers<string>();
  rt("/", () => [
    "answer",
    new BackgroundTask(async () => {
      await read.promise;
      ran.resolve("task");
    }),
  ]);
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const url = `http://127.0.0.1:${server.addr.port}/`;
  strictEqual(await (await fetch(url, { headers: { "hx-request": "true" } })).text(), "answer");
  read.resolve();
  strictEqual(await ran.promise, "task");
});
