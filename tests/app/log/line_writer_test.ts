import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { tempFolder } from "../../_temp.ts";
import { until, within } from "../../_within.ts";
import { toMain, writeMain } from "../_main.ts";

const CONFIG = fileURLToPath(new URL("../../../deno.json", import.meta.url));
const HEAD = `const { app, rt } = fastApp({ secretKey: "x".repeat(32), log: "json" });
rt("/{n}", ({ n }) => n);`;

/** A program whose output is read only when the test does so. */
async function start(folder: string, body: string, end?: string) {
  await writeMain(folder, toMain(`${HEAD}\n${body}`, end));
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `--config=${CONFIG}`, `${folder}/main.ts`],
    cwd: folder,
    env: { HOST: "127.0.0.1", PORT: "0", NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let printed = "";
  const read = async () => {
    const { value, done } = await reader.read();
    printed += value ?? "";
    return !done;
  };
  while (!printed.includes("\n") && await read());
  const origin = /http:\S+/.exec(printed)?.[0].replace("localhost", "127.0.0.1");
  const rest = async () => {
    while (await read());
    return printed.split("\n").slice(1, -1).map((line) => JSON.parse(line));
  };
  return { child, origin, rest, cancel: () => reader.cancel() };
}

async function ask(url: string): Promise<void> {
  await (await fetch(url)).body?.cancel();
}

/** How a program ends, what it needs for that, and the code with which it ends. */
const ENDS = [
  ["SIGTERM", "", 0],
  ["Deno.exit() in a handler", `rt("/end/now", () => Deno.exit(3));`, 3],
  [
    "Deno.exit() in onShutdown",
    `app.onEvent("shutdown", () => Deno.exit(4));`,
    4,
  ],
  [
    "an error that no code catches",
    `rt("/end/now", () => { setTimeout(() => { throw new Error("late"); }); });`,
    1,
  ],
] as const;

for (const [how, body, code] of ENDS) {
  Deno.test(`LineWriter loses no line at the end of the process: ${how}`, async () => {
    await using folder = await tempFolder();
    // Without serve(), as that catches errors.
    const own = how.startsWith("an error")
      ? `Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: ({ port }) => ` +
        `console.log("Link: http://127.0.0.1:" + port) }, app.fetch);`
      : undefined;
    const { child, origin, rest } = await start(folder.path, body, own);
    for (let n = 0; n < 20; n++) await ask(`${origin}/${n}`);
    if (body.includes("/end/now")) await fetch(`${origin}/end/now`).catch(() => {});
    else child.kill("SIGTERM");
    const entries = await within(30, "the end of the output", rest());
    strictEqual((await child.status).code, code);
    await child.stderr.cancel();
    const paths = entries.map(({ path }) => path).filter((path) => path !== "/end/now");
    deepStrictEqual(paths, Array.from({ length: 20 }, (_, n) => `/${n}`));
  });
}

Deno.test("LineWriter needs no timer for the first line, and loses none of those that wait", async () => {
  await using folder = await tempFolder();
  const { child, origin, rest } = await start(
    folder.path,
    `const { setTimeout } = globalThis;
    let timers = 0;
    globalThis.setTimeout = (...args) => (timers++, setTimeout(...args));
    rt("/timers/now", () => String(timers));`,
  );
  const timers = async () => await (await fetch(`${origin}/timers/now`)).text();
  await ask(`${origin}/0`);
  strictEqual(await timers(), "0");
  for (let n = 1; n < 20; n++) await ask(`${origin}/${n}`);
  child.kill("SIGTERM");
  const entries = await within(30, "the end of the output", rest());
  await child.stderr.cancel();
  strictEqual(entries.length, 21);
});

Deno.test("LineWriter does not wait for who reads too slowly, drops lines, and says how many", async () => {
  await using folder = await tempFolder();
  const { child, origin, rest } = await start(
    folder.path,
    `rt("/many/requests", async () => {
      for (let n = 0; n < 2000; n++) await app.request("/" + "x".repeat(900));
    });`,
  );
  // 2.4 MB of lines, of which a pipe takes 64 kB and the writer keeps 1 MB. None is read yet.
  await ask(`${origin}/many/requests`);
  await ask(`${origin}/last`);
  const all = rest();
  child.kill("SIGTERM");
  const entries = await within(60, "the end of the output", all);
  strictEqual((await child.status).code, 0);
  await child.stderr.cancel();
  const lost = entries.filter(({ event }) => event === "drop");
  const counts = lost.map(({ reason }) => Number.parseInt(reason));
  const sum = counts.reduce((sum, count) => sum + count, 0);
  strictEqual(entries.length - lost.length + sum, 2002);
  strictEqual(sum > 500, true);
  match(lost[0].reason, /^\d+ lines of the log were dropped: they are read too slowly$/);
});

Deno.test("LineWriter goes on without a reader, and says so once", async () => {
  await using folder = await tempFolder();
  const { child, origin, cancel } = await start(folder.path, "");
  let told = "";
  const errors = (async () => {
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) told += text;
  })();
  await cancel();
  await ask(`${origin}/1`);
  await until(30, "the error", () => told !== "");
  for (let n = 0; n < 10; n++) await ask(`${origin}/${n}`);
  child.kill("SIGTERM");
  await within(30, "the end", errors);
  strictEqual((await child.status).code, 0);
  strictEqual(
    told,
    "Cannot write the log: BrokenPipe: Broken pipe (os error 32), " +
      "expected a standard output that is read\n",
  );
});
