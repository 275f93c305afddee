import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("link", { name: "the numbers" }).waitFor(); // Markdown
  await page.locator(".hljs-keyword").first().waitFor(); // code
  await page.locator(".math .katex").first().waitFor({ state: "attached" }); // math
  await page.locator("svg .node").first().waitFor({ state: "attached" }); // a diagram
  await picture(page);
});
