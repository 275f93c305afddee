import { FileResponse, StaticFiles } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { existsSync } from "node:fs";
import { type TempFolder, tempFolder } from "../../_temp.ts";
import { answer, logged, newApp, read } from "../_app.ts";

/** A folder with a folder `static`, and files beside it that no client may read. */
async function makeFiles(): Promise<TempFolder> {
  const folder = await tempFolder();
  const { path } = folder;
  const files = {
    "static/a.css": "0123456789",
    "static/ü b.txt": "name",
    "static/sub/x.svg": "<svg/>",
    "static/empty.txt": "",
    "static/.env": "SECRET",
    "static/.git/config": "SECRET",
    "static/sub/.hidden": "SECRET",
    "static/a:b": "SECRET",
    "static/a\\b": "SECRET",
    "static/a\tb": "SECRET",
    "static-too/x.txt": "SECRET",
    "secret.txt": "SECRET",
  };
  for (const folder of ["static/sub", "static/.git", "static-too"]) {
    await Deno.mkdir(`${path}/${folder}`, { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${path}/${name}`, text);
  }
  await Deno.symlink(`${path}/secret.txt`, `${path}/static/link.txt`);
  await Deno.symlink(`${path}/static-too`, `${path}/static/too`);
  await Deno.symlink(`${path}/static/a.css`, `${path}/static/inside.css`);
  await Deno.symlink(`${path}/static/loop`, `${path}/static/loop`);
  return folder;
}

function filesApp(folder: TempFolder) {
  return newApp({ staticPath: `${folder.path}/static` });
}

Deno.test("serveFile() answers with type, validators and length", async () => {
  await using folder = await makeFiles();
  const { app } = filesApp(folder);
  const { mtime } = await Deno.stat(`${folder.path}/static/a.css`);
  const { status, headers, text } = await read(app.request("/a.css"));
  deepStrictEqual([status, text], [200, "0123456789"]);
  match(headers.get("etag")!, /^W\/"a-[0-9a-z]+"$/);
  deepStrictEqual(Object.fromEntries(headers), {
    "accept-ranges": "bytes",
    "cache-control": "no-cache",
    "content-length": "10",
    "content-type": "text/css; charset=utf-8",
    etag: headers.get("etag"),
    "last-modified": mtime!.toUTCString(),
    "x-content-type-options": "nosniff",
  });
  const empty = await read(app.request("/empty.txt"));
  deepStrictEqual([empty.status, empty.headers.get("content-length"), empty.text], [200, "0", ""]);
});

Deno.test("serveFile() answers 304 where the client has the file", async () => {
  await using folder = await makeFiles();
  const { app, rt } = filesApp(folder);
  rt.post("/post", () => FileResponse(`${folder.path}/static/a.css`));
  const { headers } = await read(app.request("/a.css"));
  const etag = headers.get("etag")!, modified = headers.get("last-modified")!;
  const conditions: [headers: Record<string, string>, status: number][] = [
    [{ "if-none-match": etag }, 304],
    [{ "if-none-match": `"x", ${etag}` }, 304],
    [{ "if-none-match": "*" }, 304],
    [{ "if-modified-since": modified }, 304],
    [{ "if-none-match": etag, range: "bytes=0-1" }, 304],
    [{ "if-none-match": '"x"', "if-modified-since": modified }, 200],
    [{ "if-modified-since": "Wed, 21 Oct 2015 07:28:00 GMT" }, 200],
    [{ "if-modified-since": "nonsense" }, 200],
  ];
  for (const method of ["GET", "HEAD"]) {
    for (const [headers, status] of conditions) {
      const answer = await read(app.request("/a.css", { method, headers }));
      deepStrictEqual(
        [answer.status, answer.headers.get("etag")],
        [status, etag],
        JSON.stringify(headers),
      );
    }
  }
  const post = app.request("/post", { method: "POST", headers: { "if-none-match": "*" } });
  strictEqual((await read(post)).text, "0123456789");
});

Deno.test("serveFile() names a new version where size or time of a file changed", async () => {
  await using folder = await makeFiles();
  const { app } = filesApp(folder);
  const path = `${folder.path}/static/a.css`;
  const versions = new Set<string>();
  for (
    const [text, time] of [["ab".repeat(20), 1], ["cd".repeat(20), 1], ["cd".repeat(20), 2], [
      "e",
      2,
    ]] as const
  ) {
    await Deno.writeTextFile(path, text);
    await Deno.utime(path, time, time);
    versions.add((await read(app.request("/a.css"))).headers.get("etag")!);
  }
  deepStrictEqual([...versions], ['W/"14-rs"', 'W/"14-1jk"', 'W/"1-1jk"']);
});

Deno.test("serveFile() answers for ever to a URL with the file's version alone", async () => {
  await using folder = await makeFiles();
  const { app } = filesApp(folder);
  const version = app.vurl("/a.css").split("=")[1]!;
  const queries: [query: string, isForever: boolean][] = [
    [`v=${version}`, true],
    [`a=1&v=${version}`, true],
    [`v=${version}&a=1`, true],
    [`av=${version}`, false],
    [`v=${version}x`, false],
    [`v=${version}%20`, false],
    ["v=old", false],
    ["v=", false],
    ["", false],
  ];
  for (const [query, isForever] of queries) {
    const { headers } = await read(app.request(`/a.css?${query}`));
    strictEqual(
      headers.get("cache-control"),
      isForever ? "public, max-age=31536000, immutable" : "no-cache",
      query,
    );
  }
});

const TYPES: [name: string, type: string][] = [
  ["a.html", "text/html; charset=utf-8"],
  ["a.JS", "text/javascript; charset=utf-8"],
  ["a.json", "application/json; charset=utf-8"],
  ["a.xml", "application/xml; charset=utf-8"],
  ["a.png", "image/png"],
  ["a.pdf", "application/pdf"],
  ["a.unheard-of", "application/octet-stream"],
  ["noending", "application/octet-stream"],
];

Deno.test("serveFile() knows a file's media type by its ending", async () => {
  await using folder = await makeFiles();
  const { app } = filesApp(folder);
  for (const [name, type] of TYPES) {
    await Deno.writeTextFile(`${folder.path}/static/${name}`, "x");
    const { headers } = await read(app.request(`/${name}`));
    deepStrictEqual([name, headers.get("content-type")], [name, type]);
    strictEqual(headers.has("content-security-policy"), false);
  }
});

Deno.test("serveFile() says the charset of text, and of JavaScript, JSON and XML", async () => {
  const texts = ["text/x", "application/javascript", "application/json", "application/xml"];
  const others = ["x-text/x", "application/json5", "x-application/json", "image/png"];
  for (const type of [...texts, ...others]) {
    const { app, rt } = newApp();
    rt("/", () => FileResponse(new URL(import.meta.url), { type }));
    const { headers } = await read(app.request("/"));
    const charset = texts.includes(type) ? "; charset=utf-8" : "";
    strictEqual(headers.get("content-type"), `${type}${charset}`);
  }
});

Deno.test("serveFile() lets an error through that is no missing file", async () => {
  const { app, rt } = newApp();
  rt("/", () => FileResponse("a\0b"));
  const lines = await logged(async () => strictEqual((await app.request("/")).status, 500));
  strictEqual(lines.length, 1);
});

Deno.test("serveFile() answers 404 at once for what is no file, or can't be read", async () => {
  await using folder = await makeFiles();
  const fifo = `${folder.path}/static/fifo`;
  strictEqual((await new Deno.Command("mkfifo", { args: [fifo] }).output()).success, true);
  await Deno.symlink("/dev/zero", `${folder.path}/device`);
  const { app, rt } = filesApp(folder);
  rt("/file", { path: String }, ({ path }) => FileResponse(path));
  const unreadable = "/proc/sys/vm/compact_memory"; // even for root
  const files = [fifo, `${folder.path}/device`, unreadable, `${folder.path}/static/loop`];
  const paths = ["/fifo", "/sub", ...files.map((path) => `/file?path=${path}`)];
  for (const path of paths) strictEqual((await read(app.request(path))).status, 404, path);
});

Deno.test("FileResponse() finds no file above the folder that the program names", async () => {
  await using folder = await tempFolder();
  await Deno.mkdir(`${folder.path}/uploads`);
  await Deno.writeTextFile(`${folder.path}/secret.txt`, "SECRET");
  await Deno.writeTextFile(`${folder.path}/uploads/a..txt`, "own");
  const { app, rt } = newApp();
  rt("/uploads/{name}", ({ name }) => FileResponse(`${folder.path}/uploads/${name}`));
  rt("/above", () => FileResponse(new URL(`file://${folder.path}/uploads/../secret.txt`)));
  const paths = ["..%2fsecret.txt", "..%5csecret.txt", "x%2f..%2f..%2fsecret.txt", "..%2f"];
  for (const path of paths) {
    strictEqual((await read(app.request(`/uploads/${path}`))).status, 404, path);
  }
  strictEqual((await read(app.request("/uploads/a..txt"))).text, "own");
  strictEqual((await read(app.request("/above"))).text, "SECRET");
});

Deno.test({
  name: "serveFile() answers 404 for what Deno may not read",
  permissions: { read: false, env: true },
  async fn() {
    const { app, rt } = newApp();
    rt("/file", () => FileResponse(new URL(import.meta.url)));
    strictEqual((await read(app.request("/file"))).status, 404);
    strictEqual((await read(app.request("/a.css"))).status, 404);
  },
});

const WHOLE = [200, "0123456789", "10", null] as const;
const RANGES: [
  range: string,
  status: number,
  text: string,
  length: string | null,
  contentRange: string | null,
][] = [
  ["bytes=0-3", 206, "0123", "4", "bytes 0-3/10"],
  ["bytes=2-2", 206, "2", "1", "bytes 2-2/10"],
  ["bytes=7-", 206, "789", "3", "bytes 7-9/10"],
  ["bytes=9-", 206, "9", "1", "bytes 9-9/10"],
  ["bytes=0-9", 206, "0123456789", "10", "bytes 0-9/10"],
  ["bytes=0-10", 206, "0123456789", "10", "bytes 0-9/10"],
  ["bytes=5-999999999999999", 206, "56789", "5", "bytes 5-9/10"],
  ["bytes=-2", 206, "89", "2", "bytes 8-9/10"],
  ["bytes=-10", 206, "0123456789", "10", "bytes 0-9/10"],
  ["bytes=-11", 206, "0123456789", "10", "bytes 0-9/10"],
  [" bytes=0-3 ", 206, "0123", "4", "bytes 0-3/10"],
  ["bytes=10-", 416, "", null, "bytes */10"],
  ["bytes=10-20", 416, "", null, "bytes */10"],
  ["bytes=-0", 416, "", null, "bytes */10"],
  ["bytes=3-1", ...WHOLE],
  ["bytes=0-1,3-4", ...WHOLE],
  ["bytes=-", ...WHOLE],
  ["bytes=x-", ...WHOLE],
  ["bytes=0-3x", ...WHOLE],
  ["xbytes=0-3", ...WHOLE],
  ["bytes=1000000000000000-", ...WHOLE],
  ["bytes=0-1000000000000000", ...WHOLE],
  ["lines=0-1", ...WHOLE],
];

/** The system says of it that it has 4,096 bytes. */
const SHORTER = "/sys/kernel/uevent_seqnum";

Deno.test({
  name: "serveFile() sends all of a file whose size was another a moment before",
  ignore: !existsSync(SHORTER),
  async fn() {
    const { app, rt } = newApp();
    rt("/file", () => FileResponse(SHORTER));
    for (const headers of [{}, { range: "bytes=0-0" }] as Record<string, string>[]) {
      const { status, headers: sent, text } = await read(app.request("/file", { headers }));
      deepStrictEqual(
        [status, /^\d+\n$/.test(text), sent.get("etag"), sent.get("content-length")],
        [200, true, null, null],
      );
      strictEqual(sent.get("cache-control"), "no-cache");
    }
  },
});

Deno.test("serveFile() answers ranges", async () => {
  await using folder = await makeFiles();
  const { app, rt } = filesApp(folder);
  rt.post("/post", () => FileResponse(`${folder.path}/static/a.css`));
  const ask = async (range: string, path = "/a.css", init: RequestInit = {}) => {
    const { status, headers, text } = await read(
      app.request(path, { ...init, headers: { range, ...init.headers as object } }),
    );
    return [range, status, text, headers.get("content-length"), headers.get("content-range")];
  };
  for (const row of RANGES) deepStrictEqual(await ask(row[0]), row);
  deepStrictEqual(await ask("bytes=0-", "/empty.txt"), ["bytes=0-", 416, "", null, "bytes */0"]);
  const range = "bytes=0-3", part = RANGES[0];
  const whole = [range, ...WHOLE];
  const { headers } = await read(app.request("/a.css"));
  const ifRange = (value: string) => ask(range, "/a.css", { headers: { "if-range": value } });
  deepStrictEqual(await ifRange(headers.get("last-modified")!), part);
  deepStrictEqual(await ifRange("Wed, 21 Oct 2015 07:28:00 GMT"), whole);
  // A weak tag says nothing of bytes (RFC 9110, 13.1.5).
  deepStrictEqual(await ifRange(headers.get("etag")!), whole);
  deepStrictEqual(await ask(range, "/a.css", { method: "HEAD" }), [range, 200, "", "10", null]);
  deepStrictEqual(await ask(range, "/post", { method: "POST" }), whole);
});

Deno.test("serveFile() sends a part of a file that is larger than what is read at once", async () => {
  await using folder = await makeFiles();
  const { app } = filesApp(folder);
  const lines = Array.from({ length: 40_000 }, (_, i) => String(i).padStart(6, "0")).join("\n");
  await Deno.writeTextFile(`${folder.path}/static/large.txt`, lines);
  for (const [start, end] of [[70_001, 200_002], [0, 65_535], [0, 65_536], [200_000, 279_998]]) {
    const range = `bytes=${start}-${end}`;
    const { text } = await read(app.request("/large.txt", { headers: { range } }));
    strictEqual(text === lines.slice(start, end! + 1), true, range);
  }
});

const STATUSES: [path: string, status: number][] = [
  ["/sub/x.svg", 200],
  ["/%C3%BC%20b.txt", 200],
  ["/inside.css", 200],
  ["/link.txt", 404],
  ["/too/x.txt", 404],
  ["/loop", 404],
  ["/.env", 404],
  ["/%2eenv", 404],
  ["/.git/config", 404],
  ["/sub/.hidden", 404],
  ["/a:b", 404],
  ["/a%5cb", 404],
  ["/a%09b", 404],
  ["/..%2fsecret.txt", 404],
  ["/sub/..%2f..%2fsecret.txt", 404],
  ["/%2e%2e/secret.txt", 404],
  ["/%252e%252e/secret.txt", 404],
  ["/..%5csecret.txt", 404],
  ["/a.css%00", 404],
  ["/%ff", 404],
  ["/%zz", 404],
  ["/", 404],
  ["/sub", 404],
  ["/sub/", 404],
  ["/sub//x.svg", 404],
  ["//a.css", 404],
  ["/a.css/", 404],
  ["/a.css/x", 404],
  [`/${"a".repeat(300)}`, 404],
];

Deno.test("findFile() never leaves its folder, and shows no dotfiles", async () => {
  await using folder = await makeFiles();
  const { app } = filesApp(folder);
  const statuses = STATUSES.map(async ([path]) => [path, (await read(app.request(path))).status]);
  deepStrictEqual(await Promise.all(statuses), STATUSES);
});

Deno.test("serveFile() answers HEAD without opening a stream, and POST with 404", async () => {
  await using folder = await makeFiles();
  const { app } = filesApp(folder);
  const head = await read(app.request("/a.css", { method: "HEAD" }));
  deepStrictEqual([head.status, head.headers.get("content-length"), head.text], [200, "10", ""]);
  const { body } = await app.fetch(new Request("http://localhost/a.css", { method: "HEAD" }));
  strictEqual(body, null);
  strictEqual((await app.request("/a.css", { method: "POST" })).status, 404);
});

Deno.test("serveFile() keeps what others wrote from running as this site", async () => {
  await using folder = await tempFolder();
  const kinds = "html HTM shtml xht xhtml xml xsl rss mathml svg svgz";
  const plain = "css js json txt png pdf mhtml hta noending".split(" ");
  const { app, rt } = newApp({ staticPath: folder.path, csp: { "default-src": "*" } });
  app.mount("/upload", StaticFiles(folder.path));
  rt("/file/{name}", ({ name }) => FileResponse(`${folder.path}/${name}`));
  rt("/typed", { type: "" }, ({ type }) => FileResponse(`${folder.path}/a.css`, { type }));
  rt("/own/{name}", ({ name }) => FileResponse(`${folder.path}/${name}`, { trusted: true }));
  for (const kind of [...kinds.split(" "), ...plain]) {
    await Deno.writeTextFile(`${folder.path}/a.${kind}`, "x");
  }
  const policyOf = async (path: string) => {
    const { status, headers } = await read(app.request(path));
    strictEqual(status, 200, path);
    return headers.get("content-security-policy")?.split("; ").slice(0, 2).join("; ");
  };
  const sandbox = "sandbox; script-src 'none'", own = "default-src *; script-src 'self'";
  for (const kind of kinds.split(" ")) {
    for (const path of ["/upload", "/file"]) {
      strictEqual(await policyOf(`${path}/a.${kind}`), sandbox);
    }
    const expected = kind.startsWith("svg") ? "script-src 'none'; form-action 'none'" : own;
    for (const path of ["", "/own"]) {
      strictEqual(await policyOf(`${path}/a.${kind}`), expected, kind);
    }
  }
  for (const type of ["Text/HTML; charset=utf-8", "text/xsl", "Image/SVG+xml; a=b"]) {
    strictEqual(await policyOf(`/typed?${new URLSearchParams({ type })}`), sandbox, type);
  }
  for (const kind of plain) {
    for (const path of ["/upload", "/file", ""]) {
      strictEqual(await policyOf(`${path}/a.${kind}`), undefined, kind);
    }
  }
});

Deno.test("StaticFiles() serves a folder, and what is not there is the application's 404", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.css`, "a {}");
  await Deno.writeTextFile(`${folder.path}/.env`, "SECRET");
  const { app } = newApp({ exceptionHandlers: { 404: () => "own 404" } });
  const files = StaticFiles(folder.path, { cacheControl: "no-store" });
  app.mount("/files", files);
  const file = await read(app.request("/files/a.css?v=1"));
  deepStrictEqual(
    [file.status, file.text, file.headers.get("cache-control")],
    [200, "a {}", "no-store"],
  );
  const head = await read(app.request("/files/a.css", { method: "HEAD" }));
  deepStrictEqual([head.status, head.headers.get("content-length"), head.text], [200, "4", ""]);
  const missing = [404, "own 404"];
  for (const path of ["/files/.env", "/files/none.css", "/files/", "/files/..%2fx"]) {
    deepStrictEqual(await answer(app.request(path)), missing, path);
  }
  deepStrictEqual(await answer(app.request("/files/a.css", { method: "POST" })), missing);
  const alone = await files(new Request("http://localhost/none.css"));
  deepStrictEqual(await answer(alone), [404, "404 Not Found"]);
});

Deno.test("StaticFiles() and staticPath take a folder as a URL", async () => {
  await using folder = await tempFolder();
  await Deno.mkdir(`${folder.path}/ü b`);
  await Deno.writeTextFile(`${folder.path}/ü b/a.css`, "a {}");
  const url = new URL("file://");
  url.pathname = `${folder.path}/ü b`;
  const { app } = newApp({ staticPath: url });
  app.mount("/files", StaticFiles(url));
  deepStrictEqual(await answer(app.request("/a.css")), [200, "a {}"]);
  deepStrictEqual(await answer(app.request("/files/a.css")), [200, "a {}"]);
  match(app.vurl("/a.css"), /^\/a\.css\?v=4-/);
});

Deno.test("app.vurl() adds a file's version, which browsers keep for ever", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.css`, "a {}");
  const { app } = newApp({ staticPath: folder.path });
  const versioned = app.vurl("/a.css");
  match(versioned, /^\/a\.css\?v=4-[0-9a-z]+$/);
  const { headers } = await read(app.request(versioned));
  strictEqual(headers.get("cache-control"), "public, max-age=31536000, immutable");
  strictEqual(app.vurl("/none.css"), "/none.css");
  throws(() => app.vurl("/a.css/b"), Deno.errors.NotADirectory);
});
