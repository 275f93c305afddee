import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 404/ });
  const current = page.locator("[aria-current=page]");
  strictEqual(await page.title(), "Welcome – Acme");
  strictEqual(await current.innerText(), "Home");
  await picture(page);
  await page.getByRole("link", { name: "Prices" }).click();
  await page.getByRole("heading", { name: "Prices" }).waitFor();
  strictEqual(await current.innerText(), "Prices");
  strictEqual(await page.locator("main").count(), 1);
  await page.goto("/nothing");
  await page.getByRole("navigation").waitFor(); // error pages have the layout, too
});
