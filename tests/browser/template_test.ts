import axe from "axe-core";
import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { needing } from "../_needs.ts";
import { startProgram } from "../_program.ts";
import { cli, inFolder, linkHere } from "../cli/_cli.ts";
import { SETTLED } from "./_axe.ts";
import { openBrowser, watch } from "./_browser.ts";

Deno.test(
  {
    ...needing(["chromium"], "a person uses what `new` makes, by the keyboard alone"),
    sanitizeOps: false, // Playwright keeps timers and its driver's pipes.
    sanitizeResources: false,
  },
  () =>
    inFolder(async (cwd) => {
      const env = { JSR_URL: "http://127.0.0.1:1/" };
      await cli(["new", "notes"], { cwd, env });
      const project = `${cwd}/notes`;
      await linkHere(project);
      const program = await startProgram(["task", "dev"], { cwd: project, env });
      const browser = await openBrowser();
      try {
        for (const look of LOOKS) {
          const page = await browser.newPage({ baseURL: program.origin, ...look });
          const problems = watch(page);
          await page.goto("/");
          await check(page);
          await page.getByRole("link", { name: "Sign up" }).click();
          await type(page, "Name", `${look.colorScheme} ${look.viewport.width}`);
          await type(page, "Password", "password");
          await page.keyboard.press("Enter");
          await page.locator("[aria-invalid]").waitFor();
          await check(page);
          await type(page, "Password", "correct horse battery");
          await page.keyboard.press("Enter");
          await page.getByLabel("New note").waitFor();
          await check(page);
          await useNotes(page);
          const menu = page.getByRole("button", { name: "Menu" });
          if (await menu.isVisible()) await menu.press("Enter"); // on a phone
          await page.getByRole("link", { name: "About" }).press("Enter");
          await page.getByRole("heading", { name: "About" }).waitFor();
          await check(page);
          await page.getByRole("button", { name: "Sign out" }).click();
          await page.getByRole("heading", { name: "Sign in" }).waitFor();
          deepStrictEqual(problems, []);
        }
      } finally {
        await browser.close();
        await program.end(); // by SIGTERM, which the task hands on to the programs that it runs
      }
    }),
);

const LOOKS = (["light", "dark"] as const).flatMap((colorScheme) =>
  [{ width: 1280, height: 800 }, { width: 390, height: 844 }].map((viewport) => ({
    colorScheme,
    viewport,
  }))
);

async function useNotes(page: Page): Promise<void> {
  // htmx moves the focus a moment after the content is there.
  const focuses = (id: string, value: string | null) =>
    page.waitForFunction(
      `JSON.stringify([document.activeElement.id, document.activeElement.value ?? null]) ===
        ${JSON.stringify(JSON.stringify([id, value]))}`,
    );
  const notes = page.locator("#note-table tbody tr");
  for (const text of ["Buy <milk>", "Write a long letter to a friend abroad"]) {
    await page.keyboard.type(text); // The field has the focus from the start, and after each note.
    await page.keyboard.press("Enter");
    await notes.filter({ hasText: text }).waitFor();
    await focuses("text", "");
  }
  await page.keyboard.type(" ");
  await page.keyboard.press("Enter");
  await page.locator("#text[aria-invalid]").waitFor();
  await focuses("text", " ");
  await check(page);
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("MILK");
  await notes.nth(1).waitFor({ state: "detached" });
  await focuses("note-table-q", "MILK");
  await page.getByRole("checkbox", { name: "Buy <milk>" }).press("Space");
  await page.getByRole("button", { name: "Delete" }).press("Enter");
  await page.getByRole("alertdialog", { name: "Delete the chosen notes?" }).waitFor();
  await check(page);
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).press("Enter");
  await page.getByRole("heading", { name: "Nothing found" }).waitFor();
  await page.getByRole("link", { name: "Show all" }).press("Enter");
  await notes.filter({ hasText: "a long letter" }).waitFor();
  await focuses("note-table-view", null);
  strictEqual(await notes.count(), 1);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).focus();
  await page.keyboard.type(text);
}

/** Nothing for axe to say, and nothing wider than the window. */
async function check(page: Page): Promise<void> {
  await page.evaluate(SETTLED);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    `axe.run({ rules: { "target-size": { enabled: true } } })
      .then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))`,
  );
  deepStrictEqual(violations, []);
  strictEqual(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
}
