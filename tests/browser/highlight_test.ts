import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { findBarriers } from "./_axe.ts";
import { browserTest } from "./_browser.ts";
import { findFaint } from "./_contrast.ts";

const PROGRAM = fileURLToPath(new URL("../fixtures/highlighted.ts", import.meta.url));

browserTest(
  "colored code can be read and scrolled, light and dark, under a strict policy",
  { args: ["run", "-A", PROGRAM], env: () => ({ FASTHTML_SECRET: "x".repeat(32) }) },
  async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto("/");
    const colorOf = (name: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector(".hljs-${name}")).color`);
    const colors: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      colors.push(await colorOf("keyword"), await colorOf("comment"));
      deepStrictEqual(await findFaint(page), []);
    }
    strictEqual(new Set(colors).size, 4);
    deepStrictEqual(await findBarriers(page), []);
    await page.getByRole("link", { name: "Link to Code" }).click();
    await page.waitForURL(/#code$/);
  },
);
