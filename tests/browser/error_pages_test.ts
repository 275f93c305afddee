import { deepStrictEqual, notDeepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";
import { serveErrors } from "../../lib/app/dev/error_server.ts";
import { needing } from "../_needs.ts";
import { freePort } from "../_port.ts";
import { startProgram } from "../_program.ts";
import { findBarriers } from "./_axe.ts";
import { openBrowser } from "./_browser.ts";

const file = fileURLToPath(new URL("../fixtures/live/error_pages.ts", import.meta.url));
const ALL = ["critical", "serious", "moderate", "minor", null] as const;

/** Declares a test of pages of a program that has errors. */
function testPages(
  name: string,
  env: Record<string, string>,
  story: (page: Page) => Promise<void>,
): void {
  const needed = needing(["chromium"], name);
  Deno.test({ ...needed, sanitizeOps: false, sanitizeResources: false }, async () => {
    await using program = await startProgram(["run", "-A", file], { env });
    const browser = await openBrowser();
    try {
      await story(await browser.newPage({ baseURL: program.origin }));
    } finally {
      await browser.close();
    }
  });
}

/** What keeps people out of the page that is shown: in light and dark, and on a phone. */
async function barriersOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    found.push(...await findBarriers(page, undefined, { impacts: ALL }));
    const widest = await page.evaluate("document.documentElement.scrollWidth");
    if (widest !== width) found.push(`${width}: content is ${widest} wide`);
  }
  return found;
}

async function check(page: Page, paths: readonly string[]): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const path of paths) {
    await page.goto(path);
    found[path] = await barriersOf(page);
  }
  deepStrictEqual(found, Object.fromEntries(paths.map((path) => [path, []])));
}

testPages("error pages of development are for everybody", { DEBUG: "1" }, async (page) => {
  await check(page, ["/boom/7?tab=one", "/content", "/number?n=x", "/post", "/nowhere"]);
});

for (const PICO of ["1", "0"]) {
  testPages(`error pages are for everybody (PICO=${PICO})`, { PICO }, async (page) => {
    const statuses = [403, 404, 413, 422, 429, 500, 503].map((status) => `/status/${status}`);
    await check(page, [...statuses, "/boom/7?tab=one", "/number?n=x", "/post", "/nowhere"]);
  });
}

for (const HTMX of ["4", "2"]) {
  const name = `the overlay of an error is for everybody (htmx ${HTMX})`;
  testPages(name, { DEBUG: "1", HTMX }, async (page) => {
    // axe computes no contrast in a dialog above the page: its colours are those of the page, where it does.
    const looks: Record<string, unknown> = {};
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto("/boom/7?tab=one");
      looks[scheme] = await lookOf(page.locator("main"));
    }
    notDeepStrictEqual(looks.light, looks.dark);
    await page.goto("/");
    await page.getByRole("button", { name: "boom" }).click();
    const overlay = page.getByRole("dialog", { name: "TypeError: a mistake of the program" });
    await overlay.waitFor();
    deepStrictEqual(await barriersOf(page), []);
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      deepStrictEqual(await lookOf(overlay.locator(".error")), looks[scheme]);
      const [text, back] = await colorsOf(overlay.getByRole("button", { name: "Close" }));
      deepStrictEqual([text, back], await colorsOf(overlay.locator("pre").first()));
    }
  });
}

/** The colours of text and background of each kind of element. */
async function lookOf(root: Locator): Promise<unknown> {
  const inside = [".where", "h1", "h2", "a", "pre", "pre strong", "summary", "dd", ".note"];
  const found = inside.map((selector) => colorsOf(root.locator(selector).first()));
  return await Promise.all([colorsOf(root), ...found]);
}

async function colorsOf(element: Locator): Promise<unknown[]> {
  return await element.evaluate((element) => {
    const { getComputedStyle } = globalThis as unknown as Styles;
    const { color, backgroundColor } = getComputedStyle(element);
    return [color, backgroundColor];
  });
}

/** What a browser has. */
interface Styles {
  getComputedStyle(element: unknown): { color: string; backgroundColor: string };
}

Deno.test({
  ...needing(["chromium"], "the page of a program that does not start is for everybody"),
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  const port = freePort(), hostname = "127.0.0.1", main = "file:///app/main.ts";
  const errors = `error: Uncaught Error: ${"long ".repeat(50)}\n    at ${main}:3:5`;
  await using _server = serveErrors(errors, { port, hostname, allowedHosts: [], main });
  const browser = await openBrowser();
  try {
    await check(await browser.newPage({ baseURL: `http://${hostname}:${port}` }), ["/"]);
  } finally {
    await browser.close();
  }
});
