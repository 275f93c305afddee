import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const city = page.getByLabel("City");
  deepStrictEqual(await city.isDisabled(), true);
  await page.getByLabel("Country").selectOption("Austria");
  await city.locator("option", { hasText: "Vienna" }).waitFor({ state: "attached" });
  deepStrictEqual(await city.locator("option").allInnerTexts(), [
    "Choose a city",
    "Graz",
    "Linz",
    "Vienna",
  ]);
  await city.selectOption("Vienna");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("You live in Vienna, Austria.").waitFor();
  await picture(page);
  await page.getByLabel("Country").selectOption("Canada");
  await city.locator("option", { hasText: "Ottawa" }).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Choose a country and a city.").waitFor();
});
