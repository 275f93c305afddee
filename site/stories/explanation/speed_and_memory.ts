import { match, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, client, picture }) => {
  const response = await (await client(0)).get("/");
  match(response.headers.get("server-timing")!, /^db;dur=[\d.e-]+, elements;dur=[\d.e-]+$/);
  await response.body?.cancel();
  const page = await open(0);
  await page.getByText("Book 1000").waitFor();
  strictEqual(await page.getByRole("listitem").count(), 100);
  await picture(page);
});
