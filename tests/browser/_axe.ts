import axe from "axe-core";
import type { Page } from "playwright-core";

const SCHEMES = ["light", "dark"] as const;

const IMPACTS = ["critical", "serious"] as const;

/**
 * What axe finds on a page that keeps people out: a line for each element, with its rule. Lesser
 * findings count where `impacts` names them, and with `targets` what is too small for a finger: axe
 * has the rule of WCAG 2.2 for those who ask for it.
 */
export async function findBarriers(
  page: Page,
  schemes: readonly typeof SCHEMES[number][] = SCHEMES,
  { impacts = IMPACTS, targets = false }: {
    impacts?: readonly axe.ImpactValue[];
    targets?: boolean;
  } = {},
): Promise<string[]> {
  // Pico's buttons are paler while they have the focus or the mouse.
  await page.mouse.move(0, 0);
  await page.evaluate("document.activeElement.blur()");
  await page.evaluate(axe.source);
  const options = JSON.stringify({ rules: { "target-size": { enabled: targets } } });
  const found: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(SETTLED);
    const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${options})`);
    for (const { id, impact, nodes } of violations) {
      if (!impacts.includes(impact ?? null)) continue;
      found.push(...nodes.map(({ html }) => `${colorScheme}: ${id}: ${html}`));
    }
  }
  await page.emulateMedia({ colorScheme: null });
  return found;
}

/** Colours on their way have a contrast of neither end. What takes longer is how long a toast stays. */
export const SETTLED = `Promise.allSettled(document.getAnimations()
  .filter(({ effect, playState }) =>
    playState === "running" && effect.getComputedTiming().endTime <= 1000)
  .map((animation) => animation.finished)).then(() => {})`;
