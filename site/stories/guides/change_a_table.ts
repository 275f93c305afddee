import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture, start }) => {
  const old = await open(0, { env: { DATABASE: "books.db" } });
  deepStrictEqual(await old.locator("li").allInnerTexts(), ["dune", "emma"]);
  const page = await open(1, { env: { DATABASE: `${old.folder}/books.db` } });
  const lines = ["Dune, 100 pages", "Emma, 100 pages"];
  deepStrictEqual(await page.locator("li").allInnerTexts(), lines);
  await picture(page);
  const again = await start(1, { env: { DATABASE: `${old.folder}/books.db` } });
  await page.goto(again.origin);
  deepStrictEqual(await page.locator("li").allInnerTexts(), lines);
});
