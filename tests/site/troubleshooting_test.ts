import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { FastHTML } from "@fasthtml/fasthtml";
import { formatMarkdown, troubles, troublesPage } from "../../site/messages/mod.ts";
import type { Trouble } from "../../site/messages/types.ts";
import { tempFolder } from "../_temp.ts";
import { entries } from "./_heard.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The module from which a program gets the options of a test. */
const HEARD_MODULE = new URL("_heard.ts", import.meta.url).href;

for (const trouble of troubles) {
  const { at } = trouble.seen;
  if (at !== "check" && at !== "command") {
    Deno.test(`docs/troubleshooting.md: ${trouble.message}`, () => provoke(trouble));
  }
}

Deno.test("docs/troubleshooting.md: messages of deno check are as its headings", async () => {
  await using folder = await tempFolder();
  const checked = troubles.filter(({ seen }) => seen.at === "check");
  const files = checked.map((_, at) => `${folder.path}/program_${at}.ts`);
  await Promise.all(files.map((file, at) => Deno.writeTextFile(file, checked[at]!.program)));
  const { output, success } = await runDeno(["check", `--config=${ROOT}deno.json`, ...files]);
  strictEqual(success, false);
  const missing = checked.filter(({ message }) => !toPattern(message).test(output));
  deepStrictEqual(missing.map(({ message }) => message), [], output);
});

for (const trouble of troubles) {
  const { seen, message, program } = trouble;
  if (seen.at !== "command") continue;
  Deno.test(`docs/troubleshooting.md: ${message}`, async () => {
    await using folder = await tempFolder();
    await Deno.writeTextFile(`${folder.path}/main.ts`, program);
    using taken = seen.taken ? Deno.listen({ hostname: "127.0.0.1", port: 0 }) : undefined;
    const port = `${taken?.addr.port ?? 0}`;
    const [command, ...rest] = seen.args;
    const known = seen.installed === false ? "--no-config" : `--config=${ROOT}deno.json`;
    const { output, success } = await runDeno([command!, known, ...rest], {
      cwd: folder.path,
      env: { HOST: "127.0.0.1", PORT: port, ...seen.env },
    });
    strictEqual(success, false, output);
    match(output, toPattern(message));
  });
}

Deno.test("docs/troubleshooting.md is what deno task site:messages writes", async () => {
  const page = await Deno.readTextFile(`${ROOT}docs/troubleshooting.md`);
  strictEqual(page, await formatMarkdown(troublesPage()));
});

Deno.test("docs/troubleshooting.md has each message once", () => {
  const messages = troubles.map(({ message }) => message);
  deepStrictEqual(messages.filter((message, at) => messages.indexOf(message) !== at), []);
});

/** Runs a program in this process, and compares its message, or its page. */
async function provoke({ seen, message, program }: Trouble): Promise<void> {
  entries.length = 0;
  using heard = listen();
  const made = await load(program).catch((error: unknown) => error);
  if (seen.at === "start") {
    const [failure = made] = heard.uncaught;
    ok(failure instanceof Error, "the program starts, expected that it does not");
    match(failure.message, toPattern(message, { whole: true }));
    return;
  }
  if (made instanceof Error) throw made;
  if (seen.at === "warning") {
    match(heard.warnings.join("\n"), toPattern(message, { whole: true }));
    return;
  }
  const { app } = made as { app: FastHTML };
  const asked = "request" in seen ? seen.request : undefined;
  const { path, ...init } = asked ?? { path: "/" };
  const response = await app.request(path, init);
  const text = await response.text();
  if (seen.at === "page") {
    strictEqual(response.status, 200, text);
    ok(text.includes(seen.html), `${text} has no ${seen.html}`);
  } else if (seen.at === "request") {
    const reasons = entries.filter(({ event }) => event === "request")
      .map(({ reason }) => reason?.replace(/^\w*Error: /, ""));
    match(reasons.join("\n"), toPattern(message, { whole: true }));
    strictEqual(response.status, seen.status);
  }
}

/** Imports a program as it is on the page, with the options of a test before its own. */
async function load(program: string): Promise<unknown> {
  await using folder = await tempFolder();
  const main = `${folder.path}/main.ts`;
  const text = program.replace("= fastApp(", "= fastApp(HEARD, ");
  await Deno.writeTextFile(main, `import { HEARD } from "${HEARD_MODULE}";\n${text}`);
  return await import(pathToFileURL(main).href);
}

/** What a program says beside its log. */
interface Listener extends Disposable {
  readonly warnings: string[];
  /** Errors that no code catches: that of a route without a path comes after its `rt()`. */
  readonly uncaught: unknown[];
}

/** Takes what is written to the console, and errors that no code catches, until it is disposed of. */
function listen(): Listener {
  const warnings: string[] = [], uncaught: unknown[] = [];
  const { warn, error } = globalThis.console;
  globalThis.console.warn = (...parts: unknown[]) => void warnings.push(parts.join(" "));
  globalThis.console.error = () => {}; // the log has it, too
  const take = (event: ErrorEvent) => {
    event.preventDefault();
    uncaught.push(event.error);
  };
  addEventListener("error", take);
  const stop = () => {
    Object.assign(globalThis.console, { warn, error });
    removeEventListener("error", take);
  };
  return { warnings, uncaught, [Symbol.dispose]: stop };
}

/** Runs deno, and returns what it prints. */
async function runDeno(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<{ output: string; success: boolean }> {
  const { env, ...rest } = options;
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    ...rest,
    args: [...args],
    env: { NO_COLOR: "1", ...env },
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { output: `${out}${err}`, success };
}

/** Makes a pattern of a message, in which `…` is any text. */
function toPattern(message: string, { whole = false } = {}): RegExp {
  const text = message.split("…").map((part) => RegExp.escape(part)).join(".*");
  return new RegExp(whole ? `^${text}$` : text);
}
