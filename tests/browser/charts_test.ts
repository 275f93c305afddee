import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { findBarriers } from "./_axe.ts";
import { browserTest } from "./_browser.ts";

const MAIN = fileURLToPath(new URL("../fixtures/charts.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));
const args = ["run", "-A", `--config=${CONFIG}`, MAIN];
const impacts = ["critical", "serious", "moderate", "minor"] as const;

/** What is wrong with the letters of a page: pairs that cover each other, and those beyond its edge. */
const WRONG_TEXTS = `[...document.querySelectorAll("figure")].flatMap((figure) => {
  const all = [...figure.querySelectorAll("svg text")].map((text) => [text, text.getBoundingClientRect()])
    .filter(([, { width }]) => width > 0);
  return all.flatMap(([one, a], i) => [
    ...a.left < -1 || a.right > innerWidth + 1 ? ["beyond: " + one.textContent] : [],
    ...all.slice(i + 1).filter(([, b]) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom)
      .map(([other]) => one.textContent + " covers " + other.textContent),
  ]);
})`;

browserTest(
  "charts are read at any width, in light and dark, under a strict policy",
  { args },
  async ({ page }) => {
    const labels: number[] = [];
    for (const width of [320, 390, 800, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto("/");
      deepStrictEqual(await page.evaluate(WRONG_TEXTS), [], `${width} px`);
      ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), `${width} px`);
      const heights = await page.evaluate<number[]>(
        `[...document.querySelectorAll(".chart-body text")].map((text) => text.getBoundingClientRect().height).filter(Boolean)`,
      );
      ok(heights.every((height) => height >= 12 && height < 20), `${heights}`);
      labels.push(heights.length);
      deepStrictEqual(await findBarriers(page, ["light", "dark"], { impacts }), [], `${width} px`);
    }
    ok(labels[0]! < Math.max(...labels), `${labels}`);
  },
);

browserTest(
  "a chart is swapped as a whole, and its bars are links by keyboard",
  { args },
  async ({ page }) => {
    await page.goto("/");
    const top = () => page.locator("#visits .chart-body text").allTextContents();
    ok(!(await top()).includes("6,000"));
    await page.getByRole("button", { name: "Again" }).click();
    await page.locator("#visits text", { hasText: "6,000" }).waitFor();
    strictEqual(await page.locator("#visits").count(), 1);
    const bars = page.getByRole("group", { name: "Income" }).getByRole("link");
    strictEqual(await bars.count(), 8);
    await page.getByRole("link", { name: "Quarter 1 of 2026, Free: €4,100.00" }).focus();
    await page.keyboard.press("Tab");
    strictEqual(
      await page.evaluate("document.activeElement.getAttribute('aria-label')"),
      "Quarter 2 of 2026, Free: €8,200.00",
    );
    const table = page.getByRole("table", { name: "Pages" });
    deepStrictEqual(await table.getByRole("cell").allTextContents(), ["18,233", "9,211"]);
  },
);

browserTest(
  "an icon is as high as its text and has its color; a series has the color of its scheme",
  { args },
  async ({ page }) => {
    await page.goto("/");
    const [size, height, stroke, color] = await page.evaluate<string[]>(`(() => {
    const icon = document.querySelector("h1 svg"), style = getComputedStyle(icon);
    return [style.fontSize, icon.getBoundingClientRect().height + "px", style.stroke, style.color];
  })()`);
    deepStrictEqual([height, stroke], [size, color]);
    const fill = `getComputedStyle(document.querySelector(".chart-bars")).fill`;
    const fills = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      fills.push(await page.evaluate(fill));
    }
    deepStrictEqual(fills, ["rgb(74, 91, 234)", "rgb(103, 115, 255)"]);
  },
);
