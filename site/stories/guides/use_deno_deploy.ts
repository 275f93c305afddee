import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { env: { DENO_ENV: "production" } });
  await page.getByText("This page was opened 1 times.").waitFor();
  await picture(page);
});
