import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("heading", { name: "How late timers are" }).waitFor();
  await page.locator("figure tbody tr").nth(7).waitFor({ state: "attached" });
  await page.setViewportSize({ width: 800, height: 500 });
  await picture(page);
});
