import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  await page.getByLabel("Your name").fill("Ann");
  await picture(page);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("We will do better.").waitFor();

  const preact = await open(1);
  await preact.getByText("Hello from Preact").waitFor();
});
