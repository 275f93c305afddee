import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const songs = page.locator(".sortable li");
  const first = (title: string) => songs.first().filter({ hasText: title }).waitFor();
  await page.getByRole("button", { name: "Move Misty up" }).click();
  await songs.nth(1).filter({ hasText: "Misty" }).waitFor();
  const saved = page.waitForResponse((response) => response.url().endsWith("/sort"));
  await songs.nth(0).dragTo(songs.nth(2), { targetPosition: { x: 20, y: 30 } });
  await (await saved).finished();
  await first("Misty");
  await picture(page);
  const order = await songs.allInnerTexts();
  await page.reload();
  deepStrictEqual(await songs.allInnerTexts(), order);
});
