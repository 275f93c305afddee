import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  strictEqual(await page.getByRole("heading").innerText(), "Hello");
  await page.getByText("Hello, World!").waitFor();
  await page.setViewportSize({ width: 400, height: 250 });
  await picture(page);
});
