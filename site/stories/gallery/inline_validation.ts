import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 422/ });
  const name = page.getByLabel("User name");
  await name.fill("ann");
  await name.press("Tab");
  await page.getByText("ann is taken.").waitFor();
  await picture(page);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByText("Enter a color such as #ff8800.").waitFor();
  await name.fill("zoe");
  await name.press("Tab");
  await page.getByText("ann is taken.").waitFor({ state: "detached" });
  await page.getByText("This is fine.").waitFor();
  await page.getByLabel("Favorite color").fill("#ff8800");
  await page.getByLabel("Favorite color").press("Tab");
  await page.getByText("This is fine.").nth(1).waitFor();
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByText("Welcome, zoe!").waitFor();
});
