import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).search));
  const field = page.getByRole("searchbox");
  await field.pressSequentially("ber");
  await page.waitForFunction("document.querySelectorAll('#results li').length === 2");
  deepStrictEqual(await page.locator("#results li").allInnerTexts(), ["Berlin", "Bern"]);
  await picture(page);
  await field.fill("ZÜR");
  await page.waitForFunction("document.querySelectorAll('#results li').length === 1");
  deepStrictEqual(await page.locator("#results li").allInnerTexts(), ["Zürich"]);
  await field.fill("<b>");
  await page.getByText("No city contains “<b>”.").waitFor();
  deepStrictEqual(asked.at(-1), "?q=%3Cb%3E");
  await field.fill("oslo");
  await field.press("Enter"); // the form is sent, as without JavaScript
  await page.waitForURL(/\?q=oslo$/);
  deepStrictEqual(await page.locator("#results li").allInnerTexts(), ["Oslo"]);
});
