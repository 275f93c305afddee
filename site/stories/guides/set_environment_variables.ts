import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { env: { GREETING: "Good morning", PAGE_SIZE: "50" } });
  await page.getByRole("heading", { name: "Good morning" }).waitFor();
  await page.getByText("50 rows on each page").waitFor();
  await picture(page);
});
