import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { needing } from "../_needs.ts";
import { type Program, startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until, within } from "../_within.ts";
import { openBrowser } from "./_browser.ts";

const root = new URL("../../", import.meta.url);
const config = `--config=${fileURLToPath(new URL("deno.json", root))}`;

const source = (text: string, options = "live: true") => `
import { fastApp, Div, Form, Input, Link, serve, Textarea, Titled } from "${root}mod.ts";
const { app, rt } = fastApp({ hdrs: Link({ rel: "stylesheet", href: "/own.css" }), ${options} });
rt("/", () => Titled("Live", Div("${text}", { id: "text" }),
  Form(Input({ name: "a" }), Input({ name: "b", type: "checkbox" }), Textarea({ name: "c" })),
  Div({ style: "height: 3000px" })));
serve(app);
`;

interface Story {
  /** A page that has heard from the program, so that it will know another one. */
  page: Page;
  program: Program;
  /** Writes the program anew. */
  write(text: string): Promise<void>;
  folder: string;
}

/** Runs a program of its own folder, which the story changes while a browser looks. */
function reloadTest(
  name: string,
  { needs = [], args, options, env }: {
    needs?: string[];
    args: string[];
    options?: string;
    env?: () => Record<string, string>;
  },
  story: (story: Story) => Promise<void>,
): void {
  const needed = needing(["chromium", ...needs], name);
  Deno.test({ ...needed, sanitizeOps: false, sanitizeResources: false }, async () => {
    await using folder = await tempFolder();
    const { path } = folder;
    await Deno.mkdir(`${path}/static`);
    await Deno.writeTextFile(`${path}/static/own.css`, "#text { color: rgb(1, 1, 1) }");
    const write = (text: string) => Deno.writeTextFile(`${path}/main.ts`, text);
    await write(source("one", options));
    const all = ["run", "-A", config, ...args, `${path}/main.ts`];
    // Under --watch, Deno outlives a program that ends by itself: disposing kills it.
    await using program = await startProgram(all, { cwd: path, env: env?.() });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await visit(page, program.origin);
      await story({ page, program, write, folder: path });
    } finally {
      await browser.close();
    }
  });
}

/** Opens the page, and waits until the program has told it which one it is, and looks after files. */
async function visit(page: Page, origin: string): Promise<void> {
  const told = Promise.withResolvers<void>();
  page.once("websocket", (socket) => socket.once("framereceived", () => told.resolve()));
  await page.goto(origin);
  await within(30, "the program's first message", told.promise);
}

const port = () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return `${listener.addr.port}`;
};

reloadTest(
  "fastApp({ live: true }) shows a change, and keeps scroll and input",
  { args: [] },
  async ({ page, write }) => {
    await type(page);
    await write(source("two"));
    await keeps(page);
  },
);

reloadTest(
  "deno run --watch shows a change, and keeps scroll and input",
  { args: ["--watch"], options: "", env: () => ({ PORT: port() }) },
  async ({ page, program, write }) => {
    await type(page);
    // Deno does not say when it begins to look after the file: it is written until Deno has seen it.
    await until(60, "Deno's word of a change", async () => {
      await write(source("two", ""));
      await new Promise((resolve) => setTimeout(resolve, 500)); // Deno waits for a pause of 200 ms
      return /File change detected/.test(program.printed());
    });
    await keeps(page);
  },
);

async function type(page: Page): Promise<void> {
  await page.locator("[name=a]").fill("typed");
  await page.locator("[name=b]").check();
  await page.locator("[name=c]").fill("long text");
  await page.evaluate("scrollTo(0, 500); globalThis.same = true");
}

/** Waits for the new text, and compares what {@linkcode type} has done to the page. */
async function keeps(page: Page): Promise<void> {
  await page.locator("#text", { hasText: "two" }).waitFor();
  deepStrictEqual(
    await page.evaluate(`[same, scrollY, document.forms[0].a.value, document.forms[0].b.checked,
      document.forms[0].c.value]`),
    [true, 500, "typed", true, "long text"],
  );
}

reloadTest(
  "live reload changes styles without the page",
  { args: [] },
  async ({ page, folder }) => {
    await page.evaluate("globalThis.same = true");
    await Deno.writeTextFile(`${folder}/static/own.css`, "#text { color: rgb(2, 2, 2) }");
    await page.waitForFunction(
      `getComputedStyle(document.querySelector("#text")).color === "rgb(2, 2, 2)"`,
    );
    strictEqual(await page.evaluate("same"), true);
  },
);

reloadTest("live reload shows why the program does not start", { args: [] }, async (story) => {
  const { page, write } = story;
  await page.locator("[name=a]").fill("typed");
  await write("const = this is no program");
  const error = page.locator("#fh-live-error");
  await error.waitFor();
  match(await error.innerText(), /^error: SyntaxError: Unexpected token/);
  const baseURL = new URL(page.url()).origin;
  const other = await page.context().browser()!.newPage({ baseURL });
  strictEqual((await other.goto("/"))!.status(), 500);
  match(await other.locator("body").innerText(), /^The program does not start\n/);
  await write(source("three"));
  await page.locator("#text", { hasText: "three" }).waitFor();
  await other.locator("#text", { hasText: "three" }).waitFor();
  strictEqual(await error.count(), 0);
  strictEqual(await page.locator("[name=a]").inputValue(), "typed");
});

reloadTest("live reload works behind a proxy that ends TLS", {
  needs: ["openssl"],
  args: [],
}, async (story) => {
  await using proxy = await startTlsProxy(Number(new URL(story.page.url()).port), story.folder);
  const page = await story.page.context().browser()!.newPage({ ignoreHTTPSErrors: true });
  await visit(page, proxy.origin);
  await page.locator("[name=a]").fill("typed");
  await story.write(source("behind"));
  await page.locator("#text", { hasText: "behind" }).waitFor();
  strictEqual(await page.locator("[name=a]").inputValue(), "typed");
});

/** Hands what comes over TLS on, byte by byte, as a proxy before the program does. */
async function startTlsProxy(port: number, folder: string) {
  const [key, cert] = [`${folder}/key.pem`, `${folder}/cert.pem`];
  const { success } = await new Deno.Command("openssl", {
    args: "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj".split(
      " ",
    )
      .concat("/CN=localhost", "-keyout", key, "-out", cert),
    stderr: "null",
  }).output();
  strictEqual(success, true);
  const listener = Deno.listenTls({
    hostname: "127.0.0.1",
    port: 0,
    key: await Deno.readTextFile(key),
    cert: await Deno.readTextFile(cert),
  });
  const forward = async (client: Deno.Conn) => {
    let program: Deno.Conn;
    try {
      program = await Deno.connect({ hostname: "127.0.0.1", port });
    } catch (error) {
      // While the program starts again, nothing listens: the browser hears so at once.
      client.close();
      if (error instanceof Deno.errors.ConnectionRefused) return;
      throw error;
    }
    // Either side may leave in the middle of what the other one says.
    await Promise.allSettled([
      client.readable.pipeTo(program.writable),
      program.readable.pipeTo(client.writable),
    ]);
  };
  const serving = (async () => {
    for await (const client of listener) forward(client);
  })();
  return {
    origin: `https://127.0.0.1:${(listener.addr as Deno.NetAddr).port}/`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving.catch(() => {}); // closing ends the wait for the next client
    },
  };
}

Deno.test("live reload is off in production, and by default", async () => {
  const script = `const { fastApp, P } = await import("${root}mod.ts");
    const { app, rt } = fastApp({ live: Deno.args[0] === "live" });
    rt("/", () => P("x"));
    const page = await (await app.request("/")).text();
    const socket = await app.request("/_fasthtml/live");
    console.log(/reload/.test(page), socket.status);`;
  const run = async (arg: string, env: Record<string, string>) => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", config, script, arg],
      env,
    }).output();
    return new TextDecoder().decode(stdout).trim();
  };
  strictEqual(await run("live", {}), "true 426");
  strictEqual(await run("live", { DENO_ENV: "production" }), "false 404");
  strictEqual(await run("", {}), "false 404");
});
