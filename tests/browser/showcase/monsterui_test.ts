import { deepStrictEqual, strictEqual } from "node:assert";
import ts from "typescript";
import { ROOT } from "../../house/_files.ts";
import { testWithBoth } from "../_both.ts";

const FILE = "examples/showcase/monsterui.ts";

/**
 * Characters, but for white space, of the same in MonsterUI's reference (api_reference.py at 25da8b1
 * of 2026-07-24): what its function returns.
 */
const THEIRS: Readonly<Record<string, number>> = {
  Card: 187,
  Modal: 239,
  NavBar: 95,
  Tabs: 317,
  Accordion: 333,
  TableFromDicts: 355,
  Steps: 144,
  UploadZone: 131,
  ThemePicker: 13,
  render_md: 388,
  Slider: 93,
  Lightbox: 451,
};

Deno.test("what MonsterUI's reference shows is no longer here", () => {
  const file = ts.createSourceFile(
    FILE,
    Deno.readTextFileSync(ROOT + FILE),
    ts.ScriptTarget.Latest,
  );
  const longer: Record<string, number> = {}, found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText(file) === "examples") {
      for (const one of (node.initializer as ts.ObjectLiteralExpression).properties) {
        const { name, initializer } = one as ts.PropertyAssignment, key = name.getText(file);
        // Names for screen readers are not counted: there they are missing.
        const code = (initializer as ts.ArrowFunction).body.getText(file).replace(/\s/g, "")
          .replace(/label:"\w*",?/, "");
        found.push(key);
        if (code.length > THEIRS[key]!) longer[key] = code.length;
      }
    }
    ts.forEachChild(node, look);
  };
  look(file);
  // Ours is told its themes: the style sheet has no others.
  deepStrictEqual([found.sort(), longer], [Object.keys(THEIRS).sort(), { ThemePicker: 21 }]);
});

testWithBoth(
  "what MonsterUI's reference shows is here, and works by keys",
  FILE,
  async ({ page }) => {
    await page.goto("/");
    const part = (name: string) => page.getByRole("region", { name, exact: true });
    await part("Card").getByRole("slider", { name: "Range" }).press("ArrowRight");

    await page.getByRole("button", { name: "Open Modal" }).press("Enter");
    const modal = page.getByRole("dialog", { name: "Simple Test Modal" });
    await modal.getByText("With some somewhat brief content").waitFor();
    await modal.getByRole("button", { name: "Close" }).last().press("Enter");
    await modal.waitFor({ state: "hidden" });

    deepStrictEqual(await part("NavBar").getByRole("link").allTextContents(), [
      "My Blog",
      "Page1",
      "Page2",
      "Page3",
    ]);

    await page.getByRole("tab", { name: "Active" }).press("ArrowRight");
    await page.getByRole("tabpanel").getByRole("heading", { name: "Tab 2" }).waitFor();

    const sections = part("Accordion").locator("details[open]");
    await part("Accordion").getByText("Section 1").press("Enter");
    await part("Accordion").getByText("Section 2").press("Enter");
    await part("Accordion").getByText("Content for the second section.").waitFor();
    strictEqual(await sections.count(), 1);

    deepStrictEqual(await part("TableFromDicts").getByRole("row").allTextContents(), [
      "NAMEAGECITY",
      "Alice30 yearsNew York",
      "Bob25 yearsLondon",
    ]);
    strictEqual(await part("Steps").getByRole("listitem").count(), 3);

    const file = { name: "a.txt", mimeType: "text/plain", buffer: new TextEncoder().encode("a") };
    await part("UploadZone").getByLabel("Upload Zone").setInputFiles([file] as never);
    await part("UploadZone").getByText("a.txt").first().waitFor();

    strictEqual(
      await part("render_md").locator("blockquote").textContent(),
      "This is a blockquote",
    );
    strictEqual(
      await part("render_md").locator("code.language-python").textContent(),
      "def add(a, b):\n    return a + b\n",
    );

    const slider = part("Slider");
    await slider.getByRole("link", { name: "Slide 10 of 10" }).click();
    await slider.getByText("Card 9 content").waitFor();

    await part("Lightbox").getByRole("button").first().press("Enter");
    const pictures = page.getByRole("dialog", { name: "Placeholder images" });
    await pictures.getByText("Image 100").waitFor();
    await page.keyboard.press("Escape");
    await pictures.waitFor({ state: "hidden" });

    await page.getByRole("button", { name: "Theme", exact: true }).press("Enter");
    await page.getByRole("button", { name: "jelly" }).click();
    await page.locator("html[data-theme=jelly]").waitFor();
  },
);
