import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const mails = page.locator("#mails li");
  strictEqual(await mails.count(), 4);
  await page.getByRole("button", { name: "Delete Lunch on Friday?" }).click();
  await page.getByText("“Lunch on Friday?” is deleted.").waitFor();
  await mails.nth(3).waitFor({ state: "detached" });
  await picture(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await mails.nth(3).waitFor();
  strictEqual(await mails.nth(1).locator("span").first().innerText(), "Lunch on Friday?");
  await page.getByRole("button", { name: "Delete Win a bicycle" }).click();
  await mails.nth(3).waitFor({ state: "detached" });
  await page.reload();
  strictEqual(await mails.count(), 3);
});
