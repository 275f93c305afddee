import { match } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("button", { name: "Start" }).click();
  await page.locator("progress[value], #import p").first().waitFor(); // it takes two seconds
  await picture(page);
  await page.reload(); // the session has the job
  await page.locator("progress[value], #import p").first().waitFor();
  await page.getByText("All files are imported.").waitFor();
  const again = page.waitForResponse((response) => response.url().endsWith("/import/done"));
  await page.getByRole("button", { name: "Again" }).click();
  await again;

  const news = await open(1);
  await news.getByRole("button", { name: "Start" }).click();
  await news.getByText("Step 3").waitFor();
  match(await news.locator("main").innerText(), /Step 1\s+Step 2\s+Step 3/);
});
