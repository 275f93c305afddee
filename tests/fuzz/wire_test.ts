/** Bytes on a real socket: targets as no client writes them, uploads cut off, frames of sockets. */
import * as fc from "fast-check";
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until } from "../_within.ts";
import { send } from "../attacks/socket.ts";
import { WebSocketByHand } from "../attacks/steps/web_socket.ts";
import { GUARDED, SECRET } from "./app.ts";
import { multipart, text } from "./arbitraries.ts";
import { checkCost } from "./cost.ts";
import { tell, toLimits } from "./limits.ts";
import { headers, long, query, target } from "./targets.ts";

const UTF8 = new TextEncoder();
const APP = fileURLToPath(import.meta.resolve("./app.ts"));

/** What goes over one connection: a request, one that is cut off, or a socket's frames. */
type Sent =
  | {
    kind: "request";
    method: string;
    target: string;
    headers: Record<string, string>;
    body: string;
  }
  | { kind: "cut"; path: string; length: number; part: string }
  | { kind: "frames"; frames: { first: number; content: string }[]; isHeard: boolean };

/** Headers that belong to the transport; a request with many of them goes nowhere. */
const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.record({
    host: text,
    "content-type": fc.constantFrom("application/json", "text/plain", "multipart/form-data"),
    "content-length": fc.constantFrom("-1", "1e3", "99999999999999999999", "0x10"),
    "transfer-encoding": fc.constantFrom("chunked", "gzip, chunked", "x"),
    expect: fc.constantFrom("100-continue"),
    upgrade: fc.constantFrom("websocket", "h2c"),
  }, { requiredKeys: [] }),
);

const sent: fc.Arbitrary<Sent> = fc.oneof(
  fc.record({
    kind: fc.constant("request" as const),
    method: fc.constantFrom("GET", "POST", "HEAD", "OPTIONS", "PROPFIND", "get", "X"),
    target: fc.oneof(
      target,
      fc.constantFrom(...GUARDED).map((path) => `http://localhost${path}`),
      fc.tuple(target, query).map(([path, pairs]) => `${path}?${new URLSearchParams(pairs)}`),
      text.map((value) => value.replace(/[\r\n]/g, "")),
    ),
    headers: fc.tuple(headers, oddHeaders).map(([some, odd]) => ({
      host: "localhost",
      ...some,
      ...odd,
    })),
    body: fc.oneof(long, multipart, fc.constant("")),
  }),
  fc.record({
    kind: fc.constant("cut" as const),
    path: fc.constantFrom("/upload", "/json", "/search", "/private/page"),
    length: fc.integer({ min: 1, max: 3_000_000 }),
    part: fc.oneof(
      multipart,
      fc.nat(200_000).map((length) =>
        '--X\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' +
        "x".repeat(length)
      ),
    ),
  }),
  fc.record({
    kind: fc.constant("frames" as const),
    frames: fc.array(
      fc.record({
        first: fc.constantFrom(
          0x01,
          0x00,
          0x80,
          0x81,
          0x81,
          0x82,
          0x89,
          0x8a,
          0x88,
          0x83,
          0xf1,
          0x09,
        ),
        content: fc.oneof(
          long,
          fc.json(),
          fc.record({ msg: long, n: long }).map((value) => JSON.stringify(value)),
        ),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    isHeard: fc.boolean(),
  }),
);

Deno.test("serve() answers any bytes with no 5xx and no secret, and keeps nothing of those who left", async () => {
  await using folder = await tempFolder();
  const temp = `${folder.path}/temp`;
  await Deno.mkdir(temp);
  await using program = await startProgram(["run", "-A", APP, `${folder.path}/site`], {
    env: { TMPDIR: temp },
  });
  const port = Number(new URL(program.origin).port);
  const state = async (): Promise<{ milliseconds: number; rss: number }> =>
    await (await fetch(`${program.origin}/cpu`)).json();
  const statuses = new Set<number>();
  let runs = 0;
  const property = fc.asyncProperty(sent, async (sent) => {
    runs++;
    let bytes = 0;
    const carryOut = async () => {
      const { milliseconds } = await state();
      if (sent.kind === "frames") bytes = await sendFrames(port, sent);
      else {
        const message = UTF8.encode(toMessage(sent));
        bytes = message.length;
        // Some of these leave the server waiting for the rest: its answer comes at once, or never.
        const patience = sent.kind === "cut" ? 30 : 300;
        const { status, raw } = await send(port, message, { patience });
        statuses.add(status);
        ok(status < 500, `status ${status}`);
        ok(!raw.includes(SECRET), "a secret");
      }
      return (await state()).milliseconds - milliseconds;
    };
    await checkCost(await carryOut(), bytes, carryOut);
  });
  await fc.assert(property, toLimits(300));
  for (const status of [200, 303, 400, 403, 404]) ok(statuses.has(status), `${status}`);
  strictEqual((await fetch(`${program.origin}/ok`)).status, 200);
  await until(60, "no file of an upload is left", () => [...Deno.readDirSync(temp)].length === 0);
  const { rss } = await state();
  ok(rss < 600_000_000, `memory ${rss}`);
  tell(runs, `connections, ${(rss / 1e6).toFixed()} MB at the end`);
  // Nothing else is logged: no error was the program's.
  const told = /^Link: |: a link of another site led to rt\(/;
  const lines = program.printed().trim().split("\n");
  deepStrictEqual(lines.filter((line) => !told.test(line)), []);
});

function toMessage(sent: Exclude<Sent, { kind: "frames" }>): string {
  if (sent.kind === "cut") {
    const type = sent.path === "/upload" ? "multipart/form-data; boundary=X" : "application/json";
    return `POST ${sent.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\n` +
      `Content-Length: ${sent.part.length + sent.length}\r\n\r\n${sent.part}`;
  }
  const all = {
    connection: "close",
    ...sent.body && { "content-length": `${UTF8.encode(sent.body).length}` },
    ...sent.headers,
  };
  const lines = Object.entries(all)
    .map(([name, value]) => `${name}: ${value.replace(/[\r\n]/g, "")}\r\n`);
  return `${sent.method} ${sent.target} HTTP/1.1\r\n${lines.join("")}\r\n${sent.body}`;
}

/** Sends frames as they are, whatever they mean together, and leaves. */
async function sendFrames(
  port: number,
  { frames, isHeard }: Extract<Sent, { kind: "frames" }>,
): Promise<number> {
  const { socket } = await WebSocketByHand.open(port, "/ws", {});
  ok(socket, "no socket");
  using _ = socket;
  let bytes = 0;
  for (const { first, content } of frames) {
    const frame = UTF8.encode(content);
    bytes += frame.length;
    if (!await socket.send(first, frame)) return bytes;
  }
  if (isHeard) {
    const leave = setTimeout(() => socket[Symbol.dispose](), 50);
    const heard = await socket.next();
    clearTimeout(leave);
    ok(!String(heard).includes(SECRET) && !/at file|Error:/.test(String(heard)), `${heard}`);
  }
  return bytes;
}
