import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { findBarriers } from "../_axe.ts";
import { findFaint } from "../_contrast.ts";

const IMPACTS = ["critical", "serious", "moderate", "minor"] as const;
const SCHEMES = ["light", "dark"] as const;

/**
 * What is wrong with the page that is shown, in light and dark, on a desktop and on a phone: all that
 * axe finds, targets that are too small for a finger, contrasts that are too low, and what is wider
 * than the screen.
 */
export async function findFlaws(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const over = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    if (over > 0) found.push(`${width}: ${over} pixels too wide`);
    for (const colorScheme of SCHEMES) {
      const barriers = await findBarriers(page, [colorScheme], { impacts: IMPACTS, targets: true });
      await page.emulateMedia({ colorScheme });
      await page.evaluate(SETTLE);
      const faint = await findFaint(page);
      found.push(...[...barriers, ...faint].map((flaw) => `${width} ${colorScheme}: ${flaw}`));
    }
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
}

/** The options of a test of a program in examples/showcase. */
export function showcase(
  name: string,
  env: Record<string, string> = {},
): { args: string[]; env: () => Record<string, string> } {
  const file = fileURLToPath(new URL(`../../../examples/showcase/${name}`, import.meta.url));
  return {
    args: ["run", "-A", file],
    env: () => ({ FASTHTML_SECRET: "x".repeat(32), ...env }),
  };
}

/** Colors on their way from one scheme to the other have a contrast of neither. */
const SETTLE = `for (const one of document.getAnimations()) {
  if (one instanceof CSSTransition) one.finish();
}`;
