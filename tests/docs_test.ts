import { match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { startProgram } from "./_program.ts";
import { tempFolder } from "./_temp.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

// `deno test --doc` runs all that is marked `ts`; what serves is also asked for its first page. So
// is a program that would change the types of the others, and is ignored there.
// README.md is followed from its first line by tests/readme_test.ts.
for (const file of docs()) {
  const text = Deno.readTextFileSync(ROOT + file);
  const programs = [...text.matchAll(/^```ts(?: ignore)?\n(.*?)^```/gms)].map(([, program]) =>
    program
  )
    .filter((program) => /^serve\(/m.test(program));
  programs.forEach((program, at) =>
    Deno.test(`${file}: program ${at + 1} answers its first page`, async () => {
      await using folder = await tempFolder();
      const main = `${folder.path}/main.ts`;
      await Deno.writeTextFile(main, program);
      const args = ["run", "-A", "--check", `--config=${ROOT}/deno.json`, main];
      await using served = await startProgram(args, { cwd: folder.path });
      const response = await fetch(served.origin);
      match(await response.text(), /^<!doctype html>/i);
      strictEqual(response.status, 200);
    })
  );
}

function docs(): string[] {
  return [...Deno.readDirSync(`${ROOT}/docs`)].map(({ name }) => `docs/${name}`)
    .filter((name) => name.endsWith(".md")).sort();
}
