import { deepStrictEqual, match, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 422/ });
  const send = () => page.getByRole("button", { name: "Sign up" }).click();
  await send();
  const name = page.getByLabel("Name"), age = page.getByLabel("Age");
  await name.and(page.locator("[aria-invalid]")).waitFor();
  await name.fill("Ann");
  await page.getByLabel("Email").fill("ann");
  await age.fill("many");
  await send();
  await page.locator("[name=age][value=many]").waitFor();
  strictEqual(await name.inputValue(), "Ann");
  await age.fill("17");
  const answer = page.waitForResponse((response) => response.url().endsWith("/join"));
  await send();
  strictEqual((await answer).status(), 422);
  await page.getByText("You must be 18 or older.").waitFor();
  await page.getByText("Enter an email address").waitFor();
  deepStrictEqual(
    await Promise.all([name, age].map((field) => field.getAttribute("aria-invalid"))),
    [null, "true"],
  );
  await picture(page);
  await page.getByLabel("Email").fill("ann@example.com");
  await age.fill("30");
  await send();
  await page.waitForURL(/welcome/);
  match(await page.title(), /Welcome, Ann/);
});
