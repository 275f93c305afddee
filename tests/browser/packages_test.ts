import { match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { browserTest } from "./_browser.ts";

const example = (name: string) => ({
  args: ["run", "-A", fileURLToPath(new URL(`../../examples/${name}.ts`, import.meta.url))],
});

browserTest("the converter shows calls as one types", example("html2ft"), async ({ page }) => {
  await page.goto("/");
  await page.locator("#result .hljs-keyword").first().waitFor();
  await page.getByRole("textbox", { name: "HTML" }).fill('<b id="x">bold</b>');
  await page.getByText('B("bold", { id: "x" })').waitFor();
  await page.getByText("Attributes first").click();
  await page.getByText('B({ id: "x" }, "bold")').waitFor();
});

browserTest("Tailwind styles what htmx swaps in", example("tailwind"), async ({ page }) => {
  await page.goto("/");
  const style = (selector: string, name: string) =>
    page.evaluate(`getComputedStyle(document.querySelector("${selector}")).${name}`);
  await page.waitForFunction(
    'getComputedStyle(document.querySelector("#guests")).display === "flex"',
  );
  strictEqual(await style(".card", "maxWidth"), "448px"); // max-w-md
  match(`${await style(".btn", "backgroundColor")}`, /oklch|rgb\((?!0, 0, 0)/); // daisyUI's primary
  await page.getByPlaceholder("Name").fill("Bob");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText("2 so far").waitFor();
  strictEqual(await page.locator("#guests .badge").count(), 2);
});

browserTest(
  "web components send a form, and come in an answer",
  example("shoelace"),
  async ({ page }) => {
    await page.goto("/");
    await page.locator("sl-input").getByRole("textbox").fill("Ann");
    await page.locator("sl-range").getByRole("slider").press("ArrowRight");
    await page.locator("sl-button").click();
    await page.getByRole("dialog").getByText("Thank you, Ann").waitFor();
    await page.getByText("We are glad!").waitFor();
  },
);
