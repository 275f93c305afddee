import { deepStrictEqual, strictEqual } from "node:assert";
import { PROGRAMS, toName } from "../../site/gallery/list.ts";
import { RUN } from "../../site/gallery/run.ts";
import { findBarriers } from "../browser/_axe.ts";
import { browserTest } from "../browser/_browser.ts";
import { ROOT } from "../house/_files.ts";

const args = ["run", "-A", `${ROOT}site/main.ts`];
const env = () => ({ FASTHTML_SECRET: "known-to-everybody-and-for-tests-alone" });

/** Milliseconds: a busy machine is slow. */
const PATIENCE = 120_000;

browserTest("the gallery is filtered without a script", { args, env }, async ({ page }) => {
  page.setDefaultTimeout(PATIENCE);
  await page.goto("/gallery/");
  const cards = page.locator(".gallery-cards > li"), shown = cards.filter({ visible: true });
  strictEqual(await shown.count(), PROGRAMS.length);
  await page.getByRole("radio", { name: "Live" }).check({ force: true });
  const live = PROGRAMS.filter(({ tags }) => tags.includes("Live"));
  strictEqual(await shown.count(), live.length);
  await page.getByRole("radio", { name: "Beginner" }).check({ force: true });
  strictEqual(await shown.count(), 0);
  await page.getByText("No program is of this level and about this.").waitFor();
  await page.getByRole("radio", { name: "All" }).nth(1).check({ force: true });
  deepStrictEqual(
    await shown.locator("b").allInnerTexts(),
    PROGRAMS.filter(({ level }) => level === "Beginner").map(({ title }) => title),
  );
  deepStrictEqual(await findBarriers(page), []);
  await page.setViewportSize({ width: 390, height: 800 });
  strictEqual(await page.evaluate("document.documentElement.scrollWidth"), 390);
});

browserTest("a program runs in the page of its source", { args, env }, async ({ page }) => {
  page.setDefaultTimeout(PATIENCE);
  await page.goto("/gallery/counter/");
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: "Add one" }).click();
  await frame.locator("#count").filter({ hasText: /^1$/ }).waitFor();
  deepStrictEqual(await findBarriers(page), []);
  await page.setViewportSize({ width: 390, height: 800 });
  strictEqual(await page.evaluate("document.documentElement.scrollWidth"), 390);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Open alone" }).click();
  const alone = await opened;
  await alone.locator("#count").filter({ hasText: /^1$/ }).waitFor(); // the same session
  await alone.close();
});

browserTest(
  "the programs have no barriers, and fit on a phone",
  { args, env },
  async ({ page }) => {
    page.setDefaultTimeout(PATIENCE);
    const found: string[] = [];
    for (const program of PROGRAMS) {
      const path = `${RUN}/${toName(program)}/`;
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      found.push(...(await findBarriers(page)).map((barrier) => `${path}: ${barrier}`));
      await page.setViewportSize({ width: 390, height: 800 });
      const width = await page.evaluate("document.documentElement.scrollWidth");
      if (width !== 390) found.push(`${path}: ${width} pixels wide`);
    }
    deepStrictEqual(found, []);
  },
);
