import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 422/ });
  const send = page.getByRole("button", { name: "Sign up" });
  await page.getByLabel("Name").fill("E");
  await send.click();
  await page.getByText("Enter at least two letters.").waitFor();
  await page.getByText("Accept the terms to go on.").waitFor();
  strictEqual(await page.getByLabel("Name").inputValue(), "E");
  await picture(page);
  await page.getByLabel("Name").fill("Eve");
  await page.getByLabel("Email").fill("eve@example.com");
  await page.getByLabel("Age").fill("17");
  await page.getByLabel("I accept the terms").check();
  await send.click();
  await page.getByText("Enter at least two letters.").waitFor({ state: "detached" });
  await page.getByText("You must be 18 or older.").waitFor();
  await page.getByLabel("Age").fill("18");
  await send.click();
  await page.getByText("Welcome, Eve!").waitFor();
});
