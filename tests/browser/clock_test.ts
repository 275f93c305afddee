import { match, notStrictEqual } from "node:assert";
import { testWithBoth } from "./_both.ts";

testWithBoth("the clock goes on by itself", "examples/clock.ts", async ({ page }) => {
  await page.goto("/");
  const time = page.locator("time");
  await time.waitFor();
  const first = await time.getAttribute("datetime");
  await page.locator(`time:not([datetime="${first}"])`).waitFor();
  match(await time.innerText(), /^\d\d:\d\d:\d\d$/);
  notStrictEqual(await time.getAttribute("datetime"), first);
});
