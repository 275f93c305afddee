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
  for (const id of [40, 45, 100, 113, 114, 115, 116, 105]) await paint("royalblue", id);
  await paint("gold", 66);
  await picture(page);
  await other.reload();
  await other.locator("#pixel-66.is-gold").waitFor();
  await other.close();
});
