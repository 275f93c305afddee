import { BackgroundTask } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, rejects, strictEqual, throws } from "node:assert";
import { dirname } from "node:path";
import { Spool } from "../../../../lib/http/request/body/spool.ts";
import { detail, newApp } from "../../_app.ts";
import { END, FILE, part, post, spooled } from "../../_upload.ts";

Deno.test("SpooledFile waits on disk, is read as any other, and is removed after the answer", async () => {
  const { app, rt } = newApp({ limits: { spoolAbove: 10 } });
  const content = crypto.randomUUID();
  let during: string[] = [], late = "";
  rt.post("/", { f: File }, async ({ f }) => {
    during = await spooled(content);
    return [
      `${f.size} ${await f.text() === content}`,
      new BackgroundTask(async () => void (late = await f.text())),
    ];
  });
  rt.post("/back", { f: File }, ({ f }) => f);
  const text = part("f", content, FILE) + END;
  strictEqual(await (await app.request("/", post(text))).text(), "36 true");
  strictEqual(await (await app.request("/back", post(text))).text(), content);
  await app.close();
  deepStrictEqual([during.length, late], [1, content]);
  deepStrictEqual(await spooled(content), []);
});

const SLICES: [start?: number, end?: number][] = [
  [],
  [0],
  [2],
  [-2],
  [2, 5],
  [2, -2],
  [-5, -2],
  [5, 2],
  [0, 0],
  [99, 1000],
  [100],
  [1000],
  [-1000, 3],
  [-1000, -999],
];

Deno.test("SpooledFile is sliced and read as a file in memory is", async () => {
  const { app, rt } = newApp({ limits: { spoolAbove: 10 } });
  const own = new File(["0123456789".repeat(10)], "a.txt", { type: "text/plain" });
  const seen: unknown[] = [], expected: unknown[] = [];
  const show = async (blob: Blob) => [
    blob.size,
    blob.type,
    await blob.text(),
    await blob.bytes(),
    new Uint8Array(await blob.arrayBuffer()),
    await new Response(blob.stream()).text(),
  ];
  rt.post("/", { f: File }, async ({ f }) => {
    deepStrictEqual([f.name, f instanceof File], [own.name, true]);
    for (const [file, shown] of [[f, seen], [own, expected]] as const) {
      shown.push(await show(file));
      for (const [start, end] of SLICES) {
        const slice = file.slice(start, end);
        shown.push([start, end, await show(slice), await show(slice.slice(1, -1, "text/x"))]);
      }
    }
    return "";
  });
  const body = new FormData();
  body.append("f", own);
  strictEqual((await app.request("/", { method: "POST", body })).status, 200);
  await app.close();
  deepStrictEqual(seen, expected);
});

Deno.test("SpooledFile that is larger than what is read at once streams to its last byte", async () => {
  const { app, rt } = newApp();
  const content = Array.from({ length: 200_000 }, (_, i) => String(i).padStart(6, "0")).join("\n");
  rt.post("/", { f: File }, ({ f }) => f.slice(100_001, -100_002));
  const response = await app.request("/", post(part("f", content, FILE) + END, { size: 1 << 16 }));
  strictEqual(await response.text() === content.slice(100_001, -100_002), true);
  await app.close();
});

Deno.test("Spool makes files that only this user reads, and removes those that are left", async () => {
  const spool = new Spool({ bytes: 0 }, Infinity);
  const [one, two] = [await spool.open(), await spool.open()];
  one.file.close();
  two.file.close();
  const folder = dirname(one.path);
  const modeOf = async (path: string) => (await Deno.stat(path)).mode! & 0o777;
  deepStrictEqual([await modeOf(one.path), await modeOf(folder)], [0o600, 0o700]);
  await Deno.remove(one.path);
  await spool.remove();
  await rejects(Deno.stat(folder), Deno.errors.NotFound);
});

const LATE = /^Error: Cannot keep an upload: it arrived after the response, expected before$/;

Deno.test("Spool keeps nothing that arrives after the response", async () => {
  const disk = { bytes: 0 };
  const spool = new Spool(disk, Infinity);
  const [opening] = [spool.open(), spool.remove()];
  await rejects(opening, LATE);
  await rejects(spool.open(), LATE);
  throws(() => spool.reserve(1), LATE);
  strictEqual(disk.bytes, 0);
});

Deno.test("SpooledFile that is read while the response is sent, or after, leaves nothing behind", async () => {
  const { app, rt } = newApp({ limits: { spoolAbove: 10 } });
  const content = crypto.randomUUID();
  const { promise, resolve } = Promise.withResolvers<string>();
  rt.post("/during", async function* ({ data }) {
    yield "size ";
    yield String(((await data()).f as File).size);
  });
  rt.post("/after", ({ data }) => {
    data().then((fields) => `kept ${Object.keys(fields)}`, String).then(resolve);
    return "answered";
  });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const ask = async (path: string, text: string) => {
    const response = await fetch(`http://127.0.0.1:${server.addr.port}${path}`, {
      ...post(text, { size: 1 << 16 }),
    });
    return await response.text();
  };
  const file = (size: number) => part("f", content.padEnd(size), FILE) + END;
  match(await ask("/during", file(50_000)), /size 50000/);
  match(await ask("/after", file(50)), /answered/);
  match(await promise, /^(kept f|Error: .*)$/);
  await server.shutdown();
  await app.close();
  deepStrictEqual(await spooled(content), []);
});

Deno.test("Spool keeps as much of all requests together as maxSpooled, until each is answered", async () => {
  const { app, rt } = newApp({ limits: { spoolAbove: 10, maxSpooled: 100 } });
  const [entered, left] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  rt.post("/", { f: File }, ({ f }) => String(f.size));
  rt.post("/wait", { f: File }, async ({ f }) => {
    entered.resolve();
    await left.promise;
    return String(f.size);
  });
  const ask = async (path: string, size: number, end = END) => {
    const body = part("f", "x".repeat(size), FILE) + end;
    const response = await app.request(path, post(body));
    return [...await detail(response), response.headers.get("retry-after")];
  };
  const full = [
    503,
    "Cannot keep the upload: more than 100 bytes of uploads at once (maxSpooled)",
    "60",
  ];
  deepStrictEqual((await ask("/", 100))[0], 200);
  deepStrictEqual(await ask("/", 101), full);
  deepStrictEqual((await ask("/", 100, ""))[0], 400);
  const first = ask("/wait", 60);
  await entered.promise;
  deepStrictEqual(await ask("/", 41), full);
  deepStrictEqual([(await ask("/", 40))[0], (await ask("/", 10))[0]], [200, 200]);
  left.resolve();
  deepStrictEqual((await first)[0], 200);
  deepStrictEqual((await ask("/", 100))[0], 200);
  await app.close();
});

Deno.test("Spool says what it cannot remove", async () => {
  const spool = new Spool({ bytes: 0 }, Infinity);
  const { path, file } = await spool.open();
  file.close();
  await Deno.remove(dirname(path), { recursive: true });
  await rejects(spool.remove(), Deno.errors.NotFound);
});
