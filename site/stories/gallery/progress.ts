import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("button", { name: "Start the job" }).click();
  const isFar = page.getByText(/^([5-9]\d|100) %$/), done = page.getByText("The job is done.");
  await isFar.or(done).first().waitFor();
  await picture(page);
  await page.getByText("The job is done.").waitFor();
  await page.getByRole("button", { name: "Start the job" }).click();
  await page.getByText("The job is done.").waitFor({ state: "detached" });
  await page.getByText("The job is done.").waitFor();
});
