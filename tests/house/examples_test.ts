import { deepStrictEqual, match, ok } from "node:assert";
import { existsSync } from "node:fs";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { ROOT, sources } from "./_files.ts";

const DATABASES = ["ACCOUNTS_DB", "PASSKEY_DB", "PAYMENTS_DB", "TODO_DB"];
const ENV = {
  ...Object.fromEntries(DATABASES.map((name) => [name, ":memory:"])),
  FASTHTML_SECRET: "0123456789abcdef0123456789abcdef",
};

for (const file of sources("examples").filter(isProgram)) {
  Deno.test(`${file} answers its first page`, async () => {
    await using folder = await tempFolder();
    await using program = await startProgram(["run", "-A", ROOT + file], {
      cwd: folder.path,
      env: ENV,
    });
    const response = await fetch(program.origin);
    match(await response.text(), /^<!doctype html>/i);
    // 503 is the page that says which server has to be started first.
    ok([200, 503].includes(response.status), `status ${response.status}`);
  });
}

Deno.test("examples/README.md has a row for each example", () => {
  const readme = Deno.readTextFileSync(`${ROOT}examples/README.md`);
  const linked = [...readme.matchAll(/^\| \[.*?\]\((.*?)\)/gm)].map(([, path]) =>
    `examples/${path}`
  );
  deepStrictEqual(linked.sort(), sources("examples").filter(isProgram));
});

Deno.test("each program of examples/ exports its application, and starts no server when imported", async () => {
  const paths = sources("examples").filter(hasServe).map((file) => ROOT + file);
  await using folder = await tempFolder();
  const script = `${ROOT}tests/fixtures/import_examples.ts`, result = `${folder.path}/found.json`;
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--deny-net", `--config=${ROOT}deno.json`, script, result, ...paths],
    cwd: folder.path,
    env: ENV,
  }).output();
  deepStrictEqual(
    existsSync(result)
      ? JSON.parse(await Deno.readTextFile(result))
      : new TextDecoder().decode(stderr),
    Object.fromEntries(paths.map((path) => [path, "app"])),
  );
});

/** `serve(app)` ends a program that `deno run` starts. */
function isProgram(file: string): boolean {
  // tests/ported, tests/examples/seeds_test.ts and tests/site run those of these folders.
  return !/^examples\/(?:gallery|ported|seeds)\//.test(file) && hasServe(file);
}

function hasServe(file: string): boolean {
  return /^serve\(/m.test(Deno.readTextFileSync(ROOT + file));
}
