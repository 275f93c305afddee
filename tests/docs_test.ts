import { match, strictEqual } from "node:assert";
import { startProgram } from "./_program.ts";

const ROOT = new URL("..", import.meta.url).pathname;

// `deno test --doc` runs all that is marked `ts`; what serves is also asked for its first page.
for (const file of ["README.md", ...docs()]) {
  const text = Deno.readTextFileSync(ROOT + file);
  const programs = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, program]) => program)
    .filter((program) => /^serve\(/m.test(program));
  programs.forEach((program, at) =>
    Deno.test(`${file}: program ${at + 1} answers its first page`, async () => {
      const folder = await Deno.makeTempDir();
      try {
        await Deno.writeTextFile(`${folder}/main.ts`, program);
        const args = ["run", "-A", "--check", `--config=${ROOT}/deno.json`, `${folder}/main.ts`];
        await using served = await startProgram(args, { cwd: folder });
        const response = await fetch(served.origin);
        match(await response.text(), /^<!doctype html>/i);
        strictEqual(response.status, 200);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    })
  );
}

function docs(): string[] {
  return [...Deno.readDirSync(`${ROOT}/docs`)].map(({ name }) => `docs/${name}`)
    .filter((name) => name.endsWith(".md")).sort();
}
