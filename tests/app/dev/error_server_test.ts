import { deepStrictEqual, match, rejects } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { within } from "../../_within.ts";
import { send } from "../../attacks/socket.ts";
import { SocketClient } from "../../live/_socket.ts";
import { startMain, writeMain } from "../_main.ts";
import { shows, toSource } from "./_live.ts";

// With a browser: tests/browser/reload_test.ts.

Deno.test("serveErrors() answers in the place of a program that does not start, and says why", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toSource("one"));
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
  match(
    JSON.parse((await socket.next())!).page,
    /<h1>The program does not start<\/h1>[^]*error: SyntaxError/,
  );
  await writeMain(folder.path, toSource("two"));
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

Deno.test("serveErrors() shows errors to no other site, and in no frame of one", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toSource("one", 'allowedHosts: ["dev.example"]'));
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
