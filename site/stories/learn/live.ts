import { deepStrictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { blocksOf } from "../../programs.ts";
import { story } from "../../story.ts";

const SIGN_IN = new URL("../../../docs/learn/sign_in.md", import.meta.url);

export default story(async ({ open, picture }) => {
  const [data, accounts] = blocksOf(await Deno.readTextFile(SIGN_IN));
  const page = await open(0, { files: { "data.ts": data!.text, "accounts.ts": accounts!.text } });
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByRole("heading", { name: "Sign up" }).waitFor();
  await page.getByLabel("Name").fill("ann");
  await page.getByLabel("Password").fill("correct horse battery");
  const stream = page.waitForResponse(/\/changes/);
  await page.getByRole("button", { name: "Sign up" }).click();
  await stream;

  // A second window: the same cookies.
  const context = await page.context().browser()!.newContext({
    storageState: await page.context().storageState(),
  });
  context.setDefaultTimeout(120_000);
  const second = await context.newPage();
  const secondStream = second.waitForResponse(/\/changes/);
  await second.goto(page.origin);
  await secondStream;

  for (const title of ["Emma", "Dune"]) {
    await page.getByLabel("Title").fill(title);
    await page.getByRole("button", { name: "Add" }).click();
    for (const one of [page, second]) await checkbox(one, title).waitFor();
  }
  deepStrictEqual(await titles(second), ["Dune", "Emma"]);
  await checkbox(second, "Dune").check();
  await page.locator("li:has(:checked)", { hasText: "Dune" }).waitFor();
  await page.getByRole("button", { name: "Delete Emma" }).click();
  for (const one of [page, second]) await one.getByText("Emma").waitFor({ state: "detached" });
  await picture(page);
});

function checkbox(page: Page, name: string) {
  return page.getByRole("checkbox", { name });
}

async function titles(page: Page): Promise<string[]> {
  return (await page.locator("#books label").allInnerTexts()).map((text) => text.trim());
}
