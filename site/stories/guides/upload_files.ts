import { Buffer } from "node:buffer";
import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const file = (name: string, text: string) => ({
    name,
    mimeType: "text/html",
    buffer: Buffer.from(text),
  });
  await page.getByLabel("Files").setInputFiles([
    file("letter.html", "<script>alert(1)</script>"),
    file("notes.txt", "Buy bread."),
  ]);
  await page.getByRole("button", { name: "Upload" }).click();
  await page.getByText("notes.txt").waitFor();
  deepStrictEqual(await page.locator("#files li").allInnerTexts(), [
    "letter.html 25 bytes",
    "notes.txt 10 bytes",
  ]);
  await page.waitForFunction("document.querySelector('[name=files]').files.length === 0");
  await picture(page);
  await page.reload(); // the list is in the table
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "letter.html" }).click();
  strictEqual((await started).suggestedFilename(), "letter.html");
  strictEqual([...Deno.readDirSync(`${page.folder}/data/uploads`)].length, 2);
  const response = await page.request.get(`/file/${crypto.randomUUID()}`);
  strictEqual(response.status(), 404);
});
