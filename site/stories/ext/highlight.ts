import { deepStrictEqual, notStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  deepStrictEqual(await page.locator("pre").innerText(), 'const name = "World"; // a comment\n');
  const colorOf = (selector: string) =>
    page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).color`);
  notStrictEqual(await colorOf("pre .hljs-string"), await colorOf("pre code"));
  await picture(page);
});
