import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 422/ });
  const name = page.getByLabel("Name"), email = page.getByLabel("Email");
  await name.fill("Ann");
  await name.press("Tab");
  await page.getByText("This name is taken.").waitFor();
  await email.fill("eve");
  await email.press("Tab");
  await page.getByText("Enter an email address.").waitFor();
  strictEqual(await name.inputValue(), "Ann");
  await picture(page);
  await name.fill("Eve");
  await name.press("Tab");
  await page.getByText("This name is taken.").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL(/accounts$/);
  await page.getByText("Enter an email address.").waitFor();
  await email.fill("eve@example.com");
  await email.press("Tab");
  await page.getByText("Enter an email address.").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByRole("heading", { name: "Welcome, Eve" }).waitFor();
});
