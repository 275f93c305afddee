import { match, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0);
  const theme = () => page.locator("html").getAttribute("data-theme");
  strictEqual(await theme(), null);
  await picture(page);
  await page.getByRole("button", { name: "Switch to dark mode" }).click();
  await page.getByRole("button", { name: "Switch to light mode" }).waitFor();
  strictEqual(await theme(), "dark");
  const weight = "getComputedStyle(document.querySelector('.price')).fontWeight";
  strictEqual(await page.evaluate(weight), "700");
  await page.getByRole("button", { name: "Switch to light mode" }).click();
  await page.getByRole("button", { name: "Switch to dark mode" }).waitFor();
  strictEqual(await theme(), "light");

  const tailwind = await client(1);
  match(await (await tailwind.get("/")).text(), /<h1 class="text-4xl">Hello/);
});
