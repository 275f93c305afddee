/** The bytes of responses and files, and URLs as paths. */

/** Reads a whole body; ends it early when the signal says so. */
export async function bytesOf(
  response: Response,
  end: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body) return new Uint8Array();
  const chunks: Uint8Array<ArrayBuffer>[] = [], reader = response.body.getReader();
  const cancel = () => void reader.cancel();
  if (end.aborted) cancel();
  end.addEventListener("abort", cancel);
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
  }
  end.removeEventListener("abort", cancel);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Whether two files have the same content. */
export function areSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** A URL without its origin. A path of two slashes would be read as a host, so it gets a dot. */
export function toPath({ pathname, search, hash }: URL): string {
  return `${pathname.startsWith("//") ? "/." : ""}${pathname}${search}${hash}`;
}
