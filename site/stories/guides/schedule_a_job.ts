import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("button", { name: "Run it now" }).click();
  await page.getByText(/^Report 1: \d{4}-/).waitFor();
  await picture(page);
});
