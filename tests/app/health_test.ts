import { deepStrictEqual, match, strictEqual } from "node:assert";
import { database, type FastHTMLOptions } from "@fasthtml/fasthtml";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until, within } from "../_within.ts";
import { answer, errorsOf, logged, newApp, read } from "../http/_app.ts";
import { CONFIG } from "./_main.ts";

const PATH = "/_fasthtml/health";

/** What the health check says. */
async function say(options: FastHTMLOptions, path = PATH): Promise<[number, string]> {
  return await answer(newApp(options).app.request(path));
}

Deno.test("health answers before guards, hosts and the log, and tells nothing but its state", async () => {
  const seen: string[] = [];
  const { app, rt } = newApp({
    health: true,
    before: ({ url }) => void seen.push(`guard ${url.pathname}`),
    middleware: (request, next) => {
      seen.push(`middleware ${request.url}`);
      return next(request);
    },
    log: ({ event }) => void seen.push(event),
    allowedHosts: ["example.com"],
  });
  rt("/_fasthtml/other", () => "other");
  for (const path of [PATH, `${PATH}?a=1`, `${PATH}/live`]) {
    const { status, headers, text } = await read(
      app.request(path, { headers: { host: "10.0.0.1" } }),
    );
    deepStrictEqual([status, text, Object.fromEntries(headers)], [
      200,
      path.endsWith("live") ? "live" : "ready",
      {
        "cache-control": "no-store",
        "content-type": "text/plain",
        "x-content-type-options": "nosniff",
      },
    ]);
  }
  const head = await read(app.request(PATH, { method: "HEAD" }));
  deepStrictEqual([head.status, head.text, seen], [200, "", []]);
  const others = [`${PATH}/`, `${PATH}/x`, `/a${PATH}`, `/?${PATH}`];
  for (const path of others) {
    const { status } = await app.request(`http://example.com${path}`);
    strictEqual(status, 404, path);
  }
  const post = await app.request(`http://example.com${PATH}`, { method: "POST" });
  strictEqual(post.status, 404);
});

Deno.test("health is an option: without it nothing is there", async () => {
  deepStrictEqual((await say({}))[0], 404);
  deepStrictEqual((await say({ health: false }))[0], 404);
  deepStrictEqual(await say({ health: [] }), [200, "ready"]);
});

Deno.test("health is below the base path too, and in a mounted application", async () => {
  const { app } = newApp({ health: true, basePath: "/shop" });
  const inner = newApp({ health: () => false });
  app.mount("/inner", inner.app);
  deepStrictEqual(await answer(app.request(`/shop${PATH}`)), [200, "ready"]);
  deepStrictEqual(await answer(app.request(PATH)), [200, "ready"]);
  await logged(async () => {
    deepStrictEqual(await answer(app.request(`/shop/inner${PATH}`)), [503, "failing"]);
  });
});

Deno.test("health says that the server ends, though a check begun before is fine", async () => {
  const asked = Promise.withResolvers<void>(), checked = Promise.withResolvers<void>();
  const health = () => (asked.resolve(), checked.promise);
  const { app } = newApp({ health });
  const state = answer(app.request(PATH));
  await asked.promise;
  const closed = app.close();
  checked.resolve();
  deepStrictEqual(await state, [503, "draining"]);
  await closed;
});

Deno.test("health says that a check fails, and only the log says which", async () => {
  const db = database(":memory:");
  deepStrictEqual(await say({ health: () => db.q("SELECT 1") }), [200, "ready"]);
  db.close();
  const reasons: Record<string, () => unknown> = {
    closed: () => db.q("SELECT 1"),
    untrue: () => Promise.resolve(false),
    rejected: () => Promise.reject(new Error("Cannot connect: secret, expected none")),
  };
  for (const [name, check] of Object.entries(reasons)) {
    const lines = await logged(async () => {
      deepStrictEqual(await say({ health: [() => true, check] }), [503, "failing"], name);
      deepStrictEqual(await say({ health: check }, `${PATH}/live`), [200, "live"], name);
    });
    strictEqual(lines.length, 1);
    match(`${lines[0]}`, /^Not ready: \w*Error: \w/);
  }
});

Deno.test("health logs why a check fails once, until it is another reason or was fine", async () => {
  let reason: string | undefined;
  const { app } = newApp({
    health: () => {
      if (reason) throw new Error(reason);
    },
  });
  const lines = await logged(async () => {
    for (reason of ["a", "a", "b", "b", undefined, "b", "b"]) await app.request(PATH);
  });
  deepStrictEqual(errorsOf(lines), ["a", "b", "b"].map((why) => `Not ready: Error: ${why}`));
});

Deno.test("health gives up a check that does not end, and checks once for many requests", async () => {
  let calls = 0;
  const { app } = newApp({
    health: function slow() {
      calls++;
      return new Promise(() => {});
    },
  });
  const lines = await logged(async () => {
    const all = Array.from({ length: 50 }, () => answer(app.request(PATH)));
    deepStrictEqual(await Promise.all(all), Array(50).fill([503, "failing"]));
  });
  strictEqual(calls, 1);
  match(`${lines}`, /^Not ready: Error: Cannot use slow: no result in 2 s, expected one/);
});

Deno.test("health starts the application, and says that it starts until it has", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let starts = 0;
  const { app } = newApp({
    health: true,
    onStartup: () => {
      starts++;
      return promise;
    },
  });
  deepStrictEqual(await answer(app.request(PATH)), [503, "starting"]);
  deepStrictEqual(await answer(app.request(`${PATH}/live`)), [200, "live"]);
  resolve();
  await until(30, "the start", async () => (await answer(app.request(PATH)))[1] === "ready");
  strictEqual(starts, 1);
  await app.close();
  deepStrictEqual(await answer(app.request(PATH)), [503, "draining"]);
});

const MAIN = (drain: number) => `
import { fastApp, P, serve } from "@fasthtml/fasthtml";
const { app, rt } = fastApp({ health: true, onShutdown: () => console.log("shut down") });
rt("/", () => P("Hi"));
serve(app, { drain: ${drain} });
`;

Deno.test("serve({ drain }) says after SIGTERM that it drains, while it still answers on new connections", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/main.ts`, MAIN(600));
  const args = ["run", "-A", CONFIG, `${folder.path}/main.ts`];
  await using program = await startProgram(args, { cwd: folder.path });
  // A connection of its own for each: the port must still be open.
  const ask = async (path: string) =>
    await answer(fetch(program.origin + path, { headers: { connection: "close" } }));
  await until(60, "a server that is ready", async () => (await ask(PATH))[1] === "ready");
  void program.end("SIGTERM");
  await until(60, "a server that drains", async () => (await ask(PATH))[1] === "draining");
  deepStrictEqual(await ask(PATH), [503, "draining"]);
  deepStrictEqual(await ask(`${PATH}/live`), [200, "live"]);
  deepStrictEqual((await ask("/"))[0], 200);
  const { code } = await within(60, "the end", program.end("SIGTERM"));
  strictEqual(code, 1); // A second signal ends at once.
});

Deno.test("serve({ drain }) ends by itself when that time is over", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/main.ts`, MAIN(0.1));
  const args = ["run", "-A", CONFIG, `${folder.path}/main.ts`];
  await using program = await startProgram(args, { cwd: folder.path });
  const { code } = await within(60, "the end", program.end("SIGTERM"));
  strictEqual(code, 0);
  match(program.printed(), /shut down/);
});

for (const parallel of [[], ["--parallel"]]) {
  Deno.test(`deno serve ${parallel} closes the port with the signal, where no check can say that it drains`, async () => {
    await using folder = await tempFolder();
    await Deno.writeTextFile(
      `${folder.path}/main.ts`,
      `
import { fastApp, P } from "@fasthtml/fasthtml";
const { app, rt } = fastApp({ health: true, onStartup: () => console.log("started") });
rt("/", () => P("Hi"));
rt("/held", async () => {
  console.log("held");
  while (!await Deno.stat("go").catch(() => undefined)) await new Promise((go) => setTimeout(go, 20));
  return P("done");
});
export default app;
`,
    );
    const args = ["serve", "-A", "--no-check", CONFIG, "--host=127.0.0.1", "--port=0", ...parallel];
    await using program = await startProgram([...args, `${folder.path}/main.ts`], {
      cwd: folder.path,
      env: { DENO_JOBS: "2" },
    });
    // A worker that is still starting at the signal does not hear of it.
    await until(60, "all workers", async () => {
      const response = await fetch(program.origin, { headers: { connection: "close" } });
      await response.body?.cancel();
      return program.printed().match(/\bstarted$/gm)?.length === parallel.length + 1;
    });
    deepStrictEqual(await answer(fetch(program.origin + PATH)), [200, "ready"]);
    const held = fetch(`${program.origin}/held`);
    await until(60, "the request", () => program.printed().includes("held"));
    const ended = program.end("SIGTERM");
    const { hostname, port } = new URL(program.origin);
    await until(60, "the closed port", async () => {
      try {
        (await Deno.connect({ hostname, port: Number(port) })).close();
        return false;
      } catch (error) {
        return error instanceof Deno.errors.ConnectionRefused;
      }
    });
    await Deno.writeTextFile(`${folder.path}/go`, "");
    strictEqual((await answer(held))[0], 200);
    strictEqual((await within(60, "the end", ended)).code, 0);
  });
}
