import { deepStrictEqual, match, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture, program }) => {
  const page = await open(0);
  await page.getByRole("img", { name: "Sales by city" }).waitFor();
  strictEqual(await page.evaluate("document.images[0].naturalWidth"), 120);
  await picture(page);
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Sales as CSV" }).click();
  strictEqual((await started).suggestedFilename(), "sales.csv");

  const other = await client(0);
  const csv = await other.get("/sales.csv");
  strictEqual(await csv.text(), 'city,euros\r\nBern,120\r\n"Oslo, ""centre""",80\r\n');
  const source = await other.get("/main.ts");
  strictEqual(await source.text(), program(0));
  match(source.headers.get("content-disposition")!, /^attachment; .*main\.ts$/);
  deepStrictEqual([source.status, source.headers.has("etag")], [200, true]);
});
