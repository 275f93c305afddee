import { deepStrictEqual } from "node:assert";
import type { Browser, Page } from "playwright-core";
import { openBrowser, watch } from "../browser/_browser.ts";
import { ROOT } from "../house/_files.ts";
import { needing } from "../_needs.ts";
import { type Program, startProgram } from "../_program.ts";

/** Milliseconds until a step fails its test: a busy machine is slow. */
const PATIENCE = 300_000;

/** What a test of the site in a browser is handed. */
export interface SiteVisit {
  /** A page of its own, with cookies and colors of its own. */
  readonly page: Page;
  readonly browser: Browser;
  /** Where the site is. */
  readonly origin: string;
}

let program: Promise<Program> | undefined, browser: Promise<Browser> | undefined;

/**
 * Declares a test in which Chromium visits the site. The tests of a file share one program and one
 * browser, since the site takes seconds to start. Errors and warnings in the console fail the test,
 * as do requests to other machines.
 */
export function siteTest(name: string, story: (visit: SiteVisit) => Promise<void>): void {
  // Playwright keeps timers and its driver's pipes until the browser is closed.
  Deno.test(
    { ...needing(["chromium"], name), sanitizeOps: false, sanitizeResources: false },
    async () => {
      program ??= startProgram(["run", "-A", "--no-check", `${ROOT}site/main.ts`]);
      browser ??= openBrowser();
      const { origin } = await program, opened = await browser;
      const context = await opened.newContext({ baseURL: origin });
      try {
        context.setDefaultTimeout(PATIENCE);
        const page = await context.newPage();
        const problems = watch(page);
        await story({ page, browser: opened, origin });
        deepStrictEqual(problems, []);
      } finally {
        await context.close();
      }
    },
  );
}

/** Ends what the tests share. */
export async function endVisits(): Promise<void> {
  await (await browser)?.close();
  await (await program)?.[Symbol.asyncDispose]();
}
