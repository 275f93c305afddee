import { BackgroundTask } from "@fasthtml/fasthtml";
import { deepStrictEqual, rejects, strictEqual } from "node:assert";
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
  strictEqual(spool.isEmpty, true);
  const [one, two] = [await spool.open(), await spool.open()];
  one.file.close();
  two.file.close();
  deepStrictEqual([spool.isEmpty, (await Deno.stat(one.path)).mode! & 0o777], [false, 0o600]);
  await Deno.remove(one.path);
  await spool.remove();
  strictEqual(spool.isEmpty, true);
  await rejects(Deno.stat(two.path), Deno.errors.NotFound);
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
  await Deno.remove(path);
  await Deno.mkdir(`${path}/full`, { recursive: true });
  await rejects(spool.remove());
  await Deno.remove(path, { recursive: true });
});
