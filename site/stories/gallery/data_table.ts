import { match, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.setViewportSize({ width: 800, height: 500 });
  const rows = page.locator("tbody tr");
  strictEqual(await rows.count(), 10);
  await page.getByRole("searchbox").fill("cleo");
  await page.getByRole("searchbox").press("Enter");
  await page.waitForURL(/q=cleo/);
  await rows.filter({ hasNotText: "Cleo" }).first().waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Total" }).click();
  await page.waitForURL(/sort=euros/);
  match(page.url(), /q=cleo/);
  await picture(page, { from: page.getByRole("heading", { name: "Orders" }) });
  await page.reload();
  match(await rows.first().innerText(), /Cleo/);
});
