import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 422/ });
  strictEqual(new URL(page.url()).pathname, "/login");
  const send = async (name: string, password: string) => {
    await page.getByPlaceholder("Name").fill(name);
    await page.getByPlaceholder("Password").fill(password);
    await page.getByRole("button", { name: "Continue" }).click();
  };
  await send("ann", "correct horse");
  await page.getByText("Wrong name or password.").waitFor();
  await picture(page);
  await page.goto("/login");
  await page.getByRole("link", { name: "Sign up" }).click();
  await send("ann", "correct horse");
  await page.getByRole("heading", { name: "Hello, ann" }).waitFor();
  await page.getByRole("button", { name: "Log out" }).click();
  await send("ann", "correct house");
  await page.getByText("Wrong name or password.").waitFor();
  await send("ann", "correct horse");
  await page.getByRole("heading", { name: "Hello, ann" }).waitFor();
  await page.goto("/signup");
  await send("ann", "another horse");
  await page.getByText("This name is taken.").waitFor();
});
