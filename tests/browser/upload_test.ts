import { Buffer } from "node:buffer";
import { deepStrictEqual, strictEqual } from "node:assert";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { browserTest } from "./_browser.ts";

const args = ["run", "-A", fileURLToPath(new URL("../../examples/upload.ts", import.meta.url))];

browserTest("a person sends files, sees the progress, and gets them back", {
  args,
  env: (UPLOADS) => ({ UPLOADS }),
}, async ({ page, folder }) => {
  await page.goto("/");
  const large = Buffer.alloc(5_000_000, "0123456789");
  await page.getByLabel("Drop files here").setInputFiles([
    { name: "large.bin", mimeType: "application/octet-stream", buffer: large },
    { name: "<b>&.html", mimeType: "text/html", buffer: Buffer.from("<script>alert(1)</script>") },
  ]);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("5,000,000 bytes").waitFor();
  strictEqual(await page.evaluate('document.querySelector("progress").value'), 100);
  deepStrictEqual(await page.locator("#sent a").allTextContents(), ["large.bin", "<b>&.html"]);

  for (
    const [link, content] of [["large.bin", large.toString()], [
      "<b>&.html",
      "<script>alert(1)</script>",
    ]]
  ) {
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: link!, exact: true }).click();
    const download = await waiting;
    strictEqual((await readFile(await download.path())).toString() === content, true, link);
  }
  const stored = [...Deno.readDirSync(folder)].map(({ name }) => name);
  strictEqual(stored.length === 2 && stored.every((name) => /^[\da-f-]{36}$/.test(name)), true);
});
