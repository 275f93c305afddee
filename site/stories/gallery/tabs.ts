import { match } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByText("Wait two minutes.").waitFor();
  await picture(page);
  await page.getByRole("link", { name: "Coffee" }).click();
  await page.getByText("then press.").waitFor();
  await page.waitForURL(/\?drink=coffee$/);
  await page.reload();
  await page.getByText("then press.").waitFor();
  match(await page.locator("[aria-current]").innerText(), /Coffee/);
  await page.goBack();
  await page.getByText("Wait two minutes.").waitFor();
});
