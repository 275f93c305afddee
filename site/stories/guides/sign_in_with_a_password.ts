import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 422/ });
  strictEqual(new URL(page.url()).pathname, "/login");
  const send = async (button: string, name: string, password: string) => {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: button, exact: true }).click();
  };
  await send("Log in", "ann", "correct horse");
  await page.getByText("Wrong name or password.").waitFor();
  await picture(page);
  await page.getByRole("link", { name: "Sign up" }).click();
  await send("Sign up", "ann", "short");
  await page.getByText("A password needs 8 to 1,024 characters.").waitFor();
  await send("Sign up", "ann", "password123");
  await page.getByText("Many people have this password.").waitFor();
  strictEqual(await page.getByLabel("Name").inputValue(), "ann");
  await send("Sign up", "ann", "correct horse");
  await page.getByRole("heading", { name: "Hello, ann" }).waitFor();
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("heading", { name: "Log in" }).waitFor();
  await send("Log in", "ann", "correct house");
  await page.getByText("Wrong name or password.").waitFor();
  await send("Log in", "ann", "correct horse");
  await page.getByRole("heading", { name: "Hello, ann" }).waitFor();
  await page.goto("/signup");
  await send("Sign up", "ann", "another horse");
  await page.getByText("This name is taken.").waitFor();

  // The accounts are in memory: the session of one that is gone is not signed in.
  const next = await page.restart();
  await page.goto(next.origin);
  await page.getByRole("heading", { name: "Log in" }).waitFor();
});
