import { match, strictEqual } from "node:assert";
import type { Locator, Page } from "playwright-core";
import { until } from "../_within.ts";
import { type Story, testFailing } from "./_failing.ts";

/** With htmx 2 the program has a strict CSP. */
function testLateErrors(name: string, story: Story, env: Record<string, string> = {}): void {
  testFailing("late_errors.ts", name, story, (htmx) => ({ CSP: htmx === "2" ? "1" : "", ...env }));
}

/** Waits for the overlay of an error, and for the line of the program on it. */
async function showing(page: Page, name: string): Promise<Locator> {
  const overlay = page.getByRole("dialog", { name: `RangeError: <b>in the ${name}</b>` });
  await overlay.waitFor();
  match(await overlay.locator("strong").first().innerText(), /new RangeError/);
  match(await overlay.innerText(), /After the response/);
  return overlay;
}

async function close(overlay: Locator): Promise<void> {
  await overlay.getByRole("button", { name: "Close" }).click();
  // A dialog that is closed has no role, and goes a moment later.
  await overlay.page().locator("#fh-error").waitFor({ state: "detached" });
}

testLateErrors("an error of a socket is shown over the page that stays", async (page) => {
  const text = page.getByRole("textbox");
  for (const name of ["message", "message", "other"]) {
    await text.fill(name);
    await page.getByRole("button", { name: "socket" }).click();
    await close(await showing(page, name));
    strictEqual(await page.locator("#out").innerText(), "before");
  }
});

testLateErrors("an error of a background task is shown on the page after it", async (page) => {
  await page.getByRole("button", { name: "task" }).click();
  await close(await showing(page, "task"));
  await page.getByRole("textbox").waitFor();
});

testLateErrors(
  "an error of a page that has begun is shown over the part that came",
  async (page, { origin }) => {
    await page.getByRole("link", { name: "slow" }).click({ noWaitAfter: true });
    await page.getByText("the first part").waitFor();
    await (await fetch(`${origin}/break`)).body?.cancel();
    await close(await showing(page, "slow page"));
    strictEqual(await page.getByText("the first part").count(), 1);

    await page.goto("/");
    // One that breaks at once does so before the page has its socket.
    await page.getByRole("link", { name: "page" }).click({ noWaitAfter: true });
    await page.waitForURL("/page", { waitUntil: "commit" });
    await close(await showing(page, "page"));

    await page.goto("/");
    await page.getByRole("button", { name: "fragment" }).click();
    await showing(page, "page");
    strictEqual(await page.locator("#out").innerText(), "before");
  },
);

testLateErrors(
  "an error of an event stream is shown once, though it connects again",
  async (page, program) => {
    await page.getByRole("link", { name: "events" }).click();
    const overlay = await showing(page, "events");
    await close(overlay);
    const count = () => program.printed().split("RangeError: <b>in the events").length;
    const before = count();
    await until(60, "two more connections", () => count() > before + 1);
    strictEqual(await overlay.count(), 0);
    await page.keyboard.press("Tab");
    await showing(page, "events");
  },
);

testLateErrors("an error that no code catches is shown", async (page) => {
  await page.getByRole("button", { name: "forgotten" }).click();
  await close(await showing(page, "forgotten"));
});

testLateErrors("users are shown nothing of these errors", async (page, program) => {
  await page.getByRole("link", { name: "page" }).click({ noWaitAfter: true });
  await page.waitForURL("/page", { waitUntil: "commit" });
  await page.goto("/");
  await page.getByRole("button", { name: "task" }).click();
  await until(60, "both errors", () => /in the page[^]*in the task/.test(program.printed()));
  strictEqual(await page.getByRole("dialog").count(), 0);
  strictEqual(await page.locator("script[src*=error_overlay], script[src*=reload]").count(), 0);
}, { DENO_ENV: "production" });
