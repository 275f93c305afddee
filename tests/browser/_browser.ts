import { deepStrictEqual } from "node:assert";
import { type Browser, chromium, type LaunchOptions, type Page } from "playwright-core";
import { findChromium, needing } from "../_needs.ts";
import { type Program, startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";

/** What a browser test is handed. */
export interface Visit {
  browser: Browser;
  page: Page;
  program: Program;
  /** A folder of this test's own, in which the program runs. */
  folder: string;
}

/** The program of a browser test; its environment may name files in the test's own folder. */
export interface BrowserTestOptions {
  args: string[];
  env?: (folder: string) => Record<string, string>;
  /** Warnings and errors in the console that the page is to give. */
  warns?: RegExp;
}

/**
 * Declares a test in which Chromium visits a program that runs as a process of its own. It fails on
 * an error or a warning in the console, an uncaught exception, and a request that leaves the machine. Without a
 * Chromium it is ignored, but fails where CI is set.
 */
export function browserTest(
  name: string,
  { args, env, warns }: BrowserTestOptions,
  story: (visit: Visit) => Promise<void>,
): void {
  // Playwright keeps timers and its driver's pipes until the browser is closed.
  Deno.test(
    { ...needing(["chromium"], name), sanitizeOps: false, sanitizeResources: false },
    async () => {
      await using folder = await tempFolder();
      const { path } = folder;
      await using program = await startProgram(args, { env: env?.(path), cwd: path });
      const browser = await openBrowser();
      try {
        const page = await browser.newPage({ baseURL: program.origin });
        const problems = watch(page, warns);
        await story({ browser, page, program, folder: path });
        deepStrictEqual(problems, []);
      } finally {
        await browser.close();
      }
    },
  );
}

/** What browsers and htmx 2 say of a response with a status of 4xx, such as a form with errors. */
export const REJECTED = /status of 4|Status Error Code 4/;

/**
 * Starts Chromium, which is closed by `browser.close()`. Playwright gives it half a minute, which a
 * busy machine can need: at a load of 25 it has taken 13 seconds.
 */
export function openBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium() ?? "chromium";
  return chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: START, ...options });
}

/** Milliseconds. */
const START = 300_000;

/**
 * Whether a message of the console is of live reload's socket. A page that has waited five seconds
 * for it opens another one, and Chromium warns that the first was never open: so it is where the
 * machine is busy, or where axe has the page's only thread.
 */
export function isReloadSocket(text: string): boolean {
  return /^WebSocket connection to '[^']*\/_fasthtml\/live' failed/.test(text);
}

/** Collects, from now on, what should not happen on a page. */
export function watch(page: Page, warns?: RegExp): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    // Chromium asks for an icon whenever it likes; a program need not have one.
    if (message.location().url.endsWith("/favicon.ico")) return;
    // htmx 2 logs the event of a socket that was still opening when the page was left.
    if (message.text() === "[object Event]") return;
    if (isReloadSocket(message.text())) return;
    const type = message.type();
    if (warns?.test(message.text())) return;
    if (type === "error" || type === "warning") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error}`));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(http|ws)s?:$/.test(protocol) && !["127.0.0.1", "localhost"].includes(hostname)) {
      problems.push(`request: ${request.url()}`);
    }
  });
  return problems;
}
