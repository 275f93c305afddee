import { match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { browserTest } from "./_browser.ts";

const PROGRAM = fileURLToPath(new URL("../fixtures/static_site.ts", import.meta.url));

for (const HTMX of ["4", "2"]) {
  browserTest(
    `the files of a strict application work on a static server, with htmx ${HTMX}`,
    { args: ["run", "-A", PROGRAM], env: () => ({ HTMX, FASTHTML_SECRET: "x".repeat(32) }) },
    async ({ browser, page, program }) => {
      await page.goto("/");
      strictEqual(await page.locator("body").getAttribute("data-own"), "ran");
      await page.getByRole("button", { name: "Ask" }).click();
      await page.getByText("Answered").waitFor();
      const color = "getComputedStyle(document.querySelector('#answer')).color";
      strictEqual(await page.evaluate(color), "rgb(1, 2, 3)");
      await page.getByRole("link", { name: "Deeper" }).click();
      await page.getByRole("link", { name: "Further" }).click();
      await page.getByText("End").waitFor();
      match(page.url(), /\/further\/?#end$/);
      // On a page of its own: what the policy stops is an error in the console.
      const other = await browser.newPage({ baseURL: program.origin });
      await other.goto("/smuggled/");
      strictEqual(await other.locator("body").getAttribute("data-own"), "ran");
      strictEqual(await other.locator("body").getAttribute("data-smuggled"), null);
      await other.close();
    },
  );
}
