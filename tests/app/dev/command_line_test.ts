import { deepStrictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import config from "../../../deno.json" with { type: "json" };
import { readStrings, toInfoArgs, toRunArgs } from "../../../lib/app/dev/command_line.ts";
import { tempFolder } from "../../_temp.ts";
import { runMain, startMain, toMain, writeMain } from "../_main.ts";
import { countStarts, shows, toSource } from "./_live.ts";

const line = (text: string) => ({ own: text.split(" "), isExact: true });

Deno.test("toRunArgs() keeps all flags but --reload, which has loaded what there is", () => {
  const flags = "run --allow-net=a,b -A --env-file --config x.json --unstable-kv main.ts";
  deepStrictEqual(toRunArgs(line(flags)), flags.split(" "));
  deepStrictEqual(toRunArgs(line("run -r --reload=jsr: -A main.ts")), ["run", "-A", "main.ts"]);
});

Deno.test("toInfoArgs() keeps the flags that say where imports lead", () => {
  const kept = "-c d.json --config e.json --config=f.json --import-map i.json --cert c.pem " +
    "--lock=l --no-lock --node-modules-dir=auto --conditions=dev --no-remote --unstable-sloppy";
  const others = "-A --allow-net=a --env-file=x --inspect --check --v8-flags=--x main.ts";
  deepStrictEqual(toInfoArgs(line(`run ${kept} ${others}`)), kept.split(" "));
});

Deno.test("readStrings() reads the lists of strings that macOS and Windows hand out", () => {
  const texts = ["deno", "", "a b", "é→𝄞", "/Users/me/my app/main.ts", "C:\\Users\\me\\main.ts"];
  for (const bytes of [1, 2] as const) {
    const memory = texts.map((text) =>
      Buffer.from(`${text}\0`, bytes === 1 ? "utf-8" : "utf-16le") as Uint8Array<ArrayBuffer>
    );
    const list = BigUint64Array.from(
      memory,
      (text) => Deno.UnsafePointer.value(Deno.UnsafePointer.of(text)),
    );
    deepStrictEqual(readStrings(Deno.UnsafePointer.of(list)!, texts.length, bytes), texts);
  }
});

const states = `const names = ["read", "write", "net", "env", "run", "sys", "ffi", "import"];
console.log(JSON.stringify([Deno.args,
  ...names.map((name) => Deno.permissions.querySync({ name }).state)]));`;

Deno.test("readCommandLine() makes a line of what is granted, where the system does not say it", async () => {
  await using folder = await tempFolder();
  const body = `const { app } = fastApp({ live: true, secretKey: "x".repeat(32) });
    ${states}
    if (Deno.env.get("FASTHTML_LIVE")) Deno.exit(0);`;
  await writeMain(folder.path, toMain(body));
  const library = import.meta.resolve("../../../mod.ts");
  const imports = { ...config.imports, "@fasthtml/fasthtml": library };
  await Deno.writeTextFile(`${folder.path}/deno.json`, JSON.stringify({ imports }));
  const run = async (...flags: string[]) => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-lock", ...flags, "main.ts", "own", "a b"],
      cwd: folder.path,
      env: { PORT: "0", HOST: "127.0.0.1", NO_COLOR: "1" },
    }).output();
    const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    // What an empty cache lacks is downloaded first.
    const said = err!.replaceAll(/^Download .*\n/gm, "");
    return [code, said, ...out!.trim().split("\n").map((line) => JSON.parse(line))];
  };
  const [yes, ask] = ["granted", "prompt"];
  // Without --allow-all, Linux hands nothing out, as if there were no /proc.
  const some = [["own", "a b"], yes, ask, yes, yes, yes, ask, ask, ask];
  const flags = "--no-prompt --allow-read --allow-net --allow-env --allow-run".split(" ");
  deepStrictEqual(await run(...flags, "--allow-import=deno.land"), [0, "", some, some]);
  // What has exceptions is not granted without them.
  const [code, , first, second] = await run(...flags, "--allow-write", "--deny-write=/etc");
  deepStrictEqual([code, first[2], second[2]], [0, yes, ask]);
  // With -A, when /proc itself is denied.
  const all = [["own", "a b"], ...Array.from({ length: 8 }, () => yes)];
  deepStrictEqual(await run("-A", "--deny-read=/proc"), [0, "", all, all.with(1, ask)]);
});

Deno.test("a program without the permission to start it again runs once, and says so", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    toMain(
      `const { app } = fastApp({ live: true, secretKey: "x".repeat(32) });`,
      "serve(app); Deno.exit(0);",
    ),
  );
  const flags = ["--no-prompt", "--allow-net", "--allow-env", "--allow-read"];
  const env = { PORT: "0", HOST: "127.0.0.1" };
  const { code, stdout, stderr } = await runMain(folder.path, env, { flags });
  deepStrictEqual([code, countStarts(stdout), stderr], [
    0,
    1,
    "Cannot start the program again: no permission to run deno, expected -A or --watch\n",
  ]);
});

Deno.test("a program under a debugger is not started again", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toSource("one"));
  await using program = await startMain(folder.path, {}, ["--inspect=127.0.0.1:0"]);
  await shows(program.origin, 200, "one");
  deepStrictEqual([countStarts(program.printed()), (await program.end("SIGTERM")).code], [1, 0]);
});
