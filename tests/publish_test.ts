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
    const start = async (example: string) => {
      const text = await Deno.readTextFile(`${ROOT}/examples/${example}.ts`);
      const main = `${folder}/app/${example}.ts`;
      await Deno.writeTextFile(main, text.replaceAll('"@fasthtml/', '"jsr:@fasthtml/'));
      return startProgram(["run", "-A", "--quiet", "--check", main], {
        cwd: `${folder}/app`,
        env: { JSR_URL: registry.url, DENO_DIR: `${folder}/cache` },
      });
    };
    await using hello = await start("hello");
    match(await (await fetch(hello.origin)).text(), /<p>Hello, World!<\/p>/);

    // An extension finds its npm packages from where the registry serves it.
    await using page = await start("html2ft");
    const [, script] = (await (await fetch(page.origin)).text()).match(
      /import hljs from "([^"]+)"/,
    )!;
    match(await (await fetch(page.origin + script)).text(), /Highlight\.js/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function npmCache(): Promise<string> {
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(info.stdout)).npmCache;
}
