import { deepStrictEqual, strictEqual } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { until } from "../../_within.ts";
import { runMain, startMain, toMain, writeMain } from "../_main.ts";
import { read, shows, toSource } from "./_live.ts";

Deno.test("a program notices the death of a supervisor that has not read what it was sent", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/late.ts`, "");
  await writeMain(
    folder.path,
    toMain(`const { app, rt } = fastApp({ live: true, secretKey: "x".repeat(32) });
    rt("/", async () => (await import("./" + ["late"] + ".ts"), P("one")));`),
  );
  const program = await startMain(folder.path);
  void program.end("SIGSTOP");
  await shows(program.origin, 200, "one"); // and has sent word of the import
  await program.end("SIGKILL");
  await until(60, "the end of the program", async () => await read(program.origin) === undefined);
});

Deno.test("obeySupervisor() obeys where the changed program is not live any more", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toSource("one"));
  await using program = await startMain(folder.path);
  await writeMain(folder.path, toSource("two").replace("live: true", "live: false"));
  await shows(program.origin, 200, "two");
  await writeMain(folder.path, toSource("three"));
  await shows(program.origin, 200, "three");
  strictEqual((await program.end("SIGTERM")).code, 0);
});

Deno.test("isSupervised() is not true of what a supervised program starts itself", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    toMain(
      `import { isSupervised } from "${import.meta.resolve("../../../lib/app/dev/supervised.ts")}";
      fastApp({ live: true, secretKey: "x".repeat(32) });
      console.log(isSupervised());`,
      "",
    ),
  );
  const run = async (env: Record<string, string>) => await runMain(folder.path, env);
  const answer = { code: 0, stdout: "false\n", stderr: "" };
  deepStrictEqual([await run({}), await run({ FASTHTML_LIVE: "1" })], [answer, answer]);
});
