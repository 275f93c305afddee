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
