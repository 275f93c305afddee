import { deepStrictEqual, match } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { findBarriers } from "../browser/_axe.ts";
import { openBrowser, watch } from "../browser/_browser.ts";
import { argsOfHtmx2 } from "../browser/_htmx_2.ts";
import { needing } from "../_needs.ts";
import { freePort } from "../_port.ts";
import { type Program, startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";

/** What the story of a port has beside its page. */
export interface Visit {
  /** Opens a page of another user; what should not happen on it is collected as well. */
  openOther(): Promise<Page>;
  /** Ends the program, and starts it again with the same URL. */
  restart(): Promise<void>;
}

/** Uses a port in the browser. */
export type Story = (page: Page, visit: Visit) => Promise<void>;

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
// Playwright keeps timers and its driver's pipes until the browser is closed.
const KEPT = { sanitizeOps: false, sanitizeResources: false, sanitizeExit: false };

/** One for all tests of a file; each user has a context of an own. */
let browser: Promise<Browser> | undefined;

Deno.test.afterAll(async () => await (await browser)?.close());

/**
 * Declares a test that uses a port in Chromium, as it is and with htmx 2, side by side. It fails on
 * an error or a warning in the console, an uncaught exception, a request to another host, and on
 * what axe finds on its first page and on the one where the story ends.
 */
export function port(name: string, story: Story): void {
  const title = `examples/ported/${name}.ts works in a browser`;
  Deno.test({ ...needing(["chromium"], title), ...KEPT }, async (test) => {
    browser ??= openBrowser();
    const steps = [4, 2].map((version) =>
      test.step({ name: `htmx ${version}`, fn: () => use(name, version, story), ...KEPT })
    );
    await Promise.all(steps);
  });
}

async function use(name: string, version: number, story: Story): Promise<void> {
  await using folder = await tempFolder();
  const file = `${ROOT}examples/ported/${name}.ts`;
  const args = version === 4 ? [] : await argsOfHtmx2(folder.path);
  const env = { PORT: `${freePort()}` };
  const start = () => startProgram(["run", "-A", ...args, file], { cwd: folder.path, env });
  let program: Program = await start();
  let isRestarted = false;
  const contexts: BrowserContext[] = [];
  const problems: string[][] = [];
  const openOther = async () => {
    const context = await (await browser!).newContext({ baseURL: program.origin });
    contexts.push(context);
    context.on("page", (page) => problems.push(watch(page)));
    return context.newPage();
  };
  const restart = async () => {
    isRestarted = true;
    await program.end();
    program = await start();
  };
  try {
    const page = await openOther();
    await story(page, { openOther, restart });
    match(await page.evaluate<string>("htmx.version"), new RegExp(`^${version}\\.`));
    const scheme = version === 4 ? "light" : "dark";
    deepStrictEqual(await findBarriers(page, [scheme]), []);
    await page.goto("/");
    deepStrictEqual(await findBarriers(page, [scheme]), []);
    // Chromium and htmx write of each connection that fails.
    const isExpected = (problem: string) =>
      isRestarted && /net::ERR_|htmx:(ws|sse):error/.test(problem);
    deepStrictEqual(problems.flat().filter((problem) => !isExpected(problem)), []);
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
    await program.end("SIGKILL");
  }
}
