import { notStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const time = page.locator("time");
  const first = await time.getAttribute("datetime");
  await picture(page);
  await page.waitForFunction(
    `![null, "${first}"].includes(document.querySelector("time")?.dateTime ?? null)`,
  );
  notStrictEqual(await time.getAttribute("datetime"), first);
});
