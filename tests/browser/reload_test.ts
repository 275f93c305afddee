import { deepStrictEqual, match, strictEqual } from "node:assert";
import { existsSync } from "node:fs";
import type { Page } from "playwright-core";
import { startProgram } from "../_program.ts";
import { openBrowser } from "./_browser.ts";

const root = new URL("../../", import.meta.url);
const ignore = !existsSync("/usr/bin/chromium") && !Deno.env.get("CI") && !Deno.env.get("CHROMIUM");

const source = (text: string, options = "live: true") => `
import { fastApp, Div, Form, Input, Link, serve, Textarea, Titled } from "${root}mod.ts";
const { app, rt } = fastApp({ hdrs: Link({ rel: "stylesheet", href: "/own.css" }), ${options} });
rt("/", () => Titled("Live", Div("${text}", { id: "text" }),
  Form(Input({ name: "a" }), Input({ name: "b", type: "checkbox" }), Textarea({ name: "c" })),
  Div({ style: "height: 3000px" })));
serve(app);
`;

interface Story {
  page: Page;
  /** Writes the program anew. */
  write(text: string): Promise<void>;
  folder: string;
}

/** Runs a program of its own folder, which the story changes while a browser looks. */
function reloadTest(
  name: string,
  { args, options, env }: { args: string[]; options?: string; env?: Record<string, string> },
  story: (story: Story) => Promise<void>,
): void {
  Deno.test({ name, ignore, sanitizeOps: false, sanitizeResources: false }, async () => {
    const folder = await Deno.makeTempDir();
    await Deno.mkdir(`${folder}/static`);
    await Deno.writeTextFile(`${folder}/static/own.css`, "#text { color: rgb(1, 1, 1) }");
    const write = (text: string) => Deno.writeTextFile(`${folder}/main.ts`, text);
    await write(source("one", options));
    const config = `--config=${root.pathname}deno.json`;
    const all = ["run", "-A", config, ...args, `${folder}/main.ts`];
    const program = await startProgram(all, { cwd: folder, env });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ baseURL: program.origin });
      await page.goto("/");
      await story({ page, write, folder });
    } finally {
      await browser.close();
      await program.end("SIGKILL"); // under --watch, Deno outlives a program that ends by itself
      await Deno.remove(folder, { recursive: true });
    }
  });
}

const port = () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return `${listener.addr.port}`;
};

for (
  const [name, given] of [
    ["fastApp({ live: true })", { args: [] }],
    ["deno run --watch", { args: ["--watch"], options: "", env: { PORT: port() } }],
  ] as const
) {
  reloadTest(`${name} shows a change, and keeps scroll and input`, {
    ...given,
    args: [...given.args],
  }, async ({ page, write }) => {
    await page.locator("[name=a]").fill("typed");
    await page.locator("[name=b]").check();
    await page.locator("[name=c]").fill("long text");
    await page.evaluate("scrollTo(0, 500); globalThis.same = true");
    await page.waitForTimeout(500); // the watcher begins after the first answer
    await write(source("two", "options" in given ? given.options : undefined));
    await page.locator("#text", { hasText: "two" }).waitFor();
    deepStrictEqual(
      await page.evaluate(`[same, scrollY, document.forms[0].a.value, document.forms[0].b.checked,
        document.forms[0].c.value]`),
      [true, 500, "typed", true, "long text"],
    );
  });
}

reloadTest(
  "live reload changes styles without the page",
  { args: [] },
  async ({ page, folder }) => {
    await page.evaluate("globalThis.same = true");
    await page.waitForTimeout(300);
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
  await page.waitForTimeout(300);
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

reloadTest("live reload works behind a proxy that ends TLS", { args: [] }, async (story) => {
  await using proxy = await startTlsProxy(Number(new URL(story.page.url()).port), story.folder);
  const page = await story.page.context().browser()!.newPage({ ignoreHTTPSErrors: true });
  await page.goto(proxy.origin);
  await page.locator("[name=a]").fill("typed");
  await page.waitForTimeout(500); // the watcher begins after the first answer
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
  const forward = async (visitor: Deno.Conn) => {
    const program = await Deno.connect({ hostname: "127.0.0.1", port });
    await Promise.allSettled([
      visitor.readable.pipeTo(program.writable),
      program.readable.pipeTo(visitor.writable),
    ]);
  };
  const serving = (async () => {
    for await (const visitor of listener) forward(visitor).catch(() => {}); // a browser that left
  })();
  return {
    origin: `https://127.0.0.1:${(listener.addr as Deno.NetAddr).port}/`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving.catch(() => {}); // closing ends the wait for the next visitor
    },
  };
}

Deno.test("live reload is off in production, and where nobody asked for it", async () => {
  const script = `const { fastApp, P } = await import("${root}mod.ts");
    const { app, rt } = fastApp({ live: Deno.args[0] === "live" });
    rt("/", () => P("x"));
    const page = await (await app.request("/")).text();
    const socket = await app.request("/_fasthtml/live");
    console.log(/reload/.test(page), socket.status);`;
  const run = async (arg: string, env: Record<string, string>) => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", `--config=${root.pathname}deno.json`, script, arg],
      env,
    }).output();
    return new TextDecoder().decode(stdout).trim();
  };
  strictEqual(await run("live", {}), "true 426");
  strictEqual(await run("live", { DENO_ENV: "production" }), "false 404");
  strictEqual(await run("", {}), "false 404");
});
