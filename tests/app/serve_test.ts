import { serve } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { get } from "node:https";
import { fileURLToPath, pathToFileURL } from "node:url";
import { needing } from "../_needs.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until, within } from "../_within.ts";
import { newApp } from "../http/_app.ts";
import { SocketClient } from "../live/_socket.ts";
import { runMain, startMain, toMain, writeMain } from "./_main.ts";

// What is under way at the end, and permissions: tests/commands_test.ts.

const page = fileURLToPath(new URL("../fixtures/live/page.ts", import.meta.url));
const hello =
  `const { app, rt } = fastApp({ secretKey: "x".repeat(32) });\nrt("/", () => P("Hi"));`;

Deno.test("serve() ends at once while event streams and sockets are open", async () => {
  await using program = await startProgram(["run", "-A", page]);
  const stream = await fetch(`${program.origin}/events`);
  const reader = stream.body!.getReader();
  await reader.read();
  const client = await SocketClient.open(`${program.origin.replace("http", "ws")}/one`);
  const { code } = await program.end("SIGTERM");
  strictEqual(code, 0, program.printed());
  strictEqual((await client.closed).code, 1012);
  while (!(await reader.read()).done);
  match(program.printed(), /^Link: /);
});

Deno.test("serve() prints the link, and listens where it is told, options before the environment", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toMain(hello, `serve(app, { port: 0, host: "127.0.0.1" });`));
  await using program = await startMain(folder.path, { PORT: "1", HOST: "192.0.2.1" });
  match(program.printed(), /^Link: http:\/\/localhost:\d+\n$/);
  match(await (await fetch(program.origin)).text(), /<p>Hi<\/p>/);
});

Deno.test(needing(["IPv6"], "serve() prints a link that works for IPv6 too"), async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toMain(hello));
  await using program = await startMain(folder.path, { PORT: "0", HOST: "::1" });
  const [link] = program.printed().match(/http:.*/)!;
  match(link!, /^http:\/\/localhost:\d+$/);
  match(await (await fetch(link!.replace("localhost", "[::1]"))).text(), /<p>Hi<\/p>/);
});

Deno.test("serve() serves from folders whose names have spaces, brackets and letters of any language", async () => {
  await using folder = await tempFolder();
  const library = `${folder.path}/the library (é)`, program = `${folder.path}/a program (1)`;
  await Deno.symlink(fileURLToPath(new URL("../..", import.meta.url)), library);
  await Deno.mkdir(program);
  const text = toMain(hello).replace("@fasthtml/fasthtml", pathToFileURL(`${library}/mod.ts`).href);
  await writeMain(program, text);
  const args = ["run", "-A", `--config=${library}/deno.json`, `${program}/main.ts`];
  await using served = await startProgram(args, { cwd: program });
  match(await (await fetch(served.origin)).text(), /<p>Hi<\/p>/);
});

Deno.test("serve() does nothing in a module that is not the main one", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/app.ts`, toMain(`export ${hello}`));
  await writeMain(
    folder.path,
    `const { app } = await import("./app.ts"); console.log((await app.request("/")).status);`,
  );
  deepStrictEqual(await runMain(folder.path), { code: 0, stdout: "200\n", stderr: "" });
});

Deno.test("serve() says in one line which port is taken, and which PORT or HOST is none", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toMain(hello));
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const run = async (env: Record<string, string>) => {
    const { code, stdout, stderr } = await runMain(folder.path, { HOST: "127.0.0.1", ...env });
    return [code, stdout, stderr];
  };
  // One line, without a stack, which would say nothing of what is wrong around the program.
  const error = (reason: string) => [1, "", `Cannot serve: ${reason}\n`];
  const { port } = taken.addr;
  deepStrictEqual(
    await run({ PORT: `${port}` }),
    error(`port ${port} is taken, expected a free one (set PORT)`),
  );
  for (const wrong of ["", "65536", "-1", "80a", "1e3", " 80"]) {
    deepStrictEqual(
      await run({ PORT: wrong }),
      error(`PORT is "${wrong}", expected a number from 0 to 65535`),
    );
  }
  deepStrictEqual(
    await run({ PORT: "0", HOST: "" }),
    error('HOST is "", expected an IP address or host name'),
  );
  deepStrictEqual(
    await run({ PORT: "0", HOST: "192.0.2.1" }),
    error('host is "192.0.2.1", expected an IP address of this machine (set HOST)'),
  );
});

Deno.test("serve() opens a program in development to a network only where allowedHosts is set", async () => {
  await using folder = await tempFolder();
  const run = async (options: string, env: Record<string, string>) => {
    // What the process in development is told, in the place of serving.
    const told = `if (Deno.env.has("FASTHTML_LIVE")) {
      console.log(Deno.env.get("HOST"));
      Deno.exit(0);
    } else if (Deno.env.get("HOST") === "") Deno.env.delete("HOST");`;
    const app = `const { app } = fastApp({ live: true, secretKey: "x".repeat(32), ${options} });`;
    await writeMain(folder.path, toMain(told + app));
    const { code, stdout, stderr } = await runMain(folder.path, { PORT: "0", ...env });
    return [code, stdout.trim() || /Cannot serve: .*/.exec(stderr)?.[0]];
  };
  const error = (host: string) =>
    `Cannot serve: host is "${host}" while live, expected 127.0.0.1, or allowedHosts with the ` +
    "names that browsers use";
  const told: [host: string, options: string, ended: unknown[]][] = [
    ["0.0.0.0", "", [1, error("0.0.0.0")]],
    ["192.0.2.1", "", [1, error("192.0.2.1")]],
    ["::", "", [1, error("::")]],
    ["", "", [0, "127.0.0.1"]],
    ["localhost", "", [0, "localhost"]],
    ["::1", "", [0, "::1"]],
    ["0.0.0.0", 'allowedHosts: ["dev.example"]', [0, "0.0.0.0"]],
  ];
  const hasNoIpv6 = needing(["IPv6"], "").ignore;
  for (const [host, options, ended] of told) {
    if (host === "::1" && hasNoIpv6) continue;
    deepStrictEqual(await run(options, { HOST: host }), ended, host);
  }
});

Deno.test("serve() ends a program that cannot start, with the error", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    toMain(
      `const { app } = fastApp({ onStartup: () => { throw new Error("no database"); } });`,
      "serve(app, { port: 0 });",
    ),
  );
  const { code, stderr } = await runMain(folder.path);
  strictEqual(code, 1);
  match(stderr, /^Error: no database\n/);
});

Deno.test("serve() runs onShutdown once requests are answered, and ends with 1 after `grace`", async () => {
  await using folder = await tempFolder();
  const slow = `const { app, rt } = fastApp({
    secretKey: "x".repeat(32), onShutdown: () => console.log("shut down"),
  });
  rt("/", async () => {
    console.log("asked");
    await new Promise((resolve) => setTimeout(resolve, Number(Deno.env.get("TAKES"))));
    console.log("answered");
    return "done";
  });`;
  await writeMain(
    folder.path,
    toMain(slow, "serve(app, { grace: Number(Deno.env.get('GRACE')) });"),
  );
  const story = async (TAKES: string, GRACE: string, signals: Deno.Signal[]) => {
    await using program = await startMain(folder.path, { TAKES, GRACE });
    const asked = fetch(program.origin, { headers: { connection: "close" } })
      .then((answer) => answer.text(), () => "cut off");
    await until(30, "the request", () => /asked/.test(program.printed()));
    for (const signal of signals.slice(1)) void program.end(signal);
    const { code } = await program.end(signals[0]);
    return [code, await asked, program.printed().replace(/^Link.*\n/, "").trim().split("\n")];
  };
  deepStrictEqual(await story("300", "60", ["SIGINT"]), [
    0,
    "done",
    ["asked", "answered", "shut down"],
  ]);
  deepStrictEqual(await story("600000", "0.1", ["SIGTERM"]), [
    1,
    "cut off",
    [
      "asked",
      "shut down",
      "Ended after 0.1 seconds with requests, sockets or tasks still under way",
    ],
  ]);
  deepStrictEqual(await story("600000", "600", ["SIGTERM", "SIGINT"]), [1, "cut off", ["asked"]]);
});

Deno.test("serve() lets onStartup end at a signal, for `grace`, before onShutdown", async () => {
  await using folder = await tempFolder();
  const starting =
    `const told = new Promise((resolve) => Deno.addSignalListener("SIGTERM", resolve));
  const { app } = fastApp({
    secretKey: "x".repeat(32),
    onStartup: async () => {
      console.log("starting");
      await (Deno.env.get("STUCK") ? new Promise(() => setInterval(() => {}, 600_000)) : told);
      console.log("started");
    },
    onShutdown: () => console.log("shut down"),
  });`;
  await writeMain(
    folder.path,
    toMain(starting, "serve(app, { grace: Number(Deno.env.get('GRACE')) });"),
  );
  const story = async (env: Record<string, string>) => {
    await using program = await startMain(folder.path, env);
    await until(60, "the start", () => /starting/.test(program.printed()));
    const { code } = await within(60, "the end", program.end("SIGTERM"));
    return [code, ...program.printed().replace(/Link.*\n/, "").trim().split("\n")];
  };
  deepStrictEqual(await story({ GRACE: "60" }), [0, "starting", "started", "shut down"]);
  deepStrictEqual(await story({ GRACE: "0.5", STUCK: "1" }), [
    1,
    "starting",
    "Ended after 5.5 seconds with onStartup or onShutdown still under way",
  ]);
});

/** Each throws, a moment after its response, where no code catches it. */
const uncaught = `const later = (fn) => setTimeout(fn, 0);
const rejects = async () => { await 0; throw new Error("of a promise"); };
const { app, rt } = fastApp({ secretKey: "x".repeat(32), onShutdown: () => console.log("shut") });
rt("/promise", () => { rejects(); return "ok"; });
rt("/timer", () => { later(() => { throw new Error("of a timer"); }); return "ok"; });
rt("/slow", () => new Promise((resolve) => later(() => { rejects(); setTimeout(resolve, 500, "slow"); })));
rt("/ok", () => "ok");`;

Deno.test("serve() logs errors that no code catches, with the request where it is known, and goes on", async () => {
  await using folder = await tempFolder();
  const story = async (body: string) => {
    await writeMain(folder.path, toMain(body));
    await using program = await startMain(folder.path, {}, ["--no-check"]);
    const texts: string[] = [];
    for (const [i, path] of ["/promise?to=a", "/timer", "/promise", "/ok"].entries()) {
      texts.push(await (await fetch(program.origin + path)).text());
      const errors = Math.min(i + 1, 3); // a timer's error may come after the next request's
      await until(30, "the error", () => program.printed().split("Uncaught").length > errors);
    }
    const { code } = await program.end();
    const told = program.printed().replaceAll(program.origin, "").match(/^Uncaught.*|^shut/gm);
    return [texts, told, code];
  };
  const texts = ["ok", "ok", "ok", "ok"];
  deepStrictEqual(await story(uncaught), [texts, [
    "Uncaught error: Error: of a promise",
    "Uncaught error: Error: of a timer",
    "Uncaught error: Error: of a promise",
    "shut",
  ], 0]);
  const withTables = uncaught.replace(
    "fastApp({",
    `fastApp({ db: ":memory:", tables: { a: { id: Number } },`,
  );
  deepStrictEqual(await story(withTables), [texts, [
    "Uncaught error of GET /promise?to=…: Error: of a promise",
    "Uncaught error: Error: of a timer",
    "Uncaught error of GET /promise: Error: of a promise",
    "shut",
  ], 0]);
});

Deno.test("serve() leaves errors to the program's own listener", async () => {
  await using folder = await tempFolder();
  const own = `addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    console.log("own", event.reason.message);
  });`;
  await writeMain(folder.path, toMain(uncaught, `serve(app);\n${own}`));
  await using program = await startMain(folder.path, {}, ["--no-check"]);
  await (await fetch(`${program.origin}/promise`)).text();
  await until(30, "the error", () => program.printed().includes("own"));
  await (await fetch(`${program.origin}/ok`)).text();
  match(program.printed(), /^Link: .*\nown of a promise\n$/);
});

Deno.test('serve() with onUncaught: "exit" answers what is under way, and ends with 1', async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toMain(uncaught, `serve(app, { onUncaught: "exit" });`));
  await using program = await startMain(folder.path, {}, ["--no-check"]);
  const text = await (await fetch(`${program.origin}/slow`)).text();
  const { code } = await within(30, "the end", program.ended);
  deepStrictEqual([text, code, program.printed().match(/^(Uncaught|shut|Ended).*/gm)], [
    "slow",
    1,
    ["Uncaught error: Error: of a promise", "shut"],
  ]);
});

Deno.test("serve() ends a program that fails while it starts, by an error that no code catches", async () => {
  await using folder = await tempFolder();
  const run = async (options: string, after: string) => {
    const app = `const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
    const fail = async () => { await pause(); throw new Error("no start"); };
    const { app } = fastApp({ ${options} });`;
    await writeMain(folder.path, toMain(app, `serve(app, { port: 0 });\n${after}`));
    const { code, stderr } = await runMain(folder.path);
    return [code, /Error: no start/.test(stderr), /Uncaught error:/.test(stderr)];
  };
  const ended = [1, true, false];
  deepStrictEqual([
    await run("onStartup: async () => { fail(); await pause(); await pause(); }", ""),
    await run("", "await fail();"),
    await run("", "fail(); await new Promise((resolve) => setTimeout(resolve, 600_000));"),
  ], [ended, ended, ended]);
});

Deno.test("serve() ends with 1 and the error where onShutdown fails", async () => {
  await using folder = await tempFolder();
  const app = `const { app } = fastApp({ onShutdown: () => { throw new Error("no end"); } });`;
  await writeMain(folder.path, toMain(app));
  await using program = await startMain(folder.path);
  deepStrictEqual([(await program.end()).code, program.printed().match(/^(Error|Ended).*/gm)], [
    1,
    ["Error: no end"],
  ]);
});

Deno.test("serve() closes the SQLite files of fastApp() and of database() at the end", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    `import { database } from "@fasthtml/fasthtml/data";\n` + toMain(
      `const other = database("other.db").create("logs", { id: Number, text: String });
      const { app, rt, tables: { notes } } = fastApp({
        db: "own.db",
        tables: { notes: { id: Number, text: String } },
        onShutdown: () => void notes.insert({ text: "end" }),
      });
      rt("/", () => {
        notes.insert({ text: "a" });
        other.insert({ text: "b" });
        return String(notes().length + other().length);
      });`,
    ),
  );
  const files = () => [...Deno.readDirSync(folder.path)].map(({ name }) => name).sort();
  await using program = await startMain(folder.path);
  strictEqual(await (await fetch(program.origin, { headers: { "HX-Request": "1" } })).text(), "2");
  deepStrictEqual([files().includes("own.db-wal"), files().includes("other.db-wal")], [true, true]);
  strictEqual((await program.end()).code, 0);
  deepStrictEqual(files(), ["main.ts", "other.db", "own.db"]);
});

const WRONG: [options: object, error: string][] = [
  [{ port: 65536 }, "port is 65536, expected a number from 0 to 65535"],
  [{ port: "80" }, 'port is "80", expected a number from 0 to 65535'],
  [{ port: -1 }, "port is -1, expected a number from 0 to 65535"],
  [{ grace: Infinity }, "grace is Infinity, expected seconds from 0 to 2147483"],
  [{ grace: -1 }, "grace is -1, expected seconds from 0 to 2147483"],
  [{ compress: "gzip" }, 'compress is "gzip", expected true or false'],
  [{ onUncaught: "end" }, 'onUncaught is "end", expected "continue" or "exit"'],
  [{ hostname: "::1" }, 'unknown option "hostname", expected host'],
  [{ cert: "C" }, "no key, expected both or none"],
  [{ key: "K" }, "no cert, expected both or none"],
];

Deno.test("serve() says which option is wrong, what it is, and what was expected", () => {
  const { app } = newApp();
  const told = WRONG.map(([options]) => {
    try {
      serve(app, options);
    } catch (error) {
      return `${error}`;
    }
  });
  deepStrictEqual(told, WRONG.map(([, error]) => `TypeError: Cannot serve: ${error}`));
});

const https = needing(["openssl"], "serve() speaks https with a certificate and its key");
Deno.test(https, async () => {
  await using folder = await tempFolder();
  const [key, cert] = ["key", "cert"].map((name) => `${folder.path}/${name}.pem`);
  const { success } = await new Deno.Command("openssl", {
    args: [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2".split(" "),
      ..."-subj /CN=localhost -keyout".split(" "),
      key!,
      "-out",
      cert!,
    ],
    stderr: "null",
  }).output();
  strictEqual(success, true);
  await writeMain(
    folder.path,
    toMain(
      hello,
      `const [key, cert] = ["key", "cert"].map((name) =>
      Deno.readTextFileSync(import.meta.dirname + "/" + name + ".pem"));
      serve(app, { key, cert });
      console.log("http://127.0.0.1:1/"); // what the helper of tests waits for`,
    ),
  );
  await using program = await startMain(folder.path);
  await until(30, "the link", () => /Link/.test(program.printed()));
  const port = /^Link: https:\/\/localhost:(\d+)$/m.exec(program.printed())?.[1];
  const text = await new Promise<string>((resolve, reject) =>
    get({ host: "127.0.0.1", port, rejectUnauthorized: false }, (answer) => {
      answer.setEncoding("utf8").on("data", (part) => resolve(part));
    }).on("error", reject)
  );
  match(text, /<p>Hi<\/p>/);
});
