import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const other = await page.context().browser()!.newPage();
  await other.goto(page.origin);
  const paint = async (color: string, id: number) => {
    await page.getByLabel(color, { exact: true }).check();
    await page.locator(`#pixel-${id}`).click();
    await page.locator(`#pixel-${id}.is-${color}`).waitFor();
    await other.locator(`#pixel-${id}.is-${color}`).waitFor();
  };
  for (const id of [24, 27, 53, 64, 65, 66, 67, 58]) await paint("royalblue", id);
  await paint("gold", 45);
  await picture(page);
  await other.reload();
  await other.locator("#pixel-45.is-gold").waitFor();
  await other.close();
});
