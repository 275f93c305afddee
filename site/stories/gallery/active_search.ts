import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const field = page.getByRole("searchbox"), found = page.locator("#results li");
  await field.pressSequentially("ber");
  await found.nth(2).waitFor({ state: "detached" });
  deepStrictEqual(await found.allInnerTexts(), ["Berlin", "Bern"]);
  await picture(page);
  await field.fill("<i>");
  await page.getByText("No capital contains “<i>”.").waitFor();
  await field.fill("oslo");
  await field.press("Enter"); // as without JavaScript
  await page.waitForURL(/\?q=oslo$/);
  deepStrictEqual(await found.allInnerTexts(), ["Oslo"]);
});
