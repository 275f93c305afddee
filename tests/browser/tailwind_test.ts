import { deepStrictEqual, strictEqual } from "node:assert";
import { findBarriers } from "./_axe.ts";
import { testWithBoth } from "./_both.ts";

const EXAMPLE = "examples/tailwind.ts";

testWithBoth("Tailwind styles a page, and what htmx swaps in", EXAMPLE, async ({ page }) => {
  const style = (selector: string, name: string) =>
    page.evaluate(`getComputedStyle(document.querySelector("${selector}")).${name}`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  deepStrictEqual(
    [await style("main", "maxWidth"), await style("body", "backgroundColor")],
    ["1152px", "rgb(250, 246, 238)"],
  );
  await page.emulateMedia({ colorScheme: "dark" });
  strictEqual(await style("body", "backgroundColor"), "rgb(22, 18, 14)");
  await page.getByLabel("Your name").fill("Bob");
  await page.getByRole("button").click();
  await page.getByText("5 of 12 seats").waitFor();
  // Of names that no element had before.
  deepStrictEqual(
    [await style("li:last-child", "animationName"), await style("li:first-child", "animationName")],
    ["arrive", "none"],
  );
  await page.waitForFunction('document.activeElement.id === "name"');
});

testWithBoth(
  "the example of Tailwind is for everybody, on any screen",
  EXAMPLE,
  async ({ page }) => {
    const impacts = ["critical", "serious", "moderate", "minor"] as const;
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto("/");
      deepStrictEqual(await findBarriers(page, ["light", "dark"], { impacts }), []);
      const isWide = "document.documentElement.scrollWidth > innerWidth";
      strictEqual(await page.evaluate(isWide), false);
    }
  },
);

testWithBoth(
  "the example of Tailwind works without scripts",
  EXAMPLE,
  async ({ browser, program }) => {
    const page = await browser.newPage({ baseURL: program.origin, javaScriptEnabled: false });
    await page.goto("/");
    await page.getByLabel("Your name").fill("Bob");
    await page.getByRole("button").click();
    await page.getByText("5 of 12 seats").waitFor();
    strictEqual(new URL(page.url()).pathname, "/");
  },
);
