import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, client, picture }) => {
  const page = await open(0, { logs: /status of 422/ });
  const save = () => page.getByRole("button", { name: "Save" }).click();
  const add = async (title: string, pages: string) => {
    await page.getByRole("link", { name: "Add a book" }).click();
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Pages").fill(pages);
    await save();
  };
  await add("", "320");
  await page.locator("[name=title][aria-invalid]").waitFor();
  await page.getByLabel("Title").fill("Emma");
  await save();
  await add("Dune", "1");
  await page.getByRole("link", { name: "Dune" }).click();
  strictEqual(await page.getByLabel("Title").inputValue(), "Dune");
  await page.getByLabel("Pages").fill("412");
  await save();
  await page.getByText("412 pages").waitFor();
  deepStrictEqual(await page.locator("td:first-child").allInnerTexts(), ["Dune", "Emma"]);
  await picture(page);
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("row", { name: "Emma" }).getByRole("button").click();
  await page.getByText("Emma").waitFor({ state: "detached" });
  await page.reload();
  deepStrictEqual(await page.locator("td:first-child").allInnerTexts(), ["Dune"]);

  const other = await client(0);
  strictEqual((await other.get("/books/7")).status, 404);
});
