import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByLabel("Email").fill("ann@example.com");
  await page.getByRole("button", { name: "Order a report" }).click();
  await page.getByText("Your report is on its way to ann@example.com.").waitFor();
  await page.getByText("Sent to ann@example.com").waitFor();
  await picture(page);
});
