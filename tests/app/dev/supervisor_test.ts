import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { until } from "../../_within.ts";
import { runMain, startMain, writeMain } from "../_main.ts";
import { countStarts, read, shows, toSource } from "./_live.ts";

// With a browser: tests/browser/reload_test.ts.

Deno.test("the supervisor starts a program again when its source changes, at the same port", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toSource("one"));
  await using program = await startMain(folder.path);
  await shows(program.origin, 200, "<p>one</p>");
  await Deno.writeTextFile(`${folder.path}/notes.txt`, "no source");
  await Deno.mkdir(`${folder.path}/.hidden`);
  await Deno.writeTextFile(`${folder.path}/.hidden/a.ts`, "no source of this program");
  await writeMain(folder.path, toSource("two"));
  await shows(program.origin, 200, "<p>two</p>");
  strictEqual(countStarts(program.printed()), 2);
  strictEqual((await program.end("SIGTERM")).code, 0);
  await rejects(fetch(program.origin), TypeError);
});

Deno.test("the supervisor ends the program as serve() does on each signal, at once on the second", async () => {
  await using folder = await tempFolder();
  const end = 'onShutdown: () => console.log("shut down")';
  await writeMain(folder.path, toSource("one", end));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    await using program = await startMain(folder.path);
    await shows(program.origin, 200, "one");
    strictEqual((await program.end(signal)).code, 0);
    deepStrictEqual(program.printed().match(/shut down/g), ["shut down"]);
    strictEqual(await read(program.origin), undefined);
  }
  await writeMain(
    folder.path,
    toSource("one", `onStartup: () => { console.log("busy"); for (;;); }`),
  );
  await using program = await startMain(folder.path);
  await until(60, "a program that does not hear", () => /busy/.test(program.printed()));
  void program.end("SIGTERM");
  strictEqual((await program.end("SIGINT")).code, 1);
});

Deno.test("the supervisor and Ctrl+C end the program once, whichever it hears first", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    toSource(
      "one",
      `onStartup: () => console.log("pid", Deno.pid), onShutdown: async () => {
        console.log("ending");
        const file = "${folder.path}/go";
        while (!await Deno.stat(file).catch(() => null)) await new Promise((on) => setTimeout(on, 9));
        console.log("shut down");
      }`,
    ),
  );
  await using program = await startMain(folder.path);
  await shows(program.origin, 200, "one");
  const ended = program.end("SIGTERM"); // of the supervisor alone
  await until(60, "its end", () => /ending/.test(program.printed()));
  const pid = Number(program.printed().match(/pid (\d+)/)![1]);
  Deno.kill(pid, "SIGINT");
  await Deno.writeTextFile(`${folder.path}/go`, "");
  strictEqual((await ended).code, 0);
  match(program.printed(), /shut down/);
});

Deno.test("the supervisor ends a program that does not serve yet and hears no signal", async () => {
  await using folder = await tempFolder();
  const deaf = `if (Deno.env.has("FASTHTML_LIVE")) {
    Deno.addSignalListener("SIGTERM", () => {});
    console.log("deaf: http://127.0.0.1:1 ");
    for (;;);
  }
  `;
  await writeMain(folder.path, deaf + toSource("one"));
  await using edited = await startMain(folder.path);
  await writeMain(folder.path, toSource("two"));
  await until(60, "the new program", () => /localhost/.test(edited.printed()));
  await edited.end("SIGTERM");

  await writeMain(folder.path, deaf + toSource("one"));
  await using program = await startMain(folder.path);
  void program.end("SIGTERM");
  strictEqual((await program.end("SIGINT")).code, 1);
});

Deno.test("the supervisor keeps the port of a program that asks for a free one", async () => {
  await using folder = await tempFolder();
  const write = (text: string) =>
    writeMain(folder.path, toSource(text).replace("serve(app)", "serve(app, { port: 0 })"));
  await write("one");
  await using program = await startMain(folder.path, { PORT: "1" });
  await write("two");
  await shows(program.origin, 200, "two");
});

Deno.test("the supervisor starts no program whose port is taken, and says so in one line", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toSource("one"));
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  deepStrictEqual(await runMain(folder.path, { PORT: `${port}`, HOST: "127.0.0.1" }), {
    code: 1,
    stdout: "",
    stderr: `Cannot serve: port ${port} is taken, expected a free one (set PORT)\n`,
  });
});

Deno.test("the supervisor leaves nothing behind when the process that started it dies", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toSource("one"));
  const program = await startMain(folder.path);
  await program.end("SIGKILL");
  await until(60, "the end of the program", async () => await read(program.origin) === undefined);
});
