import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 422|Status Error Code 422/ });
  await page.getByRole("button", { name: "Add a contact" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Phone").fill("555 0199");
  await dialog.getByLabel("Name").fill(" ");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.locator("[name=name][aria-invalid=true]").waitFor();
  await picture(page);
  await dialog.getByLabel("Name").fill("Bob");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("Bob, 555 0199").waitFor();
  deepStrictEqual(await page.locator("#contacts li").allInnerTexts(), [
    "Ann, 555 0100",
    "Bob, 555 0199",
  ]);
});
