import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0);
  const text = page.locator("p", { hasText: "Hello World" });
  deepStrictEqual(await text.innerText(), "Hello World, see Deno.");
  deepStrictEqual(await text.getByRole("link").getAttribute("href"), "https://deno.com");
  await picture(page);
});
