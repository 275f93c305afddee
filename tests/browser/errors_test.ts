import { deepStrictEqual, match, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { type Story, testFailing } from "./_failing.ts";

function testErrors(name: string, story: Story, env: Record<string, string> = {}): void {
  testFailing("errors.ts", name, story, () => env);
}

const SORRY = "Something went wrong on the server. Please try again later.";
const OFFLINE = "The server can't be reached. Please check the connection, and try again.";

for (const CSP of ["", "1"]) {
  testErrors(
    `an error that no handler answers is a toast, and changes nothing${CSP && " (CSP)"}`,
    async (page) => {
      await page.route("**/proxy", (route) =>
        route.fulfill({
          status: 502,
          contentType: "text/html",
          body: "<html><title>502</title><h1>502 Bad Gateway</h1></html>",
        }));
      await page.route("**/offline", (route) => route.abort("internetdisconnected"));
      await page.evaluate("history.replaceState({ own: 1 }, '')");
      const before = await snapshot(page);
      const said: Record<string, string[]> = {};
      for (
        const name
          of "boom taken nowhere number large plain json proxy offline broken deleted body late row"
            .split(" ")
      ) {
        await page.getByRole("button", { name, exact: true }).click();
        await page.locator("#fh-toasts .fh-toast-error[role=alert]").waitFor();
        await idle(page);
        said[name] = await page.locator(".fh-toast > span").allInnerTexts();
        deepStrictEqual(await snapshot(page), before, name);
        await page.evaluate(
          "document.querySelectorAll('.fh-toast').forEach((toast) => toast.remove())",
        );
      }
      deepStrictEqual(said, {
        boom: [SORRY],
        taken: ["<b>Taken</b><script>document.title = 'script'</script>"],
        nowhere: ["This does not exist. It may have been moved or removed."],
        number: ["age: Please enter a number."],
        large: ["This is too large: 100 bytes at most."],
        plain: ["<b>Not</b> so"],
        json: ["Something went wrong (409). Please try again later."],
        proxy: ["Something went wrong (502). Please try again later."],
        offline: [OFFLINE],
        broken: [OFFLINE],
        deleted: ["No more"],
        body: [SORRY],
        late: ["waits", SORRY],
        row: ["This row is gone"],
      });
    },
    { CSP },
  );
}

testErrors("an error that the program answers is swapped where it says", async (page) => {
  for (
    const [name, at, text] of [
      ["form", "#out", "typed again"],
      ["handled", "#out", "own handler"],
      ["placed", "#errors", "Too long"],
    ] as const
  ) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.locator(at, { hasText: text }).waitFor();
  }
  strictEqual(await page.locator(".fh-toast").count(), 0);
});

testErrors(
  "a boosted link to an error shows the error as a page, a boosted form stays",
  async (page) => {
    await page.getByRole("textbox").fill("typed");
    await page.getByRole("button", { name: "boosted" }).click();
    await page.locator(".fh-toast", { hasText: "<b>Taken</b>" }).waitFor();
    strictEqual(await page.getByRole("textbox").inputValue(), "typed");
    strictEqual(new URL(page.url()).pathname, "/");

    await page.getByRole("link", { name: "link" }).click();
    await page.getByRole("heading", { name: "500 Internal Server Error" }).waitFor();
    deepStrictEqual([new URL(page.url()).pathname, await page.title()], [
      "/boom",
      "500 Internal Server Error",
    ]);
    await page.goBack();
    await page.getByRole("heading", { name: "Before" }).waitFor();
    await page.getByRole("link", { name: "own page" }).click();
    await page.getByText("own handler").waitFor();
    strictEqual(new URL(page.url()).pathname, "/handled");
  },
);

testErrors("a page that asks again and again shows one toast", async (page) => {
  await page.getByRole("button", { name: "poll" }).click();
  await page.locator(".fh-toast > span").first().waitFor();
  for (let i = 0; i < 3; i++) {
    await page.waitForResponse((response) => response.status() === 500);
  }
  deepStrictEqual(await page.locator(".fh-toast > span").allInnerTexts(), [SORRY]);
});

testErrors("a page that handles an error by itself shows no toast", async (page) => {
  await page.evaluate(`for (const name of ["htmx:responseError", "htmx:response:error"]) {
    document.body.addEventListener(name, (event) => {
      event.preventDefault();
      document.querySelector("#errors").textContent = "handled";
    });
  }`);
  await page.getByRole("button", { name: "boom" }).click();
  await page.locator("#errors", { hasText: "handled" }).waitFor();
  await idle(page);
  strictEqual(await page.locator(".fh-toast").count(), 0);
});

for (const CSP of ["", "1"]) {
  testErrors(
    `a developer sees an unexpected error over the page${CSP && " (CSP)"}`,
    async (page) => {
      const before = await snapshot(page);
      const boom = page.getByRole("button", { name: "boom" });
      await boom.click();
      const overlay = page.getByRole("dialog", { name: "<b>a mistake</b> of the program" });
      await overlay.waitFor();
      match(await overlay.innerText(), /<b>a mistake<\/b> of the program/);
      match(await overlay.locator("strong").first().innerText(), /throw new Error/);
      deepStrictEqual(await snapshot(page), before);
      await page.keyboard.press("Escape");
      await overlay.waitFor({ state: "detached" });
      strictEqual(await page.evaluate("document.activeElement.textContent"), "boom");

      await page.getByRole("button", { name: "late" }).click();
      await overlay.getByRole("button", { name: "Close" }).click();
      await overlay.waitFor({ state: "detached" });
      deepStrictEqual(await page.locator(".fh-toast > span").allInnerTexts(), ["waits"]);
      await page.getByRole("button", { name: "taken" }).click();
      await page.locator(".fh-toast", { hasText: "<b>Taken</b>" }).waitFor();
      strictEqual(await page.getByRole("dialog").count(), 0);
    },
    { CSP, DEBUG: "1" },
  );
}

/** What an error must not change. */
async function snapshot(page: Page): Promise<unknown> {
  return await page.evaluate(`({
    url: location.href,
    title: document.title,
    entries: history.length,
    body: document.body.outerHTML.replace(/ class="[^"]*"| data-htmx-powered="[^"]*"/g, ""),
  })`);
}

/** Waits until htmx has nothing more to do. */
async function idle(page: Page): Promise<void> {
  await page.waitForFunction("!document.querySelector('.htmx-request, .htmx-swapping')");
  await page.evaluate("new Promise((resolve) => setTimeout(resolve, 50))");
}
