import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0);
  await page.getByLabel("Title").fill("Dune");
  await page.getByLabel("Author").selectOption("Frank Herbert");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText("Dune").waitFor();
  deepStrictEqual(await page.locator("li").allInnerTexts(), [
    "Dune Frank Herbert",
    "Emma Jane Austen",
  ]);
  await picture(page);
  const wrong = await (await client(0)).post("/books", { data: { title: "Lost", author: 99 } });
  strictEqual(wrong.status, 500);
});
