import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { browserTest } from "./_browser.ts";

const file = fileURLToPath(new URL("../fixtures/pico_small.ts", import.meta.url));

browserTest("a small after a checkbox of a label is beside it, and the checkbox can be clicked", {
  args: ["run", "-A", file],
}, async ({ page }) => {
  await page.goto("/");
  for (const role of ["checkbox", "radio"] as const) {
    const control = page.getByRole(role);
    // A click waits until nothing lies over the middle of the element.
    await control.click({ timeout: 30_000 });
    deepStrictEqual(await control.isChecked(), true);
  }
  const styles = await page.evaluate<string[]>(
    `[...document.querySelectorAll("small")].map((small) => getComputedStyle(small).display)`,
  );
  // After a text field it is the help text below, as Pico has it.
  deepStrictEqual(styles, ["inline", "inline", "block"]);
});
