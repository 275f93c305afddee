import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { readWhole } from "../../../lib/http/around/whole_body.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** A body of parts, each made when it is asked for; a promise is one that takes its time. */
function bodyOf(parts: Iterable<string | Promise<string>>, cancel?: (reason: unknown) => void) {
  const iterator = parts[Symbol.iterator]();
  return new ReadableStream<Bytes>({
    async pull(controller) {
      const { value, done } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(typeof value === "string" ? value : await value));
    },
    cancel,
  }, { highWaterMark: 0 });
}

/** What was read at once, as text; "stream" for one. */
async function read(body: ReadableStream<Bytes>): Promise<string> {
  const found = await readWhole(body);
  return found instanceof Uint8Array ? new TextDecoder().decode(found) : "stream";
}

Deno.test("readWhole() reads what needs no waiting: one part, many, none", async () => {
  deepStrictEqual(
    await Promise.all([
      read(new Response("text").body!),
      read(bodyOf(["a", "b", "c"])),
      read(bodyOf([])),
      read(new Blob(["blob"]).stream()),
    ]),
    ["text", "abc", "", "blob"],
  );
});

Deno.test("readWhole() gives a stream where a part takes its time, with what is there", async () => {
  const late = Promise.withResolvers<string>();
  const stream = await readWhole(bodyOf(["a", "b", late.promise, "d"]));
  ok(stream instanceof ReadableStream);
  const reader = stream.getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  deepStrictEqual([await next(), await next()], ["a", "b"]);
  late.resolve("c");
  deepStrictEqual([await next(), await next(), await next()], ["c", "d", ""]);
});

Deno.test("readWhole() keeps about a megabyte of a body that never ends", async () => {
  let made = 0;
  const endless = function* () {
    while (true) {
      made++;
      yield "x".repeat(1 << 16);
    }
  };
  const cancelled = Promise.withResolvers<unknown>();
  const stream = await readWhole(bodyOf(endless(), cancelled.resolve));
  ok(stream instanceof ReadableStream);
  strictEqual(made, 17);
  await stream.cancel("enough");
  strictEqual(await cancelled.promise, "enough");
});

Deno.test("readWhole() passes on the error of a part, at once and later", async () => {
  const error = new Error("no more");
  const failing = function* () {
    yield "a";
    throw error;
  };
  await rejects(read(bodyOf(failing())), error);
  const late = Promise.withResolvers<string>();
  const stream = await readWhole(bodyOf(["a", late.promise]));
  late.reject(error);
  await rejects(new Response(stream as ReadableStream<Bytes>).text(), error);
});
