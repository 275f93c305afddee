import { match, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0, { logs: /status of 40[34]/ });
  const follow = async (link: string, heading: string) => {
    await page.getByRole("link", { name: link }).click();
    await page.getByRole("heading", { name: heading }).waitFor();
    return await page.locator("main").innerText();
  };
  match(await follow("A page that does not exist", "Not found"), /There is no page at \/nothing/);
  await picture(page);
  await follow("Go to the home page", "Home");
  match(await follow("A secret page", "No access"), /Only Ann can see this page/);

  const api = await client(0);
  const broken = await api.get("/broken");
  strictEqual(broken.status, 500);
  const text = await broken.text();
  match(text, /We have been informed\.<br><small>Number [0-9a-f-]{36}/);
  strictEqual(text.includes("the disk is full"), false);
});
