import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Score: 0").waitFor();
  // The circle moves, so it is clicked where it is.
  await page.locator("#target").dispatchEvent("click");
  await page.getByText("Score: 1").or(page.getByText("You caught it")).waitFor();
  await picture(page);
});
