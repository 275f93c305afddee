import type { FastHTMLOptions } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { until } from "../../_within.ts";
import { runMain, startMain, toMain, writeMain } from "../_main.ts";

const asked = `const live = { live: true, off: false }[Deno.args[0]];
const { app, rt } = fastApp({ live, secretKey: "x".repeat(32) });
rt("/", () => P("x"));
const page = await (await app.request("/")).text();
const socket = await app.request("/_fasthtml/live");
console.log(app.live, /reload/.test(page), socket.status);`;

Deno.test("isLive() follows what is asked for, and never in production", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toMain(asked, ""));
  const run = async (arg: string, env: Record<string, string> = {}, flags = ["-A"]) => {
    const { stdout, stderr } = await runMain(folder.path, env, { flags, args: [arg] });
    return stdout.trim() || stderr;
  };
  const on = "true true 426", off = "false false 404";
  const seen = [];
  for (
    const [arg, env] of [
      ["live", {}],
      ["off", {}],
      ["", {}],
      ["live", { DENO_ENV: "production" }],
      ["live", { NODE_ENV: "production" }],
      ["live", { DENO_DEPLOYMENT_ID: "x" }],
      ["live", { DENO_ENV: "development" }],
    ] as [string, Record<string, string>][]
  ) seen.push(await run(arg, env));
  deepStrictEqual(seen, [on, off, off, off, off, off, on]);
  // Without permission to read the environment nothing says that this is production.
  strictEqual(await run("live", { DENO_ENV: "production" }, ["--no-prompt", "--allow-read"]), on);
  // What a program of `deno compile` is told of itself.
  const compiled = "Deno.build = { ...Deno.build, standalone: true };";
  await Deno.writeTextFile(`${folder.path}/compiled.js`, compiled);
  strictEqual(await run("live", {}, ["-A", `--preload=${folder.path}/compiled.js`]), off);
});

const host = `const { app } = fastApp({ ...JSON.parse(Deno.args[0]), secretKey: "x".repeat(32) });
const request = new Request("http://evil.example", { headers: { host: "evil.example" } });
console.log((await app.request(request)).status);`;

Deno.test("isDevelopment() follows debug, live and --watch, never a missing variable", async () => {
  await using folder = await tempFolder();
  await writeMain(folder.path, toMain(host, ""));
  const run = async (options: FastHTMLOptions, env: Record<string, string> = {}) => {
    const { stdout, stderr } = await runMain(folder.path, env, { args: [JSON.stringify(options)] });
    return stdout.trim() || stderr;
  };
  const production = { DENO_ENV: "production" };
  deepStrictEqual([
    await run({ debug: true }),
    await run({ live: true }),
    await run({ debug: true }, production),
    await run({}),
    await run({}, { DENO_ENV: "development" }),
    await run({ debug: false, live: false }),
    await run({ live: true }, production),
  ], ["421", "421", "421", "404", "404", "404", "404"]);
  await writeMain(
    folder.path,
    toMain(host.replace("JSON.parse(Deno.args[0])", "{ live: false }"), "") +
      'console.log("http://127.0.0.1:1/");', // what the helper of tests waits for
  );
  await using program = await startMain(folder.path, {}, ["--watch"]);
  match(program.printed(), /^421$/m);
});

Deno.test("isLive() is what `deno run --watch` says, where nothing is asked for", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    // The helper of tests waits for a link.
    toMain(asked, `console.log("http://127.0.0.1:1/");`),
  );
  await using program = await startMain(folder.path, {}, ["--watch"]);
  await until(30, "what it prints", () => /^(true|false) .*/m.test(program.printed()));
  match(program.printed(), /^true true 426$/m);
});

Deno.test("runUnderSupervisor() runs the program again with its permissions and arguments, and its exit code", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    toMain(
      `const { app } = fastApp({ live: true, secretKey: "x".repeat(32) });
      console.log(JSON.stringify([Deno.args, Deno.permissions.querySync({ name: "run" }).state,
        typeof Deno.env.get("FASTHTML_LIVE")]));
      if (Deno.env.get("FASTHTML_LIVE")) Deno.exit(0);`,
    ),
  );
  const env = { PORT: "0", HOST: "127.0.0.1" };
  const { code, stdout } = await runMain(folder.path, env, { args: ["--own", "a b"] });
  deepStrictEqual([code, stdout.trim().split("\n").map((line) => JSON.parse(line))], [0, [
    [["--own", "a b"], "granted", "undefined"],
    [["--own", "a b"], "granted", "string"],
  ]]);
});
