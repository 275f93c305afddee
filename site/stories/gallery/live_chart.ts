import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("heading", { name: "Live chart" }).or(page.getByText("Live chart")).first()
    .waitFor();
  await page.waitForFunction("document.querySelectorAll('figure table tbody tr').length >= 2");
  await picture(page);
});
