import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("link", { name: "About us" }).click();
  deepStrictEqual(await page.locator("p").innerText(), "Since 1990");
  await picture(page);
});
