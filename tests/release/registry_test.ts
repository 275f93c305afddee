import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import config from "../../deno.json" with { type: "json" };
import { findProgram, needing } from "../_needs.ts";
import { startRegistry } from "../_registry.ts";
import { tempFolder } from "../_temp.ts";

const MAIN = `import { fastApp, P } from "@fasthtml/fasthtml";
import { ui } from "@fasthtml/fasthtml/ext/ui";
const { app, rt } = fastApp({ secretKey: "x".repeat(32) });
rt("/", () => [P("Hi"), typeof ui]);
console.log(await (await app.request("/", { headers: { "hx-request": "true" } })).text());
`;

Deno.test({
  ...needing(
    ["tar", "true"],
    "Deno's commands do with the published package what they do with others",
  ),
  async fn(t) {
    await using registry = await startRegistry();
    await using folder = await tempFolder();
    const cwd = folder.path;
    const run = async (line: string, more: Record<string, string> = {}) => {
      const env = { ...registry.env, ...more };
      const command = new Deno.Command(Deno.execPath(), { args: line.split(" "), cwd, env });
      const { success, stdout, stderr } = await command.output();
      const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      ok(success, `deno ${line}: ${out}${err}`);
      return { out: out!, err: err! };
    };
    const imports = { [config.name]: `jsr:${config.name}@^${config.version}` };
    await Deno.writeTextFile(`${cwd}/deno.json`, JSON.stringify({ imports }));
    await Deno.writeTextFile(`${cwd}/main.ts`, MAIN);

    await t.step("deno run, and again with the frozen lock file that it wrote", async () => {
      const hello = "<p>Hi</p>function\n";
      strictEqual((await run("run -A main.ts")).out, hello);
      strictEqual((await run("run -A --frozen --cached-only main.ts")).out, hello);
      const { jsr, npm } = JSON.parse(await Deno.readTextFile(`${cwd}/deno.lock`));
      deepStrictEqual(Object.keys(jsr), [`${config.name}@${config.version}`]);
      strictEqual(npm, undefined); // What every program needs is inside of the modules.
    });

    await t.step("deno info: types are the sources', and what runs is a few modules", async () => {
      const { modules } = JSON.parse((await run("info --json main.ts")).out);
      const from = `${registry.env.JSR_URL}${config.name}/${config.version}/`;
      const own = modules.map(({ specifier }: { specifier: string }) => specifier);
      ok(own.includes(`${from}built/mod.js`) && own.includes(`${from}mod.ts`));
    });

    await t.step("deno compile: the program, and no package of npm", async () => {
      // In place of Deno's runtime, which is a download; what is put in does not depend on it.
      const env = { DENORT_BIN: findProgram("true")!, NO_COLOR: "1" };
      const { err } = await run("compile -A --no-check --output=program main.ts", env);
      match(err, /\nprogram\n└── main\.ts \(/);
    });

    await t.step("deno doc: the documentation is that of the source", async () => {
      const { out } = await run(`doc --filter FT jsr:${config.name}/html`);
      match(out, /Defined in http:.*\/lib\/html\/ft\.ts:\d+:\d+\n\nclass FT /);
    });
  },
});
