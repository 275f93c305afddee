import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("heading", { name: "Reading list" }).waitFor();
  await page.getByText("Nothing to read yet.").waitFor();
  await picture(page);
});
