import { match, ok } from "node:assert";
import { startProgram } from "./_program.ts";
import { startRegistry } from "./_registry.ts";

const ROOT = new URL("..", import.meta.url).pathname;

Deno.test("the package is published to JSR, and a program that imports it from jsr: runs", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of ["published", "cache", "app"]) await Deno.mkdir(`${folder}/${name}`);
    await using registry = startRegistry(`${folder}/published`);
    const publish = await new Deno.Command(Deno.execPath(), {
      args: ["publish", "--token=stand-in", "--allow-dirty", "--no-provenance"],
      cwd: ROOT,
      env: { JSR_URL: registry.url, NO_COLOR: "1" },
    }).output();
    ok(publish.success, new TextDecoder().decode(publish.stderr));

    // A cache of its own, so that nothing of the package comes from elsewhere; npm's may be shared.
    await Deno.symlink(await npmCache(), `${folder}/cache/npm`);
    const hello = await Deno.readTextFile(`${ROOT}/examples/hello.ts`);
    const main = `${folder}/app/main.ts`;
    await Deno.writeTextFile(main, hello.replace('"@fasthtml/', '"jsr:@fasthtml/'));
    await using program = await startProgram(["run", "-A", "--quiet", "--check", main], {
      cwd: `${folder}/app`,
      env: { JSR_URL: registry.url, DENO_DIR: `${folder}/cache` },
    });
    match(await (await fetch(program.origin)).text(), /<p>Hello, World!<\/p>/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function npmCache(): Promise<string> {
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(info.stdout)).npmCache;
}
