import { deepStrictEqual, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { watch } from "./_browser.ts";
import { testWithBoth } from "./_both.ts";

testWithBoth(
  "two people talk in a room, and see who is there",
  "examples/chat.ts",
  async (visit) => {
    const { browser, page: eve, program } = visit;
    const adam = await browser.newPage({ baseURL: program.origin });
    const problems = watch(adam);
    await enter(eve, "Eve", "kitchen");
    await here(eve, "Eve");
    await enter(adam, "<Adam>", "kitchen");
    for (const page of [eve, adam]) await here(page, "<Adam>", "Eve");

    await say(eve, "Hello <b>there</b>");
    await say(adam, "Hi");
    for (const page of [eve, adam]) {
      await page.locator("#messages", { hasText: "<Adam> Hi" }).waitFor();
      const lines = await page.locator("#messages > p").allTextContents();
      deepStrictEqual(lines, ["Eve Hello <b>there</b>", "<Adam> Hi"]);
    }
    strictEqual(await eve.locator("#msg").inputValue(), "");

    const other = await browser.newPage({ baseURL: program.origin });
    await enter(other, "Noah", "garden");
    await here(other, "Noah");
    await say(other, "Rain");
    await other.getByText("Rain").waitFor();
    await adam.close();
    await here(eve, "Eve");
    strictEqual(await eve.getByText("Rain").count(), 0);
    deepStrictEqual(problems, []);
  },
);

async function enter(page: Page, name: string, room: string): Promise<void> {
  await page.goto("/");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Room").fill(room);
  await page.getByRole("button", { name: "Enter" }).click();
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator("#msg").fill(text);
  await page.keyboard.press("Enter");
  await page.locator("#messages", { hasText: text }).waitFor();
}

/** Waits until these members, and no others, are there. */
async function here(page: Page, ...names: string[]): Promise<void> {
  const text = JSON.stringify(names.join(" "));
  await page.waitForFunction(`document.querySelector("#here")?.textContent.trim() === ${text}`);
}
