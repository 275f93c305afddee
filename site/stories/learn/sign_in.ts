import { strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { story } from "../../story.ts";

export default story(async ({ open, block, picture }) => {
  const files = { "data.ts": block(0), "accounts.ts": block(1) };
  const page = await open(0, { files, logs: /status of 422/ });
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByRole("heading", { name: "Sign up" }).waitFor();
  await enter(page, "Sign up", "ann", "short");
  await page.getByText("A password needs 8 to 1,024 characters.").waitFor();
  await enter(page, "Sign up", "ann");
  await page.getByLabel("Title").fill("Emma");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("checkbox", { name: "Emma" }).waitFor();
  await picture(page);

  await page.getByRole("button", { name: "Sign out ann" }).click();
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByRole("heading", { name: "Sign up" }).waitFor();
  await enter(page, "Sign up", "ann");
  await page.getByText("This name is taken.").waitFor();
  await enter(page, "Sign up", "ben");
  await page.getByRole("button", { name: "Sign out ben" }).waitFor();
  strictEqual(await page.getByRole("listitem").count(), 0);

  await page.getByRole("button", { name: "Sign out ben" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await enter(page, "Sign in", "ann", "wrong horse battery");
  await page.getByText("Wrong name or password.").waitFor();
  await enter(page, "Sign in", "ann");
  await page.getByRole("checkbox", { name: "Emma" }).waitFor();
});

async function enter(
  page: Page,
  button: string,
  name: string,
  password = "correct horse battery",
): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: button }).click();
}
