import { deepStrictEqual, match, strictEqual } from "node:assert";
import { cli, inFolder } from "./_cli.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

Deno.test("the command line tells what it can do, and refuses what it cannot", () =>
  inFolder(async (cwd) => {
    const { code, stdout } = await cli(["--help"], { cwd });
    strictEqual(code, 0);
    for (const name of ["new <name>", "html2ft", "routes <file>", "railway-deploy"]) {
      match(stdout, new RegExp(`^  ${name}`, "m"));
    }
    match((await cli(["--version"], { cwd })).stdout, /^\d+\.\d+\.\d+\n$/);
    const unknown = await cli(["nwe", "x"], { cwd });
    deepStrictEqual([unknown.code, unknown.stderr], [
      1,
      "error: unknown command 'nwe'\n(Did you mean new?)\n",
    ]);
  }));

Deno.test("`html2ft` turns a file, or what is piped in, into calls", () =>
  inFolder(async (cwd) => {
    const stdin = '<p class="a">Hi</p>';
    strictEqual((await cli(["html2ft"], { cwd, stdin })).stdout, 'P("Hi", { cls: "a" })\n');
    await Deno.writeTextFile(`${cwd}/page.html`, stdin);
    const { stdout } = await cli(["html2ft", "--attrs-first", "--imports", "page.html"], { cwd });
    strictEqual(stdout, 'import { P } from "@fasthtml/fasthtml";\n\nP({ cls: "a" }, "Hi")\n');
    const missing = await cli(["html2ft", "none.html"], { cwd });
    strictEqual(missing.code, 1);
    match(missing.stderr, /none\.html/);
  }));

Deno.test("`routes` lists verbs, paths, names, parameters and guards", () =>
  inFolder(async (cwd) => {
    await Deno.writeTextFile(
      `${cwd}/app.ts`,
      `import { Beforeware, fastApp } from "${ROOT}mod.ts";
      const before = Beforeware(function membersOnly() {}, { skip: ["/login"] });
      export const { app, rt } = fastApp({ before });
      rt(function index() {});
      rt.get("/login", () => {});
      rt("/todo/{id:int}", { title: String, done: false }, function edit() {}, {
        before: function log() {},
      });
      rt("/both", { get() {}, put() {} });`,
    );
    const { code, stdout } = await cli(["routes", "app.ts"], { cwd });
    strictEqual(code, 0);
    deepStrictEqual(stdout.split("\n"), [
      "VERBS     PATH            NAME   PARAMETERS       GUARDS",
      "GET,POST  /               index  -                membersOnly",
      "GET       /login          -      -                -",
      "GET,POST  /todo/{id:int}  edit   id, title, done  membersOnly, log",
      "GET       /both           -      -                membersOnly",
      "PUT       /both           -      -                membersOnly",
      "",
    ]);
  }));

Deno.test("`routes` says what is missing where a module exports no application", () =>
  inFolder(async (cwd) => {
    await Deno.writeTextFile(`${cwd}/app.ts`, "export const answer = 42;");
    const { code, stderr } = await cli(["routes", "app.ts"], { cwd });
    deepStrictEqual([code, stderr], [
      1,
      "Cannot list the routes of app.ts: it exports answer, expected the application: export { app }\n",
    ]);
  }));
