import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const enter = async (name: string, password: string) => {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Continue" }).click();
  };
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByRole("heading", { name: "Sign up" }).waitFor();
  await enter("ann", "seven green teapots");
  await page.getByRole("heading", { name: "Hello, ann" }).waitFor();
  const note = async (text: string) => {
    await page.getByLabel("A note").fill(text);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(text).waitFor();
  };
  await note("Water the plants");
  await picture(page);
  await note("Feed the <i>cat</i>");
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("heading", { name: "Log in" }).waitFor();
  await enter("ann", "seven green kettles");
  await page.getByText("Wrong name or password.").waitFor();
  await page.getByRole("link", { name: "Sign up" }).click();
  await enter("bob", "seven green teapots");
  await page.getByRole("heading", { name: "Hello, bob" }).waitFor();
  strictEqual(await page.getByText("Feed the").count(), 0); // it is Ann's
});
