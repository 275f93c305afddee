import { match, strictEqual } from "node:assert";
import { startRegistry } from "../_registry.ts";
import { deno, inFolder } from "./_cli.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

Deno.test("the published command line makes a project that imports the published package", () =>
  inFolder(async (folder) => {
    for (const name of ["published", "cache", "work"]) await Deno.mkdir(`${folder}/${name}`);
    await using registry = startRegistry(`${folder}/published`);
    const env = { JSR_URL: registry.url, DENO_DIR: `${folder}/cache`, DB: "data/app.db" };
    // Only npm's packages may come from the cache of this machine.
    const info = await deno(["info", "--json"], { cwd: ROOT });
    await Deno.symlink(JSON.parse(info.stdout).npmCache, `${folder}/cache/npm`);
    const run = async (args: string[], cwd: string) => {
      const { code, stdout, stderr } = await deno(args, { cwd, env });
      strictEqual(code, 0, stdout + stderr);
      return stdout;
    };

    // Types are checked by the test of publishing itself.
    const quick = ["--no-check", "--allow-slow-types", "--allow-dirty", "--no-provenance"];
    await run(["publish", "--token=stand-in", ...quick], ROOT);
    const cli = ["run", "-A", "jsr:@fasthtml/fasthtml/cli"];
    match(await run([...cli, "new", "notes"], `${folder}/work`), /^Made notes\./);
    const main = await Deno.readTextFile(`${folder}/work/notes/main.ts`);
    strictEqual(main, await Deno.readTextFile(`${ROOT}cli/template/main.ts`));
    match(await run(["task", "test"], `${folder}/work/notes`), /1 passed/);
  }));
