import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("textbox").fill("Buy bread");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText("Buy bread").waitFor();
  await picture(page);
  deepStrictEqual(await page.locator("li").allInnerTexts(), ["Buy bread"]);
});
