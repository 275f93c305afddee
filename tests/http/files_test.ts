import { FileResponse } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { newApp, read } from "./_app.ts";

async function withFolder(run: (folder: string) => Promise<void>): Promise<void> {
  await using temp = await tempFolder();
  const folder = temp.path;
  await Deno.mkdir(`${folder}/static/sub`, { recursive: true });
  await Deno.writeTextFile(`${folder}/static/a.css`, "0123456789");
  await Deno.writeTextFile(`${folder}/static/ü b.txt`, "name");
  await Deno.writeTextFile(`${folder}/static/sub/x.svg`, "<svg/>");
  await Deno.writeTextFile(`${folder}/static/.env`, "SECRET");
  await Deno.writeTextFile(`${folder}/secret.txt`, "SECRET");
  await Deno.symlink(`${folder}/secret.txt`, `${folder}/static/link.txt`);
  await Deno.symlink(`${folder}/static/a.css`, `${folder}/static/inside.css`);
  await run(folder);
}

Deno.test("serveFile() answers with type, validators and length", () =>
  withFolder(async (folder) => {
    const { app } = newApp({ staticPath: `${folder}/static` });
    const { status, headers, text } = await read(app.request("/a.css"));
    deepStrictEqual([status, text], [200, "0123456789"]);
    strictEqual(headers.get("content-type"), "text/css; charset=utf-8");
    strictEqual(headers.get("content-length"), "10");
    match(headers.get("etag")!, /^W\/"a-/);
    const etag = headers.get("etag")!, modified = headers.get("last-modified")!;
    const conditions: [headers: HeadersInit, status: number][] = [
      [{ "if-none-match": etag }, 304],
      [{ "if-none-match": `"x", ${etag}` }, 304],
      [{ "if-none-match": "*" }, 304],
      [{ "if-modified-since": modified }, 304],
      [{ "if-none-match": '"x"', "if-modified-since": modified }, 200],
      [{ "if-modified-since": "Wed, 21 Oct 2015 07:28:00 GMT" }, 200],
      [{ "if-modified-since": "nonsense" }, 200],
    ];
    const statuses = conditions.map(async ([headers]) => [
      headers,
      (await read(app.request("/a.css", { headers }))).status,
    ]);
    deepStrictEqual(await Promise.all(statuses), conditions);
  }));

Deno.test("serveFile() answers 404 at once for what is no file, or can't be read", () =>
  withFolder(async (folder) => {
    const fifo = `${folder}/static/fifo`;
    strictEqual((await new Deno.Command("mkfifo", { args: [fifo] }).output()).success, true);
    await Deno.symlink("/dev/zero", `${folder}/device`);
    const { app, rt } = newApp({ staticPath: `${folder}/static` });
    rt("/file", { path: String }, ({ path }) => FileResponse(path));
    const unreadable = "/proc/sys/vm/compact_memory"; // even for root
    const paths = ["/fifo", "/sub", ...[fifo, `${folder}/device`, unreadable].map(toQuery)];
    const statuses = paths.map(async (path) => (await read(app.request(path))).status);
    deepStrictEqual(await Promise.all(statuses), [404, 404, 404, 404, 404]);
  }));

const toQuery = (path: string) => `/file?path=${path}`;

const RANGES: [range: string, status: number, text: string, contentRange: string | null][] = [
  ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
  ["bytes=7-", 206, "789", "bytes 7-9/10"],
  ["bytes=-2", 206, "89", "bytes 8-9/10"],
  ["bytes=0-99", 206, "0123456789", "bytes 0-9/10"],
  ["bytes=10-", 416, "", "bytes */10"],
  ["bytes=3-1", 200, "0123456789", null],
  ["bytes=0-1,3-4", 200, "0123456789", null],
  ["lines=0-1", 200, "0123456789", null],
];

Deno.test("serveFile() answers ranges", () =>
  withFolder(async (folder) => {
    const { app } = newApp({ staticPath: `${folder}/static` });
    const answers = RANGES.map(async ([range]) => {
      const { status, headers, text } = await read(app.request("/a.css", { headers: { range } }));
      return [range, status, text, headers.get("content-range")];
    });
    deepStrictEqual(await Promise.all(answers), RANGES);
    const other = { range: "bytes=0-3", "if-range": "Wed, 21 Oct 2015 07:28:00 GMT" };
    strictEqual((await read(app.request("/a.css", { headers: other }))).status, 200);
  }));

const STATUSES: [path: string, status: number][] = [
  ["/sub/x.svg", 200],
  ["/%C3%BC%20b.txt", 200],
  ["/inside.css", 200],
  ["/link.txt", 404],
  ["/.env", 404],
  ["/..%2fsecret.txt", 404],
  ["/sub/..%2f..%2fsecret.txt", 404],
  ["/%2e%2e/secret.txt", 404],
  ["/%252e%252e/secret.txt", 404],
  ["/..%5csecret.txt", 404],
  ["/a.css%00", 404],
  ["/%ff", 404],
  ["/%zz", 404],
  ["/sub", 404],
  ["/sub/", 404],
  ["/a.css/x", 404],
  [`/${"a".repeat(300)}`, 404],
];

Deno.test("findFile() never leaves its folder, and shows no dotfiles", () =>
  withFolder(async (folder) => {
    const { app } = newApp({ staticPath: `${folder}/static` });
    const statuses = STATUSES.map(async ([path]) => [path, (await read(app.request(path))).status]);
    deepStrictEqual(await Promise.all(statuses), STATUSES);
  }));

Deno.test("serveFile() answers HEAD without opening a stream, and POST with 404", () =>
  withFolder(async (folder) => {
    const { app } = newApp({ staticPath: `${folder}/static` });
    const head = await read(app.request("/a.css", { method: "HEAD" }));
    deepStrictEqual([head.status, head.headers.get("content-length"), head.text], [200, "10", ""]);
    strictEqual((await app.request("/a.css", { method: "POST" })).status, 404);
  }));

Deno.test("serveFile() sends an SVG whose scripts do not run", () =>
  withFolder(async (folder) => {
    const { app } = newApp({ staticPath: `${folder}/static` });
    const { headers } = await read(app.request("/sub/x.svg"));
    strictEqual(headers.get("content-security-policy"), "script-src 'none'");
  }));
