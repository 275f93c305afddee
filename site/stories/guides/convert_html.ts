import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ block, open, picture }) => {
  const page = await open(0);
  await page.getByRole("button", { name: "Convert" }).click();
  await page.locator("#result code").waitFor();
  strictEqual(await page.locator("#result code").innerText(), block(1).trimEnd());
  await picture(page);
});
