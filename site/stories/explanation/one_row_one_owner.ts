import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 404/ });
  const titles = () => page.getByRole("listitem").allInnerTexts();
  await page.goto("/?user=ann");
  await page.getByLabel("Text").fill("Buy bread");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("link", { name: "Buy bread" }).waitFor();
  await picture(page);
  await page.goto("/?user=bob");
  await page.getByRole("heading", { name: "Notes of bob" }).waitFor();
  deepStrictEqual(await titles(), []);
  strictEqual((await page.goto("/note/1"))!.status(), 404);
  await page.goto("/?user=ann");
  deepStrictEqual(await titles(), ["Buy bread"]);
  strictEqual((await page.goto("/note/1"))!.status(), 200);
});
