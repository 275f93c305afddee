import { strictEqual } from "node:assert";
import { testWithBoth } from "./_both.ts";

testWithBoth("the chart grows while one looks", "examples/dashboard.ts", async ({ page }) => {
  await page.goto("/");
  strictEqual(await page.getByRole("img", { name: "Delay" }).count(), 1);
  await page.waitForFunction(
    `document.querySelector("polyline").getAttribute("points").split(" ").length > 5`,
  );
  strictEqual(await page.locator("#chart").count(), 1);
}, { EVERY: "20" });
