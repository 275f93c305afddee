import { deepStrictEqual, match, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0);
  await page.goto("/?page=3&tags=a&tags=b&since=2026-01-01");
  const lines = () => page.locator("li").allInnerTexts();
  deepStrictEqual((await lines()).slice(0, 4), [
    "Page 3, sorted by name",
    "Tags: a, b",
    "Since: 2026",
    "Your browser: Mozilla/5.0",
  ]);
  await page.getByRole("button", { name: "I am Ann" }).click();
  await page.getByRole("heading", { name: "Hello, Ann" }).waitFor();
  await picture(page);
  await page.getByRole("link", { name: "Page 2" }).click();
  await page.getByText("Page 2, sorted by date").waitFor();
  strictEqual(new URL(page.url()).search, "?page=2&sort=date&tags=a&tags=b");

  const wrong = await (await client(0)).get("/?page=two");
  strictEqual(wrong.status, 400);
  match(await wrong.text(), /page: Please enter a number\./);
});
