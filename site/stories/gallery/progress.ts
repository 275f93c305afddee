import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("button", { name: "Start the job" }).click();
  await page.getByRole("progressbar").waitFor();
  await picture(page);
  await page.getByText("The job is done.").waitFor();
  await page.getByRole("button", { name: "Start the job" }).click();
  await page.getByText("The job is done.").waitFor({ state: "detached" });
  await page.getByText("The job is done.").waitFor();
});
