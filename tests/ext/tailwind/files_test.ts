import { deepStrictEqual, rejects, throws } from "node:assert";
import { addWordsOfFolder } from "../../../ext/tailwind/files.ts";
import { logged } from "../../http/_app.ts";
import { tempFolder } from "../../_temp.ts";

/** The words below a folder, and what is told meanwhile. */
async function read(folder: string): Promise<{ words: string; told: string[] }> {
  const words = new Set<string>();
  const log = await logged(() => addWordsOfFolder(folder, words), "warn");
  return { words: [...words].sort().join(" "), told: log.map((line) => line.join(" ")) };
}

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = `${folder}/${name}`;
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(path, text);
  }
}

Deno.test("addWordsOfFolder() reads programs and texts at any depth, and no tests or packages", async () => {
  await using folder = await tempFolder();
  await write(folder.path, {
    "main.ts": 'f("a-ts")',
    "b.tsx": '<p class="b-tsx"/>',
    "c.mjs": "f('c-mjs')",
    "a b/ü/d.jsx": "f('d-jsx')",
    "e.md": '# "no-md"\n<p class="e-md">',
    "f.html": "<script>'no-html'</script><p class='f-html'>",
    "static/g.js": "f('g-js')",
    "notes.txt": "'no-txt'",
    "data.json": '{ "no-json": 1 }',
    "types.d.ts": 'type A = "no-d-ts"',
    "main_test.ts": 'f("no-test")',
    "main.test.ts": 'f("no-test")',
    "tests/a.ts": 'f("no-tests")',
    "node_modules/a/index.js": 'f("no-modules")',
    ".cache/a.ts": 'f("no-dotted")',
    ".a.ts": 'f("no-dotted")',
    "empty.ts": "",
  });
  deepStrictEqual(await read(folder.path), {
    words: "a-ts b-tsx c-mjs d-jsx e-md f-html g-js",
    told: [],
  });
});

Deno.test("addWordsOfFolder() follows links once, out of a loop, and tells of one that leads nowhere", async () => {
  await using folder = await tempFolder();
  await using other = await tempFolder();
  await write(folder.path, { "a.ts": 'f("a-1")', "sub/b.ts": 'f("b-1")' });
  await write(other.path, { "c.ts": 'f("c-1")' });
  const link = (to: string, name: string) => Deno.symlink(to, `${folder.path}/${name}`);
  await link(folder.path, "sub/loop");
  await link(other.path, "other");
  await link(`${other.path}/c.ts`, "c.ts");
  await link(folder.path, "again");
  await link("self", "self");
  await link("/nowhere/x.ts", "gone.ts");
  const { words, told } = await read(folder.path);
  deepStrictEqual(words, "a-1 b-1 c-1");
  deepStrictEqual(
    told.map((line) => line.split(":")[0]).sort(),
    ["gone.ts", "self"].map((name) => `No class names of ${folder.path}/${name}`),
  );
});

Deno.test("addWordsOfFolder() leaves out films, and tells of files that are too large", async () => {
  await using folder = await tempFolder();
  await write(folder.path, { "a.ts": 'f("a-1")', "big.js": `f("b-1");${" ".repeat(1 << 20)}` });
  await Deno.writeFile(`${folder.path}/film.ts`, new Uint8Array([0x47, 0, 34, 97, 45, 50, 34]));
  deepStrictEqual(await read(folder.path), {
    words: "a-1",
    told: [
      `No class names of ${folder.path}/big.js: it has 1048585 bytes, expected 1048576 at most`,
    ],
  });
});

Deno.test("addWordsOfFolder() does not read a home folder whole, and says how to name another", async () => {
  await using folder = await tempFolder();
  await write(folder.path, { "a/b.txt": "", "c.txt": "", ".d/e": "", "f.txt": "" });
  const words = new Set<string>();
  addWordsOfFolder(folder.path, words, 4);
  throws(() => addWordsOfFolder(folder.path, words, 3), {
    name: "RangeError",
    message: `Cannot find class names: more than 3 files and folders below ${folder.path}, ` +
      "expected fewer: name the program's own by the option folder",
  });
});

Deno.test("addWordsOfFolder() rejects a folder that is not there", async () => {
  await rejects(read("/nowhere/at/all"), Deno.errors.NotFound);
});
