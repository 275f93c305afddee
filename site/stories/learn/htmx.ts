import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.evaluate(() => Object.assign(globalThis, { isSame: true }));
  for (const title of ["Dune", "Emma", "Persuasion"]) {
    await page.getByLabel("Title").fill(title);
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByRole("checkbox", { name: title }).waitFor();
    strictEqual(await page.getByLabel("Title").inputValue(), "");
  }
  const toggled = page.waitForResponse(/\/toggle/);
  await page.getByRole("checkbox", { name: "Dune" }).check();
  await toggled;
  await page.getByRole("button", { name: "Delete Emma" }).click();
  await page.getByText("Emma").waitFor({ state: "detached" });
  ok(await page.evaluate(() => "isSame" in globalThis), "the page was never loaded again");
  await page.reload();
  const labels = await page.locator("#books label").allInnerTexts();
  deepStrictEqual(labels.map((text) => text.trim()), ["Dune", "Persuasion"]);
  ok(await page.getByRole("checkbox", { name: "Dune" }).isChecked());
  await picture(page);
});
