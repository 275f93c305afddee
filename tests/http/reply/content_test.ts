import { FileResponse, type Middleware } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { type TempFolder, tempFolder } from "../../_temp.ts";
import { newApp, read } from "../_app.ts";
import { later, tick } from "./_times.ts";

/** Where a file has a number and a time of its changes, so that its content is kept. */
const ignore = Deno.build.os === "windows";

/** A server of a folder's files, and a clock that the test moves. */
interface Site {
  readonly path: string;
  /** The files that were read since this was asked last. */
  reads(): number;
  pass(ms: number): void;
  get(path: string, headers?: Record<string, string>): ReturnType<typeof read>;
  text(path: string): Promise<string>;
}

/** Runs with a server of the folder `static`; `/linked` answers with the file `link` beside it. */
async function serving(
  temp: TempFolder,
  run: (site: Site) => Promise<void>,
  middleware: Middleware[] = [],
): Promise<void> {
  const { readFile, readFileSync } = Deno, { now } = performance;
  const path = `${temp.path}/static`;
  let count = 0, time = Math.ceil(performance.now());
  await Deno.mkdir(path, { recursive: true });
  const { app, rt } = newApp({ staticPath: path, middleware });
  rt("/linked", () => FileResponse(`${temp.path}/link`));
  rt("/file", { path: String }, ({ path }) => FileResponse(path));
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const get: Site["get"] = (path, headers = {}) =>
    read(fetch(`http://127.0.0.1:${server.addr.port}${path}`, { headers }));
  try {
    performance.now = () => time;
    Deno.readFile = (...args) => (count++, readFile(...args));
    Deno.readFileSync = (...args) => (count++, readFileSync(...args));
    await run({
      path,
      get,
      reads: () => [count, count = 0][0]!,
      pass: (ms) => void (time += ms),
      text: async (path) => (await get(path)).text,
    });
  } finally {
    performance.now = now;
    Object.assign(Deno, { readFile, readFileSync });
  }
}

Deno.test({
  name: "a file that has not changed lately is read once a second",
  ignore,
  async fn() {
    await using temp = await tempFolder();
    await serving(temp, async ({ path, reads, pass, get }) => {
      await Deno.writeTextFile(`${path}/a.css`, "0123456789");
      const ask = async () => {
        const whole = await get("/a.css"), part = await get("/a.css", { range: "bytes=2-4" });
        return [whole.text, part.text, part.headers.get("content-range")];
      };
      const sent = ["0123456789", "234", "bytes 2-4/10"];
      for (let i = 0; i < 3; i++) deepStrictEqual(await ask(), sent);
      strictEqual(reads(), 6, "it was written just now");
      await later(async () => {
        for (let i = 0; i < 3; i++) deepStrictEqual(await ask(), sent);
        strictEqual(reads(), 1);
        pass(999);
        deepStrictEqual([await ask(), reads()], [sent, 0]);
        pass(1);
        deepStrictEqual([await ask(), reads()], [sent, 1]);
      });
    });
  },
});

Deno.test({
  name: "a file is served as it is now, whatever has changed it",
  ignore,
  async fn() {
    await using temp = await tempFolder();
    const time = new Date("2026-01-02T03:04:05Z");
    await serving(temp, async ({ path, get, text }) => {
      const file = `${path}/a.css`;
      const write = async (path: string, text: string) => {
        await Deno.writeTextFile(path, text);
        await Deno.utime(path, time, time);
      };
      await write(file, "one");
      await later(async () => {
        for (let i = 0; i < 2; i++) strictEqual(await text("/a.css"), "one");
        await tick(temp);
        await write(file, "two");
        for (let i = 0; i < 2; i++) {
          strictEqual(await text("/a.css"), "two", "the same size and time");
        }
        await write(`${path}/new`, "six");
        await Deno.rename(`${path}/new`, file);
        for (let i = 0; i < 2; i++) strictEqual(await text("/a.css"), "six", "another file");
        await Deno.truncate(file, 1);
        const short = await get("/a.css");
        deepStrictEqual([short.text, short.headers.get("content-length")], ["s", "1"]);
        await Deno.truncate(file);
        const empty = await get("/a.css");
        deepStrictEqual([empty.text, empty.headers.get("content-length")], ["", "0"]);
        await write(file, "x".repeat(65_536));
        for (let i = 0; i < 2; i++) strictEqual((await text("/a.css")).length, 65_536);
        await Deno.writeTextFile(file, "x", { append: true });
        const { headers, text: grown } = await get("/a.css");
        deepStrictEqual([grown.length, headers.get("content-length")], [65_537, "65537"]);
        await write(file, "two");
        strictEqual(await text("/a.css"), "two");
        await Deno.remove(file);
        strictEqual((await get("/a.css")).status, 404);
      });
    });
  },
});

Deno.test("a file is served as it is now, however fast it changes", async () => {
  await using temp = await tempFolder();
  const time = new Date("2026-01-02T03:04:05Z");
  await serving(temp, async ({ path, text }) => {
    for (let i = 100; i < 200; i++) {
      await Deno.writeTextFile(`${path}/a.css`, `${i}`);
      await Deno.utime(`${path}/a.css`, time, time);
      strictEqual(await text("/a.css"), `${i}`);
    }
  });
});

Deno.test({
  name: "a file is that which a link leads to now, and never one outside",
  ignore,
  async fn() {
    await using temp = await tempFolder();
    await Deno.mkdir(`${temp.path}/other`);
    await serving(temp, async ({ path, get, text }) => {
      const point = async (link: string, target: string) => {
        await Deno.symlink(target, `${link}.new`);
        await Deno.rename(`${link}.new`, link);
      };
      const files = [`${path}/a.css`, `${temp.path}/other/a.css`];
      for (const [i, file] of files.entries()) await Deno.writeTextFile(file, `file ${i}`);
      // Nothing but their number tells them apart.
      const time = new Date("2026-01-02T03:04:05Z"), changes = new Set<number>();
      do {
        changes.clear();
        for (const file of files) {
          await Deno.utime(file, time, time);
          changes.add((await Deno.stat(file)).ctime!.getTime());
        }
      } while (changes.size > 1);
      await later(async () => {
        for (const [i, file] of [...files, ...files].entries()) {
          await point(`${temp.path}/link`, file);
          strictEqual(await text("/linked"), `file ${i % 2}`);
        }
        await point(`${path}/b.css`, files[0]!);
        for (let i = 0; i < 2; i++) strictEqual(await text("/b.css"), "file 0");
        await point(`${path}/b.css`, files[1]!);
        strictEqual((await get("/b.css")).status, 404);
        // The folder's own path leads elsewhere: what was inside is outside now.
        await Deno.rename(path, `${temp.path}/old`);
        await Deno.symlink(`${temp.path}/other`, path);
        await Deno.symlink(`${temp.path}/old/a.css`, `${path}/c.css`);
        deepStrictEqual(
          [await text("/a.css"), (await get("/c.css")).status, (await get("/b.css")).status],
          ["file 1", 404, 404],
        );
      });
    });
  },
});

Deno.test({
  name: "as much content is kept as fits, and the oldest is forgotten",
  ignore,
  async fn() {
    await using temp = await tempFolder();
    await serving(temp, async ({ path, reads, text }) => {
      const size = 60_000, fits = Math.floor(4_194_304 / (size + 1024));
      const names = Array.from({ length: fits + 1 }, (_, i) => `/${i}.txt`);
      for (const name of names) await Deno.writeTextFile(path + name, name.padEnd(size));
      const ask = async (name: string) => {
        strictEqual((await text(name)).trimEnd(), name);
        return reads();
      };
      await later(async () => {
        for (const name of names) strictEqual(await ask(name), 1);
        const [first, second, third] = names;
        deepStrictEqual(
          [await ask(third!), await ask(names.at(-1)!), await ask(first!), await ask(second!)],
          [0, 0, 1, 1],
        );
        // A file that is written again takes no more than before.
        for (let i = 1; i < 10; i++) {
          await Deno.writeTextFile(path + names.at(-1)!, names.at(-1)!.padEnd(size - i));
          strictEqual(await ask(names.at(-1)!), 1);
        }
        strictEqual(await ask(names.at(-2)!), 0);
        strictEqual(await ask(names[10]!), 0);
      });
    });
  },
});

Deno.test({
  name: "many tiny files are kept only as long as they fit with all that is noted of them",
  ignore,
  async fn() {
    await using temp = await tempFolder();
    await serving(temp, async ({ path, reads, text }) => {
      const names = Array.from({ length: 4100 }, (_, i) => `/${i}`);
      await Deno.writeTextFile(path + names[0]!, "x");
      for (const name of names.slice(1)) await Deno.link(path + names[0]!, path + name);
      await later(async () => {
        for (const name of names) await text(name);
        reads();
        await text(names.at(-1)!);
        strictEqual(reads(), 0);
        await text(names[0]!);
        strictEqual(reads(), 1);
      });
    });
  },
});

/** Its size is 4,096 bytes, which is more than it has. */
const SHORTER = "/sys/kernel/uevent_seqnum";

Deno.test({
  name: "a file of which the system does not know the size is read each time",
  ignore: !existsSync(SHORTER),
  async fn() {
    await using temp = await tempFolder();
    await serving(temp, async ({ reads, text }) => {
      await later(async () => {
        for (let i = 0; i < 3; i++) await text(`/file?path=${SHORTER}`);
      });
      strictEqual(reads(), 3);
    });
  },
});

Deno.test("what middleware does with the bytes of a response is not kept", async () => {
  await using temp = await tempFolder();
  const wipe: Middleware = async (request, next) => {
    const response = await next(request);
    if (!request.headers.has("wipe") || !response.body) return response;
    const wiped = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => controller.enqueue(chunk.fill(0x5f)),
      }),
    );
    return new Response(wiped, response);
  };
  await serving(temp, async ({ path, get, text }) => {
    await Deno.writeTextFile(`${path}/a.css`, "0123");
    await later(async () => {
      const texts = [await text("/a.css"), (await get("/a.css", { wipe: "1" })).text];
      deepStrictEqual([...texts, await text("/a.css")], ["0123", "____", "0123"]);
    });
  }, [wipe]);
});
