import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const tasks = page.locator("#todos label");
  const left = (n: number) => page.getByText(`${n} left`, { exact: true }).waitFor();
  await left(2);
  const add = async (title: string) => {
    await page.getByLabel("New task").fill(title);
    await page.getByRole("button", { name: "Add" }).click();
  };
  await add("Buy bread");
  await left(3);
  await page.getByLabel("Read the code", { exact: true }).check();
  await left(2);
  await picture(page);
  await add("Buy <b>milk</b>");
  await left(3);
  deepStrictEqual(await tasks.allInnerTexts(), [
    "Read the code",
    "Try it",
    "Buy bread",
    "Buy <b>milk</b>",
  ]);
  await page.getByRole("button", { name: "Delete Try it" }).click();
  await left(2);
  await page.reload();
  deepStrictEqual(await tasks.allInnerTexts(), ["Read the code", "Buy bread", "Buy <b>milk</b>"]);
  deepStrictEqual(await page.getByLabel("Read the code", { exact: true }).isChecked(), true);
});
