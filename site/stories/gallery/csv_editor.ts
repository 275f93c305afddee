import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const cell = (n: number) => page.locator("tbody input, tr input").nth(n);
  strictEqual(await cell(2).inputValue(), 'Bob "Bobby"');
  const saved = page.waitForResponse((response) => response.url().includes("/cell/"));
  await cell(1).fill("Arta, Greece");
  await cell(1).blur();
  await saved;
  await picture(page);
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  deepStrictEqual(readFileSync(await (await started).path(), "utf8").split("\r\n"), [
    '"name","city"',
    '"Ann","Arta, Greece"',
    '"Bob ""Bobby""","Bern, CH"',
    "",
  ]);
  await page.locator("input[type=file]").setInputFiles({
    name: "a.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("x\n<b>1</b>\n"),
  });
  await page.getByRole("button", { name: "Upload" }).click();
  await page.getByRole("columnheader", { name: "x", exact: true }).waitFor();
  strictEqual(await cell(0).inputValue(), "<b>1</b>");
});
