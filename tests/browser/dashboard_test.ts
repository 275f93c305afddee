import { strictEqual } from "node:assert";
import { testWithBoth } from "./_both.ts";

testWithBoth("the chart grows while one looks", "examples/dashboard.ts", async ({ page }) => {
  await page.goto("/");
  strictEqual(await page.getByRole("table", { name: /^Delay of the last 60/ }).count(), 1);
  await page.waitForFunction(`document.querySelectorAll("#chart tbody tr").length > 5`);
  strictEqual(await page.locator("#chart").count(), 1);
}, { EVERY: "20" });
