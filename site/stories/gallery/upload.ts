import { Buffer } from "node:buffer";
import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 413/ });
  const file = (name: string, text: string) => ({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from(text),
  });
  const choose = page.locator("input[type=file]");
  await choose.setInputFiles([file("a.txt", "abc"), file("<b>.txt", "")]);
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator("#sent").getByText("<b>.txt").waitFor();
  deepStrictEqual(await page.locator("#sent li").allInnerTexts(), [
    "a.txt 3 bytes, SHA-256 ba7816bf8f01…",
    "<b>.txt 0 bytes, SHA-256 e3b0c44298fc…",
  ]);
  await picture(page);
  await choose.setInputFiles([file("large.txt", "x".repeat(2_100_000))]);
  const response = page.waitForResponse((response) => response.url().endsWith("/upload"));
  await page.getByRole("button", { name: "Send" }).click();
  deepStrictEqual((await response).status(), 413);
});
