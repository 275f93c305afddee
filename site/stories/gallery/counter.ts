import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const count = page.locator("#count");
  const shows = (text: string) => count.filter({ hasText: new RegExp(`^${text}$`) }).waitFor();
  await page.getByRole("button", { name: "Add one" }).click();
  await shows("1");
  await page.getByRole("button", { name: "Add one" }).click();
  await shows("2");
  await page.getByRole("button", { name: "Take one" }).click();
  await shows("1");
  await picture(page);
  await page.reload();
  strictEqual(await count.innerText(), "1");
  // Another session has a number of its own.
  const context = await page.context().browser()!.newContext();
  const other = await context.newPage();
  await other.goto(page.origin);
  strictEqual(await other.locator("#count").innerText(), "0");
  await context.close();
});
