import { match, strictEqual } from "node:assert";
import { startProgram } from "../_program.ts";
import { ROOT, sources } from "./_files.ts";

for (const file of sources("examples").filter(isProgram)) {
  Deno.test(`${file} answers its first page`, async () => {
    const cwd = await Deno.makeTempDir();
    await using program = await startProgram(["run", "-A", ROOT + file], {
      cwd,
      env: { TODO_DB: `${cwd}/todos.db` },
    });
    const response = await fetch(program.origin);
    strictEqual(response.status, 200);
    match(await response.text(), /^<!doctype html>/i);
    await program.end();
    await Deno.remove(cwd, { recursive: true });
  });
}

/** `serve(app)` ends a program that `deno run` starts. */
function isProgram(file: string): boolean {
  return /^serve\(/m.test(Deno.readTextFileSync(ROOT + file));
}
