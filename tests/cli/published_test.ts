import { match, strictEqual } from "node:assert";
import { needing } from "../_needs.ts";
import { startRegistry } from "../_registry.ts";
import { tempFolder } from "../_temp.ts";
import { run as execute } from "./_cli.ts";

const ROUTES = `VERBS  PATH     NAME  PARAMETERS     GUARDS
GET    /        -     q, sort, page  (unnamed)
POST   /add     -     note           (unnamed)
POST   /remove  -     keys           (unnamed)
GET    /about   -     -              (unnamed)
`;

Deno.test({
  ...needing(["tar"], "the command line works wholly from the registry"),
  async fn(t) {
    await using registry = await startRegistry();
    await using folder = await tempFolder();
    const work = folder.path;
    await Deno.mkdir(`${work}/bin`);
    await Deno.symlink(Deno.execPath(), `${work}/bin/deno`); // an installed program calls it by name
    const env = {
      ...registry.env,
      DB: "data/app.db",
      DENO_INSTALL_ROOT: work,
      PATH: `${work}/bin:${Deno.env.get("PATH")}`,
    };
    const run = async (line: string, { cwd = work, stdin = "" } = {}) => {
      const [program, ...args] = line.split(" ");
      const outcome = await execute(program!, args, { cwd, env, stdin });
      strictEqual(outcome.code, 0, outcome.stdout + outcome.stderr);
      return outcome.stdout;
    };
    const use = async (cli: string, name: string) => {
      strictEqual(
        await run(`${cli} new ${name} --no-auth`),
        `Made ${name}. Next: cd ${name} && deno task dev\n`,
      );
      const project = { cwd: `${work}/${name}` };
      match(await Deno.readTextFile(`${project.cwd}/deno.lock`), /"jsr:@fasthtml\/fasthtml@/);
      match(await run("deno task test", project), /[45] passed/);
      strictEqual(await run(`${cli} routes main.ts`, project), ROUTES);
      strictEqual(await run(`${cli} routes ${name}/main.ts`), ROUTES);
      strictEqual(await run(`${cli} html2ft`, { stdin: "<p>Hi</p>" }), 'P("Hi")\n');
    };

    await t.step("as `deno run jsr:…`", () => use("deno run -A jsr:@fasthtml/fasthtml/cli", "one"));
    await run("deno install -g -A -n fasthtml jsr:@fasthtml/fasthtml/cli");
    await t.step("installed globally", () => use("fasthtml", "two"));
  },
});
