import { deepStrictEqual, strictEqual } from "node:assert";
import { type Answer, toAnswer } from "../../../attacks/socket.ts";
import { within } from "../../../_within.ts";
import { detail, newApp } from "../../_app.ts";
import { bodyApp, FORM, JSON_TYPE, post } from "../../_body.ts";
import { FILE, part, spooled } from "../../_upload.ts";

const MULTIPART = "multipart/form-data; boundary=X";
const LENGTH = "Content-Length: 100";
const CHUNKED = "Transfer-Encoding: chunked";

/** Asks, and sends the body in pieces, half a second after one another, until the answer comes. */
async function ask(
  port: number,
  [path, type, length]: readonly [path: string, type: string, length: string],
  pieces: Iterable<string>,
): Promise<Answer> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const bytes = new Uint8Array(65_536);
  let size = 0;
  const isWhole = () => {
    const { headers, body } = toAnswer([bytes.subarray(0, size)], false);
    const found = headers.find(([name]) => name === "content-length");
    return found !== undefined && new TextEncoder().encode(body).length >= Number(found[1]);
  };
  const send = (text: string) => conn.write(new TextEncoder().encode(text));
  await send(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n${length}\r\n\r\n`,
  );
  const reading = (async () => {
    while (!isWhole()) size += await conn.read(bytes.subarray(size)) ?? 0;
  })();
  let isAnswered = false;
  reading.then(() => isAnswered = true);
  for (const piece of pieces) {
    await send(piece);
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (isAnswered) break;
  }
  await within(60, "an answer", reading);
  return toAnswer([bytes.subarray(0, size)], false);
}

function toChunk(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`;
}

Deno.test("BodyClock ends a body that stalls with a 408 that names the limit, however it is read", async () => {
  const app = bodyApp({ limits: { bodyTimeout: 1, spoolAbove: 10 } });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const file = crypto.randomUUID();
  const upload = part("f", `${file}${"x".repeat(40_000)}`, FILE);
  const asked: [head: [string, string, string], body: string][] = [
    [["/text", "text/plain", LENGTH], "abc"],
    [["/text", "text/plain", LENGTH], ""],
    [["/data", FORM, LENGTH], "a=1&b="],
    [["/data", JSON_TYPE, LENGTH], '{"a":'],
    [["/data", JSON_TYPE, "Content-Length: 1000000"], '{"a":'],
    [["/data", JSON_TYPE, CHUNKED], toChunk('{"a":')],
    [["/data", MULTIPART, "Content-Length: 1000000"], upload],
    [["/data", MULTIPART, CHUNKED], toChunk(upload)],
    [["/json", JSON_TYPE, LENGTH], '{"a":'],
    [["/clone", JSON_TYPE, LENGTH], '{"a":'],
  ];
  const late = [
    408,
    "Cannot read the body: less than 500 bytes a second for 1 s (bodyTimeout)",
    "close",
  ];
  const answers = await Promise.all(asked.map(async ([head, body]) => {
    const { status, headers, body: html } = await ask(server.addr.port, head, [body]);
    const [, text] = await detail(new Response(html));
    return [status, text, headers.find(([name]) => name === "connection")?.[1]];
  }));
  deepStrictEqual(answers, asked.map(() => late));
  deepStrictEqual(await spooled(file), []);
});

Deno.test("BodyClock ends a body that drips, and lets one arrive that is slow but steady", async () => {
  const app = bodyApp({ limits: { bodyTimeout: 2 } });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const { port } = server.addr;
  const piece = "x".repeat(2500), drip = Array(100).fill("x");
  const steady = [...Array(8).fill(piece)];
  const answers = await Promise.all([
    ask(port, ["/text", "text/plain", "Content-Length: 20000"], steady),
    ask(port, ["/text", "text/plain", CHUNKED], [...steady.map(toChunk), "0\r\n\r\n"]),
    ask(port, ["/text", "text/plain", "Content-Length: 20000"], drip),
    ask(port, ["/text", "text/plain", CHUNKED], drip.map(toChunk)),
    ask(port, ["/text", "text/plain", LENGTH], drip.slice(0, 20)),
  ]);
  deepStrictEqual(answers.map(({ status }) => status), [200, 200, 408, 408, 408]);
  strictEqual(answers[0]!.body, steady.join(""));
});

Deno.test("BodyClock gives back the disk of an upload that stalls", async () => {
  const app = bodyApp({ limits: { bodyTimeout: 1, spoolAbove: 10, maxSpooled: 1000 } });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const upload = part("f", "x".repeat(800), FILE);
  const head = ["/data", MULTIPART, "Content-Length: 5000"] as const;
  const status = async () => (await ask(server.addr.port, head, [upload])).status;
  deepStrictEqual([await status(), await status()], [408, 408]);
});

Deno.test({
  name: "BodyClock starts no timer for a request of this process",
  sanitizeOps: true,
  async fn() {
    const { app, rt } = newApp();
    rt.post("/", ({ data }) => data());
    const headers = { "content-length": "3", "content-type": FORM };
    const response = await app.request("/", { ...post("a=1"), headers });
    deepStrictEqual(await response.json(), { a: "1" });
  },
});
