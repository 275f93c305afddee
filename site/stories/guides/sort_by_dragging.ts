import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const items = page.locator("li");
  const names = async () => (await items.allInnerTexts()).map((text) => text.split(" ")[0]);
  const sorted = page.waitForResponse((response) => response.url().endsWith("/sort"));
  await items.nth(0).dragTo(items.nth(2), { targetPosition: { x: 5, y: 20 } });
  await (await sorted).finished();
  await picture(page);
  await page.reload();
  deepStrictEqual(await names(), ["Butter", "Jam", "Bread"]);
  const moved = page.waitForResponse((response) => response.url().includes("/up/"));
  await page.getByRole("button", { name: "Move Bread up" }).press("Enter");
  await (await moved).finished();
  await page.waitForFunction("document.activeElement?.id === 'up-1'");
  await page.reload();
  deepStrictEqual(await names(), ["Butter", "Bread", "Jam"]);
});
