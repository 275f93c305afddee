import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const tips = await open(0);
  await tips.getByRole("button", { name: "A tip" }).click();
  await tips.locator("#tip", { hasText: "Read 20 pages before you decide." }).waitFor();
  await picture(tips);

  const swaps = await open(1);
  const click = (name: string) => swaps.getByRole("button", { name, exact: true }).click();
  await click("beforeend");
  await swaps.locator("#list > li:last-child", { hasText: "From the server" }).waitFor();
  await click("afterbegin");
  await swaps.locator("#list > li:first-child", { hasText: "From the server" }).waitFor();
  await click("afterend");
  await swaps.locator("#list + li", { hasText: "From the server" }).waitFor();
  await click("innerHTML");
  await swaps.getByText("A list item").waitFor({ state: "detached" });
  strictEqual(await swaps.locator("#list > li").count(), 1);
  await click("delete");
  await swaps.locator("#list").waitFor({ state: "detached" });

  const search = await open(2);
  await search.getByRole("searchbox").pressSequentially("emm");
  await search.getByText("Dune").waitFor({ state: "detached" });
  deepStrictEqual(await search.getByRole("listitem").allInnerTexts(), ["Emma"]);

  const pages = await open(3);
  await pages.getByLabel("Pages of the book").fill("410");
  await pages.getByRole("button", { name: "Calculate" }).click();
  await pages.locator("#plan", { hasText: "You need 21 days." }).waitFor();

  const books = await open(4);
  for (const n of [1, 2]) {
    await books.getByRole("button", { name: "Add" }).click();
    await books.getByText(`Books: ${n}`).waitFor();
  }
  deepStrictEqual(await books.getByRole("listitem").allInnerTexts(), ["Book 1", "Book 2"]);

  const about = await open(5);
  await about.getByRole("link", { name: "About" }).click();
  await about.locator("#about", { hasText: "A list of books." }).waitFor();
  await about.waitForURL("**/about");
  await about.reload();
  await about.getByRole("heading", { name: "About" }).waitFor();
  await about.goBack();
  await about.getByRole("heading", { name: "Books" }).waitFor();

  const slow = await open(6);
  await slow.route("**/slow", async (route) => { // the request waits until this was seen
    await slow.locator("button:disabled").waitFor();
    await slow.getByText("Please wait…").waitFor();
    await route.continue();
  });
  await slow.getByRole("button", { name: "Start" }).click();
  await slow.locator("#result", { hasText: "Done." }).waitFor();
  await slow.locator("button:enabled").waitFor();

  const code = await open(7, { logs: /status of 403/ });
  await code.getByRole("textbox").fill("emma");
  await code.getByRole("button", { name: "Continue" }).click();
  await code.getByText("This is not the code.").waitFor();
  await code.getByRole("textbox").fill("dune");
  await code.getByRole("button", { name: "Continue" }).click();
  await code.getByRole("heading", { name: "Welcome" }).waitFor();
});
