import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("heading", { name: "How late timers are" }).waitFor();
  await page.locator("figure tbody tr").nth(2).waitFor({ state: "attached" });
  await page.setViewportSize({ width: 960, height: 600 });
  await picture(page);
});
