import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0);
  const posts = page.getByText(/^Post \d+$/);
  await page.waitForFunction("scrollBy(0, 2000), document.body.innerText.endsWith('Post 1')");
  const names = Array.from({ length: 100 }, (_, i) => `Post ${100 - i}`);
  deepStrictEqual(await posts.allInnerTexts(), names);
  await page.getByRole("link", { name: "Load more" }).waitFor({ state: "detached" });
  await picture(page);

  const paged = await client(1);
  strictEqual((await (await paged.get("/?page=5")).text()).includes("<li>Post 1</li>"), true);
  strictEqual((await (await client(0)).get("/?after=made-up")).status, 404);
});
