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
  const send = page.getByRole("button", { name: "Send" });
  await choose.setInputFiles([file("notes.txt", "abc"), file("tea.txt", "tea\n".repeat(100))]);
  await send.click();
  await page.locator("#sent").getByText("400 bytes").waitFor();
  await picture(page);
  await choose.setInputFiles([file("notes.txt", "abc"), file("<b>.txt", "")]);
  await send.click();
  await page.locator("#sent").getByText("<b>.txt").waitFor();
  deepStrictEqual(await page.locator("#sent li").allInnerTexts(), [
    "notes.txt 3 bytes, SHA-256 ba7816bf8f01…",
    "<b>.txt 0 bytes, SHA-256 e3b0c44298fc…",
  ]);
  await choose.setInputFiles([file("large.txt", "x".repeat(2_100_000))]);
  const response = page.waitForResponse((response) => response.url().endsWith("/upload"));
  await send.click();
  deepStrictEqual((await response).status(), 413);
});
