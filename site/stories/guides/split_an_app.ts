import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ block, client, open, picture }) => {
  const page = await open(0, { files: { "shop.ts": block(0) } });
  await page.getByRole("link", { name: "Go to the shop" }).click();
  await page.getByRole("heading", { name: "Shop" }).waitFor();
  strictEqual(new URL(page.url()).pathname, "/shop/");
  await picture(page);
  await page.getByRole("link", { name: "Butter" }).click();
  await page.getByRole("heading", { name: "Butter" }).waitFor();
  await page.getByRole("link", { name: "All products" }).click();
  await page.getByRole("link", { name: "Jam" }).waitFor();

  const mounted = await client(1);
  strictEqual((await mounted.get("/admin/")).status, 200);
});
