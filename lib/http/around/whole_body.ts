/** Bodies that are there at once, as those of most responses are, and those that come in parts. */

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes that are kept of a body, which may be endless. */
const MOST_BYTES = 1 << 20;

/**
 * Reads a body as far as that needs no waiting: all of its bytes, or a stream of what was read and
 * of the rest. A client that waits for the next part of a page must get the parts before it.
 */
export async function readWhole(
  body: ReadableStream<Bytes>,
): Promise<Bytes | ReadableStream<Bytes>> {
  const reader = body.getReader();
  const { promise: turn, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined));
  const parts: Bytes[] = [];
  let size = 0;
  try {
    while (size <= MOST_BYTES) {
      const reading = reader.read();
      const read = await Promise.race([reading, turn]);
      if (!read) return goOn(reader, parts, reading);
      if (read.done) return join(parts, size);
      parts.push(read.value);
      size += read.value.length;
    }
  } finally {
    clearTimeout(timer);
  }
  return goOn(reader, parts);
}

/** A stream of parts that were read, of one that is being read, and of the rest. */
function goOn(
  reader: ReadableStreamDefaultReader<Bytes>,
  parts: Bytes[],
  reading?: Promise<ReadableStreamReadResult<Bytes>>,
): ReadableStream<Bytes> {
  let next = reading;
  return new ReadableStream({
    async pull(controller) {
      const part = parts.shift();
      if (part) return controller.enqueue(part);
      const { value, done } = await (next ?? reader.read());
      next = undefined;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}

function join(parts: readonly Bytes[], size: number): Bytes {
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
