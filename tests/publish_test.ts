import { match } from "node:assert";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { needing } from "./_needs.ts";
import { startProgram } from "./_program.ts";
import { startRegistry } from "./_registry.ts";
import { tempFolder } from "./_temp.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

Deno.test({
  ...needing(["tar"], "a program that imports the published package from jsr: runs"),
  async fn() {
    await using registry = await startRegistry();
    await using folder = await tempFolder();
    const start = async (example: string) => {
      const text = await Deno.readTextFile(`${ROOT}/examples/${example}.ts`);
      const main = `${folder.path}/${example}.ts`;
      await Deno.writeTextFile(main, text.replaceAll('"@fasthtml/', '"jsr:@fasthtml/'));
      const args = ["run", "-A", "--quiet", "--check", main];
      return startProgram(args, { cwd: folder.path, env: registry.env });
    };
    await using hello = await start("hello");
    match(await (await fetch(hello.origin)).text(), /<p>Hello, World!<\/p>/);

    // An extension finds its npm packages from where the registry serves it.
    await using page = await start("html2ft");
    const [, script] = (await (await fetch(page.origin)).text()).match(
      /import hljs from "([^"]+)"/,
    )!;
    match(await (await fetch(page.origin + script)).text(), /Highlight\.js/);
  },
});

Deno.test({
  ...needing(["tar"], "a published program serves what is started as `deno run jsr:…`"),
  async fn() {
    await using registry = await startRegistry();
    await using folder = await tempFolder();
    for (const name of ["package", "here/static"]) {
      await Deno.mkdir(`${folder.path}/${name}`, { recursive: true });
    }
    const write = (file: string, text: string) =>
      Deno.writeTextFile(`${folder.path}/${file}`, text);
    await write(
      "package/deno.json",
      JSON.stringify({
        name: "@try/hello",
        version: "1.0.0",
        license: "MIT",
        exports: "./main.ts",
      }),
    );
    // Its other module is not the main one, and must not be served.
    await write("package/other.ts", program("other"));
    await write("package/main.ts", `import "./other.ts";\n${program("published")}`);
    await registry.publish(`${folder.path}/package`);

    await write("here/static/a.txt", "a static file");
    await using hello = await startProgram(["run", "-A", "--quiet", "jsr:@try/hello@1"], {
      cwd: `${folder.path}/here`,
      env: registry.env,
    });
    match(await (await fetch(hello.origin)).text(), /<p>published<\/p>/);
    match(await (await fetch(`${hello.origin}/a.txt`)).text(), /^a static file$/);
  },
});

function program(text: string): string {
  return `import { fastApp, P, serve, Titled } from "jsr:${config.name}@^${config.version}";
const { app, rt } = fastApp({ live: true, secretKey: "x".repeat(32) });
rt("/", () => Titled("Hello", P("${text}")));
serve(app, { port: 0 });
`;
}
