import { deepStrictEqual, strictEqual } from "node:assert";
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { runBundler } from "../release/build.ts";
import { findProgram, needing } from "./_needs.ts";
import { type Program, startProgram } from "./_program.ts";
import { tempFolder } from "./_temp.ts";
import { within } from "./_within.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ROOT_URL = new URL("..", import.meta.url);
const PROGRAM = `${ROOT}tests/fixtures/runtimes_main.ts`;
const DOCS = Deno.readTextFileSync(`${ROOT}docs/runtimes.md`);

/** What the adapter of docs/runtimes.md needs. */
const ADAPTER = { "@deno/shim-deno": "0.19.2", srvx: "1.0.8" };

const ARCH = Deno.build.arch === "x86_64" ? "x64" : "arm64";

/** The npm packages that have the runtimes, and where. */
const RUNTIMES = {
  "Node.js": {
    name: `node-${Deno.build.os}-${ARCH}`,
    version: "24.21.0",
    path: `node-${Deno.build.os}-${ARCH}/bin/node`,
    flags: ["--experimental-import-text"],
  },
  Bun: {
    name: `@oven/bun-${Deno.build.os}-${ARCH === "x64" ? "x64" : "aarch64"}`,
    version: "1.4.5",
    path: `@oven/bun-${Deno.build.os}-${ARCH === "x64" ? "x64" : "aarch64"}/bin/bun`,
    flags: [],
  },
};

const HTMX = { "hx-request": "true" };

/** Something to try, and what it gives: on Deno, and elsewhere. */
interface Case {
  run(site: Site): Promise<unknown>;
  gives: unknown;
  elsewhere?: unknown;
}

/** What is tried, as docs/runtimes.md lists it: the text that each must give. */
const CASES: Record<string, Case> = {
  "pages, and htmx from the application itself": {
    async run({ text, origin }) {
      const page = await text("/large");
      const script = /src="(\/_fasthtml\/htmx\.\w+\.js)"/.exec(page)![1];
      const { status, headers } = await fetch(origin + script);
      return [page.startsWith("<!doctype html>"), status, headers.get("content-type")];
    },
    gives: [true, 200, "text/javascript; charset=utf-8"],
  },
  "`ext/ui` and `ext/icons`": {
    async run({ text, origin }) {
      const page = await text("/kit/");
      const sheet = /href="([^"]*\/ui\.\w+\.css)"/.exec(page)![1];
      const { status, headers } = await fetch(origin + sheet);
      return [/<svg [^>]*><path [^]*Kite<\/a>/.test(page), status, headers.get("content-type")];
    },
    gives: [true, 200, "text/css; charset=utf-8"],
  },
  "forms and JSON, tables on SQLite": {
    async run({ post, part }) {
      const form = await post("/add", new URLSearchParams({ title: "Milk" }));
      const json = await post("/add", JSON.stringify({ title: "Eggs" }), "application/json");
      return [form.status, json.status, await part("/list")];
    },
    gives: [200, 200, "<ul><li>Milk</li><li>Eggs</li></ul>"],
  },
  "sessions": {
    async run({ origin }) {
      const first = await fetch(origin, { headers: HTMX });
      const cookie = first.headers.get("set-cookie")!.split(";")[0]!;
      const second = await fetch(origin, { headers: { ...HTMX, cookie } });
      return [await first.text(), await second.text()];
    },
    gives: ["<p>Visit 1</p>", "<p>Visit 2</p>"],
  },
  "uploads, in memory and on disk": {
    async run({ post }) {
      const send = async (size: number) => {
        const body = new FormData();
        body.set("file", new File([new Uint8Array(size)], "a.bin"));
        return await (await post("/up", body)).text();
      };
      return [await send(1000), await send(3_000_000)];
    },
    gives: ["<p>a.bin 1000 1000</p>", "<p>a.bin 3000000 3000000</p>"],
  },
  "files of `static/`, with ETags": {
    async run({ origin }) {
      const whole = await fetch(`${origin}/a.txt`);
      const etag = whole.headers.get("etag")!;
      const known = await fetch(`${origin}/a.txt`, { headers: { "if-none-match": etag } });
      const secret = await fetch(`${origin}/%2e%2e/main.mjs`, { headers: HTMX });
      return [await whole.text(), known.status, secret.status];
    },
    gives: ["a file", 304, 404],
  },
  "parts of files": {
    async run({ origin }) {
      const response = await fetch(`${origin}/a.txt`, { headers: { range: "bytes=1-2" } });
      return [response.status, await response.text()];
    },
    gives: [206, " f"],
    elsewhere: [200, "a file"],
  },
  "event streams and channels": {
    async run({ origin, post, text }) {
      let isOpen = false;
      const opening = fetch(`${origin}/news`).finally(() => isOpen = true);
      // Node.js and Bun send the head together with the first message.
      while (!isOpen) await post("/send", new URLSearchParams({ text: "hi" }));
      const reader = (await opening).body!.pipeThrough(new TextDecoderStream()).getReader();
      await post("/send", new URLSearchParams({ text: "hi" }));
      const value = (await reader.read()).value!.split("\n")[0];
      await reader.cancel();
      return [value, await text("/clock")];
    },
    gives: ["data: <p>hi</p>", "data: one\n\ndata: two\n\n"],
  },
  "errors: pages, the log": {
    async run({ origin, printed }) {
      const found = [];
      for (const path of ["/fail", "/nowhere"]) {
        const response = await fetch(origin + path, { headers: HTMX });
        await response.body?.cancel();
        found.push(response.status);
      }
      return [...found, printed().includes("/fail")];
    },
    gives: [500, 404, true],
  },
  "`compress()`": {
    async run({ origin }) {
      const response = await fetch(`${origin}/large`, {
        headers: { ...HTMX, "accept-encoding": "gzip" },
      });
      return [response.headers.get("content-encoding"), (await response.text()).length];
    },
    gives: ["gzip", 6007],
  },
  "the client's IP address": { run: ({ part }) => part("/who"), gives: "<p>127.0.0.1</p>" },
  "`onShutdown`, on SIGTERM": {
    async run({ end, printed }) {
      await end();
      return printed().includes("Closed");
    },
    gives: true,
  },
};

/** A program that runs, and requests to it. */
interface Site extends Program {
  /** The text of a page. */
  text(path: string): Promise<string>;
  /** What htmx would get. */
  part(path: string): Promise<string>;
  post(path: string, body: BodyInit, type?: string): Promise<Response>;
}

function toSite(program: Program): Site {
  const { origin } = program;
  const text = async (path: string, headers: HeadersInit = {}) =>
    await (await fetch(origin + path, { headers })).text();
  return {
    ...program,
    text,
    part: (path) => text(path, HTMX),
    post: (path, body, type) => {
      const headers = { ...HTMX, ...type && { "content-type": type } };
      return fetch(origin + path, { method: "POST", headers, body });
    },
  };
}

/** Runs Deno, and returns what it says of its work. */
async function run(args: string[], cwd: string, env: Record<string, string> = {}): Promise<string> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd, env }).output();
  const printed = new TextDecoder().decode(stderr);
  if (!success) throw new Error(printed);
  return printed;
}

/** Bundles the program into a folder, as docs/runtimes.md says. */
async function bundle(folder: string): Promise<void> {
  await runBundler([`--output=${folder}/main.mjs`, PROGRAM]);
  await addStatic(folder);
}

/** As in deno.lock: registries that lag have not all parts of the next version. */
const OVERRIDES = { "msgpackr-extract": "3.0.4" };

/** Versions by names of npm packages. */
type Packages = Record<string, string>;

/**
 * Puts this package into a folder as JSR gives it to npm: JavaScript of each module, other files as
 * they are, and one version of each package.
 */
async function addPackage(folder: string): Promise<Packages> {
  const inner = `${folder}/node_modules/@fasthtml/fasthtml`;
  const output = `--output=${folder}/package.tgz`;
  await run(["pack", "--allow-dirty", "--allow-slow-types", output], ROOT);
  await Deno.mkdir(inner, { recursive: true });
  const unpack = ["xzf", `${folder}/package.tgz`, "-C", inner, "--strip-components=1"];
  await new Deno.Command("tar", { args: unpack }).output();
  await Deno.copyFile(`${ROOT}deno.json`, `${inner}/deno.json`);
  await joinVersions(`${inner}/lib/browser/assets.js`);
  const { dependencies } = JSON.parse(await Deno.readTextFile(`${inner}/package.json`));
  return JSON.parse(JSON.stringify(dependencies).replaceAll('"^', '"'));
}

/** Imports both versions of htmx from one package, as that for npm does. */
async function joinVersions(assets: string): Promise<void> {
  const text = await Deno.readTextFile(assets);
  await Deno.writeTextFile(assets, text.replace('from "htmx2/', 'from "htmx.org/'));
}

async function addStatic(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/static`);
  await Deno.writeTextFile(`${folder}/static/a.txt`, "a file");
}

Deno.test("docs/runtimes.md: a bundled program runs on Deno", async () => {
  await using folder = await tempFolder();
  await bundle(folder.path);
  await using program = await startProgram(["run", "-A", "main.mjs"], { cwd: folder.path });
  const expected = Object.entries(CASES).map(([name, { gives }]) => [name, gives]);
  deepStrictEqual(await tryAll(toSite(program)), Object.fromEntries(expected));
});

Deno.test({
  ...needing(["true"], "docs/runtimes.md: deno compile puts in packages, modules and static files"),
  async fn() {
    await using folder = await tempFolder();
    await Deno.copyFile(PROGRAM, `${folder.path}/main.ts`);
    await addStatic(folder.path);
    const args = /^deno (compile .*)$/m.exec(DOCS)![1]!.split(" ");
    args.splice(1, 0, `--config=${ROOT}deno.json`);
    // In place of Deno's runtime, which is a download; what is put in does not depend on it.
    const env = { DENORT_BIN: findProgram("true")!, NO_COLOR: "1" };
    const printed = await run(args, folder.path, env);
    const names = printed.match(/(?<=[─┬] )[\w.@/-]+/g)!;
    const own = ["ui.js", "css/", "lucide.txt"];
    const expected = ["htmx.org", "@picocss/pico", "main.ts", "static", "mod.ts", ...own];
    deepStrictEqual(expected.filter((name) => !names.some((found) => found.startsWith(name))), []);
  },
});

for (const [name, { name: pkg, version, path, flags }] of Object.entries(RUNTIMES)) {
  const isHere = Deno.env.get("CI") !== undefined || Deno.env.get("RUNTIMES") !== undefined;
  const test = (what: string, main: string, make: (folder: string) => Promise<Packages>) =>
    Deno.test({
      name: `docs/runtimes.md: ${what} runs on ${name}` +
        (isHere ? "" : " (needs RUNTIMES=1, to load it from npm)"),
      ignore: !isHere,
      async fn() {
        await using folder = await tempFolder();
        const dependencies = { ...await make(folder.path), ...ADAPTER, [pkg]: version };
        const server = /^```js ignore\n(.*?)^```/ms.exec(DOCS)![1]!.replace("main.mjs", main);
        await Deno.writeTextFile(`${folder.path}/server.mjs`, server);
        await Deno.writeTextFile(
          `${folder.path}/package.json`,
          JSON.stringify({ dependencies, overrides: OVERRIDES }),
        );
        await run(["install"], folder.path);
        await using program = await startProgram([...flags, "server.mjs"], {
          cwd: folder.path,
          command: `${folder.path}/node_modules/${path}`,
        });
        const expected = Object.entries(CASES)
          .map(([name, { gives, elsewhere }]) => [name, elsewhere ?? gives]);
        deepStrictEqual(await tryAll(toSite(program)), Object.fromEntries(expected));
      },
    });
  test("a bundled program", "main.mjs", async (folder) => {
    await bundle(folder);
    return {};
  });
  test("a program with the package of npm", "main.ts", async (folder) => {
    await Deno.copyFile(PROGRAM, `${folder}/main.ts`);
    await addStatic(folder);
    return await addPackage(folder);
  });
}

Deno.test("an application throws where npm has given it another htmx", async () => {
  await using folder = await tempFolder();
  for (const name of ["mod.ts", "deno.json", "lib"]) {
    await cp(ROOT + name, `${folder.path}/${name}`, { recursive: true });
  }
  await joinVersions(`${folder.path}/lib/browser/assets.ts`);
  const code = `import { fastApp } from "./mod.ts";
    fastApp();
    try { fastApp({ htmx: 2 }); } catch (error) { console.log(error.message); }`;
  await Deno.writeTextFile(`${folder.path}/main.ts`, code);
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "main.ts"],
    cwd: folder.path,
  }).output();
  strictEqual(
    new TextDecoder().decode(stdout),
    "Cannot make an application: htmx.org is 4.0.1, expected 2.0.11\n",
    new TextDecoder().decode(stderr),
  );
});

/** A program as a host without files runs it: its secret comes from the environment. */
const WITHOUT_FILES = `
import { fastApp, P, serve } from "@fasthtml/fasthtml";

const { app, rt } = fastApp();
rt("/", ({ session }) => {
  session.visits = Number(session.visits ?? 0) + 1;
  return P(\`Visit \${session.visits}\`);
});
rt("/up", { file: File }, async ({ file }) => P(await file.text()));
`;

for (
  const [name, { args, end }] of Object.entries({
    "serve()": { args: ["run", "--allow-net"], end: "serve(app);" },
    "deno serve": { args: ["serve", "--host=127.0.0.1", "--port=0"], end: "export default app;" },
  })
) {
  Deno.test(`docs/runtimes.md: ${name} needs no permission but net and env`, async () => {
    await using folder = await tempFolder();
    await Deno.writeTextFile(`${folder.path}/main.ts`, WITHOUT_FILES + end);
    await using program = await startProgram(
      [...args, `--config=${ROOT}deno.json`, "--allow-env", "main.ts"],
      {
        cwd: folder.path,
        env: { DENO_DEPLOYMENT_ID: "1", FASTHTML_SECRET: "known-to-everybody-and-for-tests-alone" },
      },
    );
    const { origin, post, text } = toSite(program);
    const body = new FormData();
    body.set("file", new File(["a text"], "a.txt"));
    const first = await fetch(origin, { headers: HTMX });
    const cookie = first.headers.get("set-cookie")!.split(";")[0]!;
    deepStrictEqual(
      [
        await first.text(),
        await (await fetch(origin, { headers: { ...HTMX, cookie } })).text(),
        await (await post("/up", body)).text(),
        (await fetch(`${origin}/nowhere`, { method: "HEAD" })).status,
        (await text("/")).includes("/_fasthtml/htmx."),
        program.printed().includes("NotCapable"),
      ],
      [
        "<p>Visit 1</p>",
        "<p>Visit 2</p>",
        "<p>a text</p>",
        404,
        true,
        false,
      ],
    );
  });
}

/** The entries that are no extensions, and the modules of Node.js that they import. */
const WINGS = Object.entries(config.exports)
  .filter(([entry]) => !/^\.\/(ext|cli)/.test(entry)).map(([, file]) => file);
const NODE = "async_hooks buffer crypto fs fs/promises path process sqlite stream timers " +
  "timers/promises url util zlib";

Deno.test("every wing can be imported where there is no Deno, and HTML is made there", async () => {
  // Deno makes its own "node:" modules when they are first imported, and needs itself for that.
  const code = `
    for (const name of ${JSON.stringify(NODE.split(" "))}) await import("node:" + name);
    delete globalThis.Deno;
    for (const file of ${JSON.stringify(WINGS)}) await import("${ROOT_URL}" + file);
    const { Div, fastApp, toXml } = await import("${ROOT_URL}mod.ts");
    console.log(await toXml(Div("Hi")));
    try {
      fastApp();
    } catch (error) {
      console.log(error.message);
    }
  `;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", `--config=${ROOT}deno.json`, code],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  deepStrictEqual(new TextDecoder().decode(stdout).trim().split("\n"), [
    "<div>Hi</div>",
    "Cannot make an application: found no Deno, expected it, or @deno/shim-deno on Node.js and Bun",
  ], new TextDecoder().decode(stderr));
});

Deno.test("docs/runtimes.md lists what these tests try, and what they find", () => {
  const rows = [...DOCS.matchAll(/^\| (.+?) +\| yes +\| (yes|no) +\| (yes|no) +\|$/gm)];
  const listed = rows.map(([, name, node, bun]) => [name, node, bun]);
  const UNTRIED = [["sockets", "no", "no"], ["`serve()`, live reload", "no", "no"]];
  const tried = Object.entries(CASES).map(([name, { elsewhere }]) => {
    const runs = elsewhere === undefined ? "yes" : "no";
    return [name, runs, runs];
  });
  deepStrictEqual(listed, [...tried, ...UNTRIED]);
});

async function tryAll(site: Site): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [name, { run }] of Object.entries(CASES)) {
    found[name] = await within(60, name, run(site));
  }
  return found;
}
