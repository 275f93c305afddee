import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const ann = await open(0);
  const bob = await ann.context().browser()!.newPage();
  await bob.goto(ann.origin);
  for (const [page, name] of [[ann, "Ann"], [bob, "Bob"]] as const) {
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
  await say(ann, "Lunch at twelve?");
  await bob.getByText("Lunch at twelve?").waitFor();
  await say(bob, "Yes. Pizza or noodles?");
  await ann.getByText("Yes. Pizza or noodles?").waitFor();
  await say(ann, "Noodles!");
  await bob.getByText("Noodles!").waitFor();
  await ann.getByText("Noodles!").waitFor();
  await picture(ann);
  await say(bob, "See <b>you</b>");
  await ann.getByText("See <b>you</b>").waitFor();
  await ann.reload(); // the last messages are in the database
  await ann.locator("#messages").getByText("Bob See <b>you</b>").waitFor();
  strictEqual(await ann.locator("#messages p").count(), 4);
  await bob.close();
  await ann.locator("#here").getByText("Bob").waitFor({ state: "detached" });
});
