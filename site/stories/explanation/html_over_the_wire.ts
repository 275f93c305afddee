import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ block, open, picture }) => {
  const page = await open(0);
  const response = page.waitForResponse("**/add");
  await page.getByRole("button", { name: "Clicked 0 times" }).click();
  await page.getByRole("button", { name: "Clicked 1 times" }).waitFor();
  strictEqual(await (await response).text(), block(1).trim());
  await page.getByRole("button", { name: "Clicked 1 times" }).click();
  await page.getByRole("button", { name: "Clicked 2 times" }).waitFor();
  await picture(page);
  await page.reload();
  await page.getByRole("button", { name: "Clicked 2 times" }).waitFor();
});
