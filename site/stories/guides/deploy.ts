import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const env = { DENO_ENV: "production", DATABASE: "data/app.db", PROXIES: "1" };
  const page = await open(0, { env });
  const health = await fetch(`${page.origin}/_fasthtml/health`);
  deepStrictEqual([health.status, (await health.text()).trim()], [200, "ready"]);
  await page.getByLabel("Note").fill("Buy bread");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("listitem").getByText("Buy bread").waitFor();
  await picture(page);
  const next = await page.restart(); // the same file again
  await page.goto(next.origin);
  await page.getByRole("listitem").getByText("Buy bread").waitFor();
  strictEqual((await Deno.stat(`${page.folder}/data/app.db`)).isFile, true);
});
