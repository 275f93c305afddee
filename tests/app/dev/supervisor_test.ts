import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { send } from "../../attacks/socket.ts";
import { until, within } from "../../_within.ts";
import { SocketClient } from "../../live/_socket.ts";
import { startMain, toMain, writeMain } from "../_main.ts";

// With a browser: tests/browser/reload_test.ts.

const source = (text: string, options = "") =>
  toMain(`const { app, rt } = fastApp({ live: true, secretKey: "x".repeat(32), ${options} });
rt("/", () => P("${text}"));`);

/** What a page says; undefined while the program starts again. */
async function read(origin: string): Promise<[number, string] | undefined> {
  try {
    const answer = await fetch(origin, { headers: { connection: "close" } });
    return [answer.status, await answer.text()];
  } catch (error) {
    if (error instanceof TypeError) return;
    throw error;
  }
}

async function shows(origin: string, status: number, text: string): Promise<void> {
  await until(60, `${status} ${text}`, async () => {
    const page = await read(origin);
    return page?.[0] === status && page[1].includes(text);
  });
}

Deno.test("the supervisor starts a program again when its source changes, at the same port", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, source("one"));
  await using program = await startMain(folder.path);
  await shows(program.origin, 200, "<p>one</p>");
  await Deno.writeTextFile(`${folder.path}/notes.txt`, "no source");
  await Deno.mkdir(`${folder.path}/.hidden`);
  await Deno.writeTextFile(`${folder.path}/.hidden/a.ts`, "no source of this program");
  await writeMain(folder.path, source("two"));
  await shows(program.origin, 200, "<p>two</p>");
  deepStrictEqual(program.printed().match(/Link: \S+/g)?.length, 2);
  strictEqual((await program.end("SIGTERM")).signal, "SIGTERM");
  await rejects(fetch(program.origin), TypeError);
});

Deno.test("the supervisor answers in the program's place while that does not start, and says why", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, source("one"));
  await using program = await startMain(folder.path);
  await writeMain(folder.path, `const = "<b>this</b> is no program";`);
  await shows(program.origin, 500, "The program does not start");
  const page = await fetch(program.origin);
  match(await page.text(), /SyntaxError: .*&lt;b&gt;this&lt;\/b&gt;/s);
  deepStrictEqual(
    ["content-type", "cache-control"].map((name) => page.headers.get(name)),
    ["text/html; charset=utf-8", "no-store"],
  );
  match(program.printed(), /SyntaxError/); // in the terminal too
  const socket = await SocketClient.open(`${program.origin.replace("http", "ws")}/_fasthtml/live`);
  match(JSON.parse((await socket.next())!).error, /^error: SyntaxError/);
  await writeMain(folder.path, source("two"));
  await within(60, "the end of the socket", socket.closed);
  await shows(program.origin, 200, "<p>two</p>");
});

const SECRET = "db password is hunter2";

/** The status of a request for a host, which other sites can let lead here. */
async function statusFor(host: string, origin: string): Promise<[number, boolean]> {
  const head = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  const { status, body } = await send(+new URL(origin).port, new TextEncoder().encode(head));
  return [status, body.includes(SECRET)];
}

Deno.test("the supervisor shows errors to no other site, and in no frame of one", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, source("one", 'allowedHosts: ["dev.example"]'));
  await using program = await startMain(folder.path);
  await writeMain(folder.path, `throw new Error("${SECRET}");`);
  await shows(program.origin, 500, SECRET);
  const { host } = new URL(program.origin);
  deepStrictEqual([
    await statusFor(host, program.origin),
    await statusFor("dev.example", program.origin),
    await statusFor("evil.example", program.origin),
    await statusFor("evil.example/?", program.origin),
  ], [[500, true], [500, true], [421, false], [400, false]]);
  const { headers } = await fetch(program.origin);
  deepStrictEqual(
    ["x-frame-options", "x-content-type-options", "referrer-policy"].map((name) =>
      headers.get(name)
    ),
    ["SAMEORIGIN", "nosniff", "strict-origin-when-cross-origin"],
  );
  const open = (headers: Record<string, string>) =>
    SocketClient.open(`${program.origin.replace("http", "ws")}/_fasthtml/live`, headers);
  await rejects(open({ origin: "https://evil.example" }));
  await rejects(open({ "sec-fetch-site": "cross-site" }));
  await rejects(open({ origin: "http://evil.example", host: "evil.example" }));
  await using own = await open({ origin: program.origin });
  match((await own.next())!, new RegExp(SECRET));
});

Deno.test("the supervisor leaves nothing behind when the process that started it dies", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, source("one"));
  const program = await startMain(folder.path);
  await program.end("SIGKILL");
  await until(60, "the end of the program", async () => await read(program.origin) === undefined);
});
