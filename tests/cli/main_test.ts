import { deepStrictEqual, match, strictEqual } from "node:assert";
import { cli, inFolder, linkHere } from "./_cli.ts";

Deno.test("the command line tells what it can do, and rejects what it cannot", () =>
  inFolder(async (cwd) => {
    const { code, stdout } = await cli(["--help"], { cwd });
    strictEqual(code, 0);
    for (const name of ["new \\[options\\] <name>", "html2ft", "routes <file>", "railway-deploy"]) {
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
  }));

Deno.test("`routes` lists verbs, paths, names, parameters and guards", () =>
  inFolder(async (cwd) => {
    await Deno.mkdir(`${cwd}/project`);
    const config = { imports: { "@fasthtml/fasthtml": "jsr:@fasthtml/fasthtml" } };
    await Deno.writeTextFile(`${cwd}/project/deno.json`, JSON.stringify(config));
    await linkHere(`${cwd}/project`);
    await Deno.writeTextFile(
      `${cwd}/project/app.ts`,
      `import { Beforeware, fastApp } from "@fasthtml/fasthtml";
      const before = Beforeware(function membersOnly() {}, { skip: ["/login"] });
      export const { app, rt } = fastApp({ before });
      rt(function index() {});
      rt.get("/login", () => {});
      rt("/todo/{id:int}", { title: String, done: false }, function edit() {}, {
        before: function log() {},
      });
      rt("/both", { get() {}, put() {} });
      setInterval(() => {}, 1000); // does not keep the command`,
    );
    const env = { JSR_URL: "http://127.0.0.1:1/" }; // nothing answers there
    // By the project's deno.json, also where the command is called elsewhere.
    for (const [folder, file] of [["project", "app.ts"], ["", "project/app.ts"]]) {
      const outcome = await cli(["routes", file!], { cwd: `${cwd}/${folder}`, env });
      deepStrictEqual({ ...outcome, stdout: outcome.stdout.split("\n") }, {
        code: 0,
        stdout: [
          "VERBS     PATH            NAME   PARAMETERS       GUARDS",
          "GET,POST  /               index  -                membersOnly",
          "GET       /login          -      -                -",
          "GET,POST  /todo/{id:int}  edit   id, title, done  membersOnly, log",
          "GET       /both           -      -                membersOnly",
          "PUT       /both           -      -                membersOnly",
          "",
        ],
        stderr: "",
      });
    }
  }));

Deno.test("`routes` says what is missing where a module exports no application", () =>
  inFolder(async (cwd) => {
    await Deno.writeTextFile(`${cwd}/app.ts`, "export const answer = 42, routes = [];");
    deepStrictEqual(await cli(["routes", "app.ts"], { cwd }), {
      code: 1,
      stdout: "",
      stderr: "Cannot list the routes of app.ts: it exports answer, routes, " +
        "expected the application: export { app }\n",
    });
  }));

Deno.test("each command says its own name in its errors", () =>
  inFolder(async (cwd) => {
    const env = { PATH: cwd }; // no railway there
    for (
      const [line, message] of [
        [
          "html2ft none.html",
          "turn none.html into calls: it is not there, expected a file of HTML",
        ],
        ["routes none.ts", "list the routes of none.ts: it is not there, expected a module"],
        ["railway-deploy x", "deploy: there is no program railway, expected railway 3.8 or later"],
      ]
    ) {
      deepStrictEqual(await cli(line!.split(" "), { cwd, env }), {
        code: 1,
        stdout: "",
        stderr: `Cannot ${message}\n`,
      });
    }
  }));
