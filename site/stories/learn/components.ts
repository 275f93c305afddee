import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const items = await page.getByRole("listitem").allInnerTexts();
  deepStrictEqual(items, ["Dune by Frank Herbert", "Emma by Jane Austen"]);
  await picture(page);
});
