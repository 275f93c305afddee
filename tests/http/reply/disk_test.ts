import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { findFolder, findInfo, findPath, readSmall } from "../../../lib/http/reply/disk.ts";
import { tempFolder } from "../../_temp.ts";

Deno.test("what was found a moment ago is asked at once, and what is gone is not there", async () => {
  await using folder = await tempFolder();
  const file = `${folder.path}/a.txt`;
  strictEqual(await findPath(file), undefined);
  await Deno.writeTextFile(file, "one");
  strictEqual(await findPath(file), file);
  strictEqual((await findInfo(file))?.size, 3);
  deepStrictEqual(await readSmall(file), new TextEncoder().encode("one"));

  await Deno.writeTextFile(file, "other");
  strictEqual((await findInfo(file))?.size, 5);
  deepStrictEqual(await readSmall(file), new TextEncoder().encode("other"));
  await Deno.remove(file);
  deepStrictEqual([await findPath(file), await findInfo(file), await readSmall(file)], [
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("a folder that was absent a moment ago is found once it is there", async () => {
  await using temp = await tempFolder();
  const folder = `${temp.path}/static`;
  for (let i = 0; i < 3; i++) strictEqual(await findFolder(folder), undefined);
  await Deno.mkdir(folder);
  for (let i = 0; i < 3; i++) strictEqual((await findFolder(folder))?.isDirectory, true);
  await Deno.remove(folder);
  for (let i = 0; i < 3; i++) strictEqual(await findFolder(folder), undefined);
});

Deno.test("an error that is no missing file is let through, waited for or at once", async () => {
  await rejects(async () => await findInfo("a\0b"), { name: "TypeError" });
  await using temp = await tempFolder();
  const path = `${temp.path}/folder`;
  await Deno.writeTextFile(path, "x");
  await readSmall(path);
  await Deno.remove(path);
  await Deno.mkdir(path);
  // The file was read a moment ago, so its successor is asked at once.
  throws(() => readSmall(path), { code: "EISDIR" });
});

Deno.test("many paths are remembered, and as many as fit", async () => {
  await using temp = await tempFolder();
  const paths = Array.from({ length: 1100 }, (_, i) => `${temp.path}/${i}`);
  await Deno.writeTextFile(paths[0]!, "x");
  for (const path of paths.slice(1)) await Deno.link(paths[0]!, path);
  for (let round = 0; round < 2; round++) {
    const found = await Promise.all(paths.map((path) => findPath(path)));
    deepStrictEqual(found, paths);
  }
});
