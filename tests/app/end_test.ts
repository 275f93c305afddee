import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { type Program, startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until, within } from "../_within.ts";
import { arrival, SocketClient } from "../live/_socket.ts";
import { startMain, toMain, writeMain } from "./_main.ts";

const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

/** A socket, a stream, a page and a task that are all under way at SIGTERM, and take their time. */
const slow = `import { BackgroundTask, EventStream } from "@fasthtml/fasthtml";
import { setTimeout as delay } from "node:timers/promises";
const own = [], told = new Promise((resolve) => Deno.addSignalListener("SIGTERM", resolve));
const { app, rt } = fastApp({
  secretKey: "x".repeat(32),
  onStartup: () => { own.push("a start"); console.log("started"); },
  onShutdown: () => console.log("shut down after " + own.splice(0)),
});
app.ws("/ws", { msg: String }, async ({ msg, send }) => {
  await send("asked " + msg);
  await told;
  await delay(300);
  return P(msg);
}, { onDisconnect: async () => { await delay(200); console.log("left"); } });
app.socket("/raw", async ({ ws }) => {
  try {
    for await (const text of ws) {
      await ws.send("asked " + text);
      await told;
      await delay(300);
      await ws.send(text);
    }
  } finally { await delay(200); console.log("raw left"); }
});
rt("/stream", ({ signal }) => EventStream(async function* () {
  try {
    yield "hello";
    await delay(600_000, undefined, { signal });
  } finally { await delay(200); console.log("stream left"); }
}));
rt("/slow", async () => {
  console.log("asked for a page");
  await told;
  await delay(500);
  return ["page", new BackgroundTask(async () => { await delay(200); console.log("task done"); })];
});
rt.post("/form", { text: String }, ({ text }) => text);`;

/** Opens all that takes time, tells the program to end, and says what clients got. */
async function leaveInTheMiddle(program: Program): Promise<unknown[]> {
  const origin = program.origin.replace("http", "ws");
  const client = await SocketClient.open(`${origin}/ws`);
  const raw = await SocketClient.open(`${origin}/raw`);
  const stream = (await fetch(`${program.origin}/stream`)).body!.getReader();
  await stream.read();
  const page = fetch(`${program.origin}/slow`, { headers: { "HX-Request": "true" } });
  for (const msg of ["one", "two"]) client.send({ msg });
  for (const text of ["three", "four"]) raw.send(text);
  deepStrictEqual([await client.next(), await raw.next()], ["asked one", "asked three"]);
  await until(30, "the page", () => program.printed().includes("asked for a page"));
  await arrival(program.origin); // of "two" and "four"
  const ended = program.end("SIGTERM");
  while (!(await within(30, "the stream's end", stream.read())).done);
  return [
    await client.take(3),
    await raw.take(3),
    await (await page).text(),
    ...(await Promise.all([client.closed, raw.closed])).map(({ code }) => code),
    (await within(30, "the program's end", ended)).code,
  ];
}

const answered = [
  ["<p>one</p>", "asked two", "<p>two</p>"],
  ["three", "asked four", "four"],
  "page",
  1012,
  1012,
  0,
];
/** Deno closes the sockets itself before it tells the program; what they wanted is done. */
const cutOff = [Array(3).fill(undefined), Array(3).fill(undefined), "page", 1001, 1001, 0];
const told = ["left", "raw left", "shut down after a start", "stream left", "task done"];

/** The lines of what left, sorted, and the last one. */
function toldBy(program: Program): unknown {
  const lines = program.printed().match(/\b(raw left|stream left|left|task done|shut down.*)$/gm)!;
  return [lines.toSorted(), lines.at(-1)];
}

Deno.test("serve() finishes messages, pages, streams and tasks before onShutdown and its end", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toMain(slow));
  await using program = await startMain(folder.path);
  deepStrictEqual(await leaveInTheMiddle(program), answered, program.printed());
  deepStrictEqual(toldBy(program), [told, told[2]]);
  match(program.printed(), /^Link: [^]*^shut/m);
});

for (const parallel of [[], ["--parallel"]]) {
  Deno.test(`deno serve ${parallel} ends in order with open streams and sockets`, async () => {
    await using folder = await tempFolder();
    await writeMain(folder.path, toMain(slow, "export default app;"));
    const args = [
      "serve",
      "-A",
      "--no-check",
      `--config=${CONFIG}`,
      "--host=127.0.0.1",
      "--port=0",
    ];
    await using program = await startProgram([...args, ...parallel, `${folder.path}/main.ts`], {
      env: { DENO_JOBS: "2" },
    });
    // A worker that is still starting at the signal does not hear of it and goes on (Deno 2.9).
    await until(30, "all workers", async () => {
      await arrival(program.origin);
      return program.printed().match(/\bstarted$/gm)?.length === parallel.length + 1;
    });
    deepStrictEqual(await leaveInTheMiddle(program), cutOff, program.printed());
    // Each worker that answered a request has a start and a shutdown of its own.
    const [lines, last] = toldBy(program) as [string[], string];
    deepStrictEqual([...new Set(lines)], told);
    strictEqual(last, told[2]);
  });
}

Deno.test("deno serve runs onShutdown to its end when ten seconds were not enough, and ends with 1", async () => {
  await using folder = await tempFolder();
  const stuck = `const { app, rt } = fastApp({ onShutdown: async () => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    console.log("shut down");
  } });
  rt("/", () => { console.log("asked"); return new Promise(() => {}); });`;
  await writeMain(folder.path, toMain(stuck, "export default app;"));
  const args = ["serve", "-A", "--no-check", `--config=${CONFIG}`, "--host=127.0.0.1", "--port=0"];
  await using program = await startProgram([...args, `${folder.path}/main.ts`]);
  const asked = fetch(program.origin).then(() => "answered", () => "cut off");
  await until(30, "the request", () => program.printed().includes("asked"));
  const { code } = await within(60, "the program's end", program.end("SIGTERM"));
  deepStrictEqual([code, await asked], [1, "cut off"]);
  match(program.printed(), /asked\nshut down\nEnded after 10 seconds with requests/);
});

Deno.test("serve() does not wait for a body whose client sends no more, and takes no socket", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toMain(slow, "serve(app, { grace: 600 });"));
  await using program = await startMain(folder.path);
  const { hostname, port, host } = new URL(program.origin);
  using client = await Deno.connect({ hostname, port: Number(port) });
  const head = ["POST /form HTTP/1.1", `Host: ${host}`, "Content-Length: 100"];
  const type = "Content-Type: application/x-www-form-urlencoded\r\n\r\ntext=a";
  await client.write(new TextEncoder().encode([...head, type].join("\r\n")));
  const busy = await SocketClient.open(`${program.origin.replace("http", "ws")}/ws`);
  busy.send({ msg: "one" });
  strictEqual(await busy.next(), "asked one");
  const ended = program.end("SIGTERM");
  const open = () => SocketClient.open(`${program.origin.replace("http", "ws")}/ws`);
  await until(30, "no more sockets", () => open().then(() => false, () => true));
  strictEqual((await within(30, "the program's end", ended)).code, 0);
  strictEqual(await busy.next(), "<p>one</p>");
});

Deno.test("serve() ends while uploads arrive all the time, and calls none of them broken off", async () => {
  await using folder = await tempFolder();
  const app = `const { app, rt } = fastApp({ secretKey: "x".repeat(32) });
  rt.post("/", async ({ body }) => (await body()).length);`;
  await writeMain(folder.path, toMain(app, "serve(app, { grace: 600 });"));
  await using program = await startMain(folder.path);
  const statuses = new Set<number | string>();
  let isOver = false;
  const upload = async () => {
    const body = ReadableStream.from(pieces());
    const response = await fetch(program.origin, { method: "POST", body });
    statuses.add(response.status);
    await response.body?.cancel();
  };
  const loops = [1, 2, 3, 4].map(async () => {
    while (!isOver) await upload().catch(() => statuses.add("no connection"));
  });
  await until(30, "answers", () => statuses.has(200));
  const { code } = await within(60, "the end", program.end("SIGTERM"));
  isOver = true;
  await Promise.all(loops);
  // A machine that pauses makes a body slow, and that is a 408.
  for (const status of [408, 503]) statuses.delete(status);
  deepStrictEqual([code, statuses], [0, new Set([200, "no connection"])]);
});

/** A body that takes its time. */
async function* pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let i = 0; i < 10; i++) {
    yield new Uint8Array(2000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
