import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("0 of as many as you can").waitFor();
  await picture(page);
  // The circle moves, so it is clicked where it is.
  await page.locator("#target").dispatchEvent("click");
  await page.getByText("1 of as many as you can").or(page.getByText("You caught it")).waitFor();
});
