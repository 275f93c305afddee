import { HTTPException } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { logged, newApp, read } from "./_app.ts";

/** What an application logs where a handler throws. */
async function logOf(thrown: unknown, path = "/"): Promise<string> {
  const { app, rt } = newApp();
  rt("/{rest:path}", () => Promise.reject(thrown));
  rt("/", () => Promise.reject(thrown));
  const lines = await logged(async () => strictEqual((await read(app.request(path))).status, 500));
  strictEqual(lines.length, 1);
  return lines[0]!.join(" ");
}

const NASTY = "a\nGET /forged: Error\r\0\t\x1b[2J\x7f\x85\x9b\u2028\u2029\u202e\u2066b";
const SHOWN = "a\\nGET /forged: Error\\u000d\\u0000\\u0009\\u001b[2J\\u007f\\u0085\\u009b" +
  "\\u2028\\u2029\\u202e\\u2066b";

/** The lines of a log, but for the frames of stacks. */
function linesOf(log: string): string[] {
  return log.split("\n").filter((line) => !line.startsWith("    at "));
}

Deno.test("logError() writes the message of an error in one line, without control characters", async () => {
  const log = await logOf(new TypeError(NASTY));
  deepStrictEqual(linesOf(log), [`GET /: TypeError: ${SHOWN}`]);
  match(log, /\n {4}at .*log_test\.ts:\d+:\d+/);
});

Deno.test("logError() writes causes, the errors of an AggregateError, and what else an error has", async () => {
  const error = new AggregateError([new Error("one"), NASTY], "all", { cause: new Error(NASTY) });
  Object.assign(error, { code: 7, detail: NASTY });
  const log = await logOf(error);
  deepStrictEqual(linesOf(log).map((line) => line.replaceAll("\\\\", "\\")), [
    "GET /: AggregateError: all",
    `    { code: 7, detail: "${INSPECTED}" }`,
    `Caused by: Error: ${SHOWN}`,
    "Caused by: Error: one",
    `Caused by: "${INSPECTED}"`,
  ]);
});

/** As `Deno.inspect()` writes it, which leaves some of them. */
const INSPECTED = "a\\nGET /forged: Error\\r\\x00\\t\\x1b[2J\\x7f\\x85\\x9b" +
  "\\u2028\\u2029\\u202e\\u2066b";

Deno.test("logError() takes no lines of a message for frames", async () => {
  const log = await logOf(new Error("x\n    at forged (file:///etc/passwd:1:1)"));
  match(log, /^GET \/: Error: x\\n {4}at forged \(file:.*\n {4}at /);
  strictEqual(/^ {4}at forged/m.test(log), false);
});

Deno.test("logError() writes an error whose message has changed, and one that is its own cause", async () => {
  const changed = new Error("first\nforged");
  changed.message = "second\nline";
  deepStrictEqual(linesOf(await logOf(changed)), [
    "GET /: Error: second\\nline",
  ]);
  const own = new Error("own");
  own.cause = own;
  deepStrictEqual(new Set(linesOf(await logOf(own))).size, 2);
});

Deno.test("logError() writes what is no error", async () => {
  strictEqual(await logOf(`${NASTY}`).then((log) => linesOf(log).length), 1);
  strictEqual(await logOf({ a: 1 }), "GET /: { a: 1 }");
  strictEqual(await logOf(undefined), "GET /: undefined");
});

Deno.test("showSource() writes a URL in one line, whatever a client sends", async () => {
  const { app, rt } = newApp();
  rt("/{name}", () => Promise.reject(new Error("x")));
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const { port } = server.addr;
  const lines = await logged(async () => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const head = `GET /a?\u2028b\u009b= HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
    await connection.write(new TextEncoder().encode(head));
    await connection.read(new Uint8Array(1000));
  });
  await server.shutdown();
  const [first] = lines.map((line) => line.join(" ").split("\n")[0]);
  strictEqual(first, `GET /a?\\u2028b\\u009b=… (/{name}): Error: x`);
});

Deno.test("logError() takes no percent sign of a URL for the place of an error", async () => {
  const log = await logOf(new Error("x"), "/?%d0%b0%s%c=1");
  deepStrictEqual(linesOf(log), ["GET /?%d0%b0%s%c=…: Error: x"]);
});

Deno.test("logError() logs nothing of an error that a client is told", async () => {
  const { app, rt } = newApp();
  rt("/", () => {
    throw new HTTPException(400, NASTY);
  });
  deepStrictEqual(await logged(async () => void await read(app.request("/"))), []);
});
