/** Static files by hand: validators, ranges, and no path out of the folder. */

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};

/** A file up to this size is read at once. */
const SMALL = 65_536;

/** Returns what serves the files of a folder, with these headers and those of the file. */
export async function openFolder(
  folder: string,
  constant: readonly [string, string][],
): Promise<(request: Request, pathname: string) => Promise<Response | undefined>> {
  const root = await Deno.realPath(folder);
  const rest = constant.filter(([name]) => name !== "content-type");
  return async ({ headers: asked, method }, pathname) => {
    const name = decodeURIComponent(pathname);
    if (/[\0\\]|\/\.|\/\//.test(name)) return;
    const path = await orNothing(Deno.realPath(root + name)); // Shows where a link leads.
    if (path === undefined || !path.startsWith(root + "/")) return;
    const info = await orNothing(Deno.stat(path));
    if (!info?.isFile) return;
    const { size } = info, mtime = info.mtime!;
    const etag = `W/"${size.toString(36)}-${mtime.getTime().toString(36)}"`;
    const headers: [string, string][] = [
      ...rest,
      ["content-type", TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream"],
      ["etag", etag],
      ["last-modified", mtime.toUTCString()],
    ];
    const known = asked.get("if-none-match"), since = asked.get("if-modified-since");
    // Dates of headers have whole seconds.
    const isKnown = known !== null
      ? known === etag
      : since !== null && Math.floor(mtime.getTime() / 1000) * 1000 <= Date.parse(since);
    if (isKnown) return new Response(null, { status: 304, headers });
    const range = asked.get("range")?.match(/^bytes=(\d+)-(\d*)$/);
    const start = Number(range?.[1] ?? 0), end = Math.min(Number(range?.[2] || size), size - 1);
    if (range && start > end) {
      headers.push(["content-range", `bytes */${size}`]);
      return new Response(null, { status: 416, headers });
    }
    const status = range ? 206 : 200;
    headers.push(["content-length", String(end - start + 1)]);
    if (range) headers.push(["content-range", `bytes ${start}-${end}/${size}`]);
    if (method === "HEAD") return new Response(null, { status, headers });
    if (size <= SMALL) {
      const bytes = await Deno.readFile(path);
      return new Response(range ? bytes.subarray(start, end + 1) : bytes, { status, headers });
    }
    const file = await Deno.open(path);
    if (!range) return new Response(file.readable, { headers });
    await file.seek(start, Deno.SeekMode.Start);
    return new Response(file.readable.pipeThrough(take(end - start + 1)), { status, headers });
  };
}

/** Lets so many bytes through. */
function take(left: number): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) controller.terminate();
    },
  });
}

async function orNothing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return;
    throw error;
  }
}
