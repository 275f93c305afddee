import { notStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const time = page.locator("time");
  const first = await time.getAttribute("datetime");
  await picture(page);
  await page.locator(`time:not([datetime="${first}"])`).waitFor();
  notStrictEqual(await time.getAttribute("datetime"), first);
});
