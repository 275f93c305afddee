import { deepStrictEqual, doesNotMatch, match, ok, rejects, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { build } from "../../release/build.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until } from "../_within.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

Deno.test("the package that is built", async (t) => {
  await using temp = await tempFolder();
  const folder = `${temp.path}/the package`;
  await build(folder);
  const built = JSON.parse(await Deno.readTextFile(`${folder}/deno.json`));
  const write = async (name: string, text: string) => {
    await Deno.writeTextFile(`${folder}/${name}`, text);
    return `${folder}/${name}`;
  };

  await t.step("has every entry, as JavaScript, and the sources beside it", async () => {
    deepStrictEqual(Object.keys(built.exports), Object.keys(config.exports));
    const kinds = new Set(Object.values<string>(built.exports).map((path) => path.slice(0, 8)));
    deepStrictEqual([...kinds], ["./built/"]);
    for (const path of Object.values(config.exports)) {
      strictEqual(
        await Deno.readTextFile(`${folder}/${path}`),
        await Deno.readTextFile(ROOT + path),
      );
    }
  });

  await t.step("has what npm gives to every program, with its licenses", async () => {
    const inside = new Set<string>();
    for await (const file of Deno.readDir(`${folder}/built`)) {
      if (!file.isFile) continue;
      const text = await Deno.readTextFile(`${folder}/built/${file.name}`);
      doesNotMatch(text, /^\/\/ .*\/registry\.npmjs\.org\//m); // a path of this machine
      if (file.name.endsWith(".js")) doesNotMatch(text, /[^\0-\x7f]/); // which takes twice the memory
      for (const [, name] of text.matchAll(/^\/\/ npm:(@?[^@]+@[^/]+)\/.+$/gm)) inside.add(name!);
    }
    const { npm } = JSON.parse(await Deno.readTextFile(`${folder}/deno.lock`));
    deepStrictEqual([...inside].filter((name) => !(name in npm)), []);
    const text = await Deno.readTextFile(`${folder}/built/LICENSES.txt`);
    const licensed = text.split(/^-{80}$/m).map((part) => /^\S+@\S+$/m.exec(part)?.[0]);
    deepStrictEqual(licensed, [...inside].sort());
    ok(["@noble/hashes", "@picocss/pico", "cookie", "htmx.org", "mime"]
      .every((name) => licensed.some((found) => found?.startsWith(`${name}@`))));
  });

  await t.step("exports what the sources export, with what they share", async () => {
    const facts = await write("facts.ts", FACTS);
    const factsOf = async (root: string, exports: Record<string, string>) => {
      const urls = Object.values(exports).map((path) => new URL(path, `file://${root}/`).href);
      const args = ["run", "-A", "--quiet", `--config=${root}/deno.json`, facts, ...urls];
      return JSON.parse((await run(args)).stdout);
    };
    const expected = await factsOf(ROOT.slice(0, -1), config.exports);
    deepStrictEqual(await factsOf(folder, built.exports), expected);
    ok(expected[0].some(([name]: string[]) => name === "fastApp"));
  });

  await t.step("has stacks that say which functions an error came through", async () => {
    const main = await write("main.ts", MISTAKE);
    const { stderr } = await run(["run", "-A", "--quiet", "--no-check", main]);
    const frames = [
      ...stderr.matchAll(/^ {4}at (\w+?)\d* \(file:\/\/.*built\/(\w+)-?\w*\.js:\d+/gm),
    ];
    deepStrictEqual(frames.map(([, name, file]) => `${name} ${file}`), [
      "checkValue chunk",
      "check chunk",
      "checkOptions chunk",
      "fastApp chunk",
    ]);
  });

  await t.step("has the types of the sources", async () => {
    const main = await write("main.ts", MISTAKE);
    const { code, stderr } = await run(["check", "--quiet", main]);
    strictEqual(code, 1);
    const [first] = stderr.split("\n");
    strictEqual(
      first,
      "TS2322 [ERROR]: Type 'number' is not assignable to type " +
        "'string | readonly string[] | undefined'.",
    );
  });

  await t.step("starts a program again when its file changes", async () => {
    const text = (page: string) =>
      `import { fastApp, serve } from "./built/mod.js";
const { app, rt } = fastApp({ live: true, secretKey: "x".repeat(32) });
rt("/", () => "${page}");
serve(app);
`;
    const main = await write("main.ts", text("the first"));
    await using program = await startProgram(["run", "-A", "--quiet", main], { cwd: folder });
    const page = async () => await (await fetch(program.origin)).text();
    match(await page(), /the first/);
    await write("main.ts", text("the second"));
    // Between the two programs a request may fail.
    await until(
      300,
      "the second page",
      async () => (await page().catch(String)).includes("second"),
    );
  });
});

Deno.test("the same sources give the same package, byte for byte", async () => {
  await using temp = await tempFolder();
  const [one, two] = [`${temp.path}/one`, `${temp.path}/a/longer path`];
  await build(one);
  await build(two);
  const filesOf = async (folder: string, inner = ""): Promise<Map<string, string>> => {
    const all = new Map<string, string>();
    for await (const { name, isDirectory } of Deno.readDir(`${folder}/${inner}`)) {
      const path = `${inner}/${name}`;
      if (isDirectory) { for (const file of await filesOf(folder, path)) all.set(...file); }
      else all.set(path, (await Deno.readFile(folder + path)).toHex());
    }
    return all;
  };
  deepStrictEqual(await filesOf(two), await filesOf(one));
  await build(one); // over what it has made
  deepStrictEqual((await filesOf(one)).size, (await filesOf(two)).size);
});

Deno.test("a folder with something else in it is left as it is", async () => {
  await using temp = await tempFolder();
  await Deno.writeTextFile(`${temp.path}/letter.txt`, "Dear Sir");
  await rejects(build(temp.path), {
    message: `Cannot build into ${temp.path}: it has letter.txt, expected an empty folder or an ` +
      "earlier build",
  });
  strictEqual(await Deno.readTextFile(`${temp.path}/letter.txt`), "Dear Sir");
});

/** Prints for each entry what it exports: the name, its own name, and the first export of its value. */
const FACTS = `const seen = new Map();
const facts = [];
for (const url of Deno.args) {
  const exported = Object.entries(await import(url));
  facts.push(exported.map(([name, value]) => {
    const own = typeof value === "function" ? value.name : typeof value;
    if (!seen.has(value)) seen.set(value, facts.length + " " + name);
    return [name, own, seen.get(value)];
  }));
}
console.log(JSON.stringify(facts));
Deno.exit();
`;

const MISTAKE = `import { fastApp } from "@fasthtml/fasthtml";
fastApp({ secretKey: 5 });
`;

async function run(args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const command = new Deno.Command(Deno.execPath(), { args, env: { NO_COLOR: "1" } });
  const { code, stdout, stderr } = await command.output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, stdout: out!, stderr: err! };
}
