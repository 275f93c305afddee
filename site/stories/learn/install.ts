import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByText("Hello, World!").waitFor();
  await picture(page);
});
