import { deepStrictEqual, strictEqual } from "node:assert";
import { lacks } from "../../../lib/http/reply/listing.ts";
import { tempFolder } from "../../_temp.ts";
import { newApp, read } from "../_app.ts";
import { later, tick } from "./_times.ts";

const ignore = Deno.build.os !== "linux";

Deno.test({
  name: "a folder that has not changed lately is known to lack what is not among its names",
  ignore,
  async fn() {
    await using temp = await tempFolder();
    const path = `${temp.path}/static`;
    await Deno.mkdir(path);
    await Deno.writeTextFile(`${path}/a.css`, "x");
    await tick(temp);
    const ask = async () => [await lacks(path, "a.css"), await lacks(path, "b.css")];
    deepStrictEqual(await ask(), [false, false], "it changed just now");
    await later(async () => {
      deepStrictEqual(await ask(), [false, true]);
      strictEqual(await lacks(path, "A.CSS"), false, "some disks know no case");
      // A new name counts at once.
      await Deno.writeTextFile(`${path}/b.css`, "x");
      deepStrictEqual(await ask(), [false, false]);
      await tick(temp);
      await Deno.remove(`${path}/a.css`);
      deepStrictEqual(await ask(), [false, false], "what was there is asked for by itself");
      strictEqual(await lacks(path, "c.css"), true);
      deepStrictEqual(await ask(), [true, false]);
    });
  },
});

Deno.test({
  name: "a listing is of the folder that a link leads to now, whatever times it says",
  ignore,
  async fn() {
    await using temp = await tempFolder();
    const { path } = temp, link = `${path}/static`, time = new Date(1_600_000_000_000);
    for (const name of ["one", "two"]) {
      await Deno.mkdir(`${path}/${name}`);
      await Deno.writeTextFile(`${path}/${name}/${name}.txt`, "x");
      await Deno.utime(`${path}/${name}`, time, time);
    }
    const ask = async () => {
      await lacks(link, "other.txt"); // One that was not there looks at the folder.
      return [await lacks(link, "one.txt"), await lacks(link, "two.txt")];
    };
    await Deno.symlink("one", link);
    await tick(temp);
    await later(async () => {
      deepStrictEqual(await ask(), [false, true]);
      await Deno.remove(link);
      await Deno.symlink("two", link);
      deepStrictEqual(await ask(), [true, false]);
      await Deno.remove(`${path}/two/two.txt`);
      await Deno.utime(`${path}/two`, time, time);
      deepStrictEqual(await ask(), [true, true]);
      await tick(temp);
      await Deno.writeTextFile(`${path}/two/one.txt`, "x");
      await Deno.utime(`${path}/two`, time, time);
      deepStrictEqual(await ask(), [false, true]);
    });
  },
});

Deno.test({
  name: "no folder lacks everything, and a folder of very many files is asked for each",
  ignore,
  async fn() {
    await using temp = await tempFolder();
    const folder = `${temp.path}/many`, file = `${temp.path}/file`;
    await Deno.writeTextFile(file, "x");
    strictEqual(await lacks(folder, "a.css"), true);
    await Deno.mkdir(folder);
    for (let i = 0; i < 1001; i++) await Deno.link(file, `${folder}/${i}`);
    await tick(temp);
    await later(async () => {
      deepStrictEqual([await lacks(folder, "7"), await lacks(folder, "x")], [false, false]);
      await Deno.remove(`${folder}/7`);
      deepStrictEqual([await lacks(folder, "7"), await lacks(folder, "8")], [true, false]);
    });
  },
});

Deno.test("a static file is served as soon as it is written, after any number of 404s", async () => {
  await using temp = await tempFolder();
  const { app } = newApp({ staticPath: `${temp.path}/static` });
  const ask = async (path: string) => (await read(app.request(path))).status;
  const all = () => Promise.all(["/a.css", "/b.css", "/sub/c.css"].map(ask));
  for (let i = 0; i < 3; i++) deepStrictEqual(await all(), [404, 404, 404]);
  await Deno.mkdir(`${temp.path}/static`);
  await tick(temp);
  await later(async () => {
    for (let i = 0; i < 3; i++) deepStrictEqual(await all(), [404, 404, 404]);
    await Deno.writeTextFile(`${temp.path}/static/a.css`, "x");
    deepStrictEqual(await all(), [200, 404, 404]);
    await tick(temp);
    await Deno.mkdir(`${temp.path}/static/sub`);
    await Deno.writeTextFile(`${temp.path}/static/sub/c.css`, "x");
    deepStrictEqual(await all(), [200, 404, 200]);
    await tick(temp);
    await Deno.remove(`${temp.path}/static/a.css`);
    deepStrictEqual(await all(), [404, 404, 200]);
  });
});
