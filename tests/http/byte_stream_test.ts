import { deepStrictEqual } from "node:assert";
import { takeBytes } from "../../lib/http/byte_stream.ts";

Deno.test("takeBytes() passes on so many bytes of any chunks, and ends what it reads", async () => {
  let isCancelled = false;
  const taken = async (count: number, ...chunks: number[][]) => {
    const from = chunks.map((chunk) => Uint8Array.from(chunk)).values();
    isCancelled = false;
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        const { value, done } = from.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void (isCancelled = true),
    }, { highWaterMark: 0 });
    return [...await new Response(stream.pipeThrough(takeBytes(count))).bytes()];
  };
  deepStrictEqual([await taken(3, [1, 2], [3, 4], [5, 6]), isCancelled], [[1, 2, 3], true]);
  deepStrictEqual([await taken(4, [1, 2], [3, 4], [5, 6]), isCancelled], [[1, 2, 3, 4], true]);
  deepStrictEqual([await taken(9, [1, 2], [3]), isCancelled], [[1, 2, 3], false]);
});
