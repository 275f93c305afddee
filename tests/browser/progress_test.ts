import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { startProgram } from "../_program.ts";
import { testWithBoth } from "./_both.ts";

const PROGRESS = "examples/progress.ts";
/** A job of 50 steps takes longer than Playwright waits for anything. */
const LONG = { EVERY: "650" };
const SECRET = { FASTHTML_SECRET: "known-to-everybody-and-for-tests-alone" };

testWithBoth("a long job runs to its end", PROGRESS, async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Done!").waitFor();
  strictEqual(await page.getByRole("progressbar").count(), 0);
}, { EVERY: "5" });

testWithBoth(
  "a long job is cancelled, with one toast",
  PROGRESS,
  async ({ browser, page, program }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Start" }).click();
    await goesOn(page, 0);
    await page.getByRole("button", { name: "Cancel" }).click();
    const ended = page.getByText(/^Cancelled after/);
    await ended.waitFor();
    const text = await ended.innerText();
    match(text, /^Cancelled after \d+ of 50 steps\.$/);
    await page.waitForFunction(`(([toast, ...others]) =>
    toast?.matches("#fh-toasts .fh-toast-warning") && others.length === 0 &&
    toast.textContent.includes("The job was cancelled"))(document.querySelectorAll(".fh-toast"))`);
    // While another job makes two steps, this one would have made the step that it was at.
    const other = await browser.newPage({ baseURL: program.origin });
    await other.goto("/");
    await other.getByRole("button", { name: "Start" }).click();
    await goesOn(other, 1);
    await page.reload();
    strictEqual(await ended.innerText(), text);
    strictEqual(await page.locator(".fh-toast").count(), 0);
  },
  LONG,
);

testWithBoth(
  "the button keeps the keyboard's focus, and a slow click, while events change the bar",
  PROGRESS,
  async ({ page }) => {
    const focus = () => page.evaluate<string>("document.activeElement.textContent");
    await page.goto("/");
    await page.getByRole("button", { name: "Start" }).focus();
    await page.keyboard.press("Enter");
    await goesOn(page, 0);
    strictEqual(await focus(), "Cancel");
    await page.evaluate("document.activeElement.isTheSame = true");
    await goesOn(page, await done(page));
    deepStrictEqual([await focus(), await page.evaluate("document.activeElement.isTheSame")], [
      "Cancel",
      true,
    ]);
    await page.getByRole("button", { name: "Cancel" }).hover();
    await page.mouse.down();
    await goesOn(page, await done(page));
    await page.mouse.up();
    await page.getByText(/^Cancelled after/).waitFor();
    strictEqual(await focus(), "Start");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Cancel" }).waitFor();
  },
  LONG,
);

testWithBoth(
  "a button does what it says from the moment at which it says so",
  PROGRESS,
  async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Start" }).click();
    await goesOn(page, 0);
    // It runs before any timer, such as the one after which htmx 2 listens to what it has swapped in.
    await page.evaluate(`new MutationObserver((_, observer) => {
      const button = document.querySelector("#control");
      if (button.textContent !== "Start") return;
      observer.disconnect();
      button.click();
    }).observe(document.querySelector("#job"), { subtree: true, childList: true })`);
    const start = page.waitForRequest((request) => request.url().endsWith("/start"));
    await page.getByRole("button", { name: "Cancel" }).click();
    await start;
    await page.getByRole("button", { name: "Cancel" }).waitFor();
  },
  LONG,
);

testWithBoth(
  "the button stays when the response to Cancel comes after the job has ended",
  PROGRESS,
  async ({ page }) => {
    await page.route("**/cancel", async (route) => {
      const response = await route.fetch();
      await page.getByRole("button", { name: "Start" }).waitFor();
      await route.fulfill({ response });
    });
    await page.goto("/");
    await page.getByRole("button", { name: "Start" }).click();
    await goesOn(page, 0);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("The job was cancelled").waitFor();
    deepStrictEqual(await page.locator("#job button").allTextContents(), ["Start"]);
  },
  LONG,
);

testWithBoth(
  "a job goes on at another server when its own is killed, and a new page shows it",
  PROGRESS,
  async ({ browser, page, program, folder }) => {
    const file = fileURLToPath(new URL(`../../${PROGRESS}`, import.meta.url));
    await page.goto("/");
    await page.getByRole("button", { name: "Start" }).click();
    await goesOn(page, 0);
    const env = { ...SECRET, EVERY: "20" };
    await using other = await startProgram(["run", "-A", file], { env, cwd: folder });
    await page.goto("about:blank");
    await program.end("SIGKILL");
    const context = await browser.newContext({ storageState: await page.context().storageState() });
    const there = await context.newPage();
    await there.goto(other.origin);
    await there.getByText("Done!").waitFor();
  },
  { ...LONG, ...SECRET },
);

function done(page: Page): Promise<number> {
  return page.evaluate(`document.querySelector("progress").value`);
}

async function goesOn(page: Page, from: number): Promise<void> {
  await page.waitForFunction(`document.querySelector("progress")?.value > ${from}`);
}
