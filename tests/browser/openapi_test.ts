import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { browserTest } from "./_browser.ts";

const PAGE = fileURLToPath(new URL("../fixtures/openapi.ts", import.meta.url));

browserTest(
  "the reference page sends a GET and a POST under a strict policy",
  { args: ["run", "-A", PAGE] },
  async ({ page }) => {
    const answer = await page.goto("/docs");
    strictEqual(
      answer!.headers()["content-security-policy"]!.includes("unsafe-inline'; img"),
      true,
    );
    strictEqual(
      answer!.headers()["content-security-policy"]!.match(/script-src [^;]+/)![0].includes(
        "unsafe",
      ),
      false,
    );
    await page.getByRole("heading", { name: "Everything" }).waitFor();

    const add = page.locator("#operations-todos-addTodo");
    await add.locator(".opblock-summary-control").click();
    await add.locator("textarea").fill('{"title": "Written on the page", "done": true}');
    await add.getByRole("button", { name: "Execute" }).click();
    const added = add.locator(".live-responses-table .response-col_description .highlight-code");
    await added.getByText("Written on the page").first().waitFor();
    strictEqual(
      await add.locator(".live-responses-table .response-col_status").last().innerText(),
      "200",
    );

    const list = page.locator("#operations-todos-getTodos");
    await list.locator(".opblock-summary-control").click();
    await list.getByRole("row", { name: "done" }).locator("select").selectOption("true");
    await list.getByRole("button", { name: "Execute" }).click();
    const shown = list.locator(".live-responses-table .response-col_description .highlight-code");
    await shown.getByText("Written on the page").first().waitFor();
    deepStrictEqual(
      JSON.parse((await shown.first().innerText()).replace(/^Download|Download$/g, "")),
      [
        { id: 1, title: "Written on the page", done: true },
      ],
    );
  },
);
