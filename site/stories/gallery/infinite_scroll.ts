import { ok, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const stars = page.locator("#stars li");
  strictEqual(await stars.first().locator("strong").innerText(), "Star 1");
  await picture(page);
  for (const last of ["Star 21", "Star 41", "Star 61"]) {
    await stars.last().scrollIntoViewIfNeeded();
    await page.getByText(last, { exact: true }).waitFor();
  }
  const names = await stars.locator("strong").allInnerTexts();
  strictEqual(new Set(names).size, names.length);
  ok(names.length < 1000);
});
