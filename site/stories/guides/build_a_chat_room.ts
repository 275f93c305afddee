import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const ann = await open(0);
  const bob = await ann.context().browser()!.newPage();
  for (const [page, name] of [[ann, "Ann"], [bob, "Bob"]] as const) {
    await page.goto(ann.origin);
    await page.getByLabel("Your name").fill(name);
    await page.getByRole("button", { name: "Enter" }).click();
    await page.locator("#here").getByText(name).waitFor();
  }
  await ann.locator("#here").getByText("Bob").waitFor();
  deepStrictEqual(await ann.locator("#here li").allInnerTexts(), ["Ann", "Bob"]);
  const say = async (page: typeof bob, text: string) => {
    await page.getByLabel("Message").fill(text);
    await page.getByLabel("Message").press("Enter");
  };
  await say(ann, "Hello, <b>Bob</b>");
  await bob.getByText("Hello, <b>Bob</b>").waitFor();
  await say(bob, "Hello!");
  await ann.getByText("Bob Hello!").waitFor();
  await ann.waitForFunction("document.querySelector('[name=msg]').value === ''");
  strictEqual(await ann.locator("#messages p").count(), 2);
  await picture(ann);
  await bob.close();
  await ann.locator("#here").getByText("Bob").waitFor({ state: "detached" });
});
