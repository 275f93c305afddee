/** Tests of pages whose requests fail, with both versions of htmx. */
import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { needing } from "../_needs.ts";
import { type Program, startProgram } from "../_program.ts";
import { openBrowser } from "./_browser.ts";

/** What is done on the first page of a program. */
export type Story = (page: Page, program: Program) => Promise<void>;

/**
 * Declares the same test of a program in fixtures/live with htmx 4 and with htmx 2. Browsers write
 * failed requests to the console, so it fails on uncaught exceptions alone.
 */
export function testFailing(
  program: string,
  name: string,
  story: Story,
  toEnv: (htmx: string) => Record<string, string>,
): void {
  const file = fileURLToPath(new URL(`../fixtures/live/${program}`, import.meta.url));
  for (const HTMX of ["4", "2"]) {
    Deno.test({
      ...needing(["chromium"], `${name} (htmx ${HTMX})`),
      sanitizeOps: false,
      sanitizeResources: false,
    }, async () => {
      const env = { HTMX, ...toEnv(HTMX) };
      await using program = await startProgram(["run", "-A", file], { env });
      const browser = await openBrowser();
      try {
        const page = await browser.newPage({ baseURL: program.origin });
        const uncaught: string[] = [];
        page.on("pageerror", (error) => uncaught.push(`${error}`));
        await page.goto("/");
        await story(page, program);
        deepStrictEqual(uncaught, []);
      } finally {
        await browser.close();
      }
    });
  }
}
