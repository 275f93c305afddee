import { deepStrictEqual, strictEqual } from "node:assert";
import { testWithBoth } from "./_both.ts";
import { REJECTED } from "./_browser.ts";
import { until } from "../_within.ts";

testWithBoth(
  "a form with hx_reset is empty again after a success, and only then",
  "tests/fixtures/reset.ts",
  async ({ page }) => {
    await page.goto("/");
    const [title, copies, kept] = ["Title", "Copies", "Kept title"]
      .map((name) => page.getByRole("textbox", { name, exact: true }));
    const books = page.locator("#books li");
    const values = () => Promise.all([title, copies, kept].map((field) => field!.inputValue()));
    const has = (name: string, value: string) => {
      const field = page.getByRole("textbox", { name, exact: true });
      return until(30, `"${value}" in ${name}`, async () => await field.inputValue() === value);
    };

    await title!.fill("Emma");
    await copies!.fill("3");
    await title!.press("Enter");
    await books.nth(0).waitFor();
    await has("Title", "");
    deepStrictEqual(await values(), ["", "1", ""]);

    // An element in the form that is gone after its own request is not the form.
    await title!.fill("Sanditon");
    await page.getByRole("button", { name: "Hint" }).click();
    await page.getByText("Hint", { exact: true }).waitFor();
    deepStrictEqual(await values(), ["Sanditon", "1", ""]);

    await kept!.fill("Persuasion");
    await kept!.press("Enter");
    await books.nth(1).waitFor();
    deepStrictEqual(await values(), ["Sanditon", "1", "Persuasion"]);

    await title!.fill("wrong");
    const rejected = page.waitForResponse((response) => response.status() === 422);
    await title!.press("Enter");
    await (await rejected).finished();
    await page.getByText("Rejected").waitFor();
    deepStrictEqual(await values(), ["wrong", "1", "Persuasion"]);

    // A form that replaces itself has what the response has, and one that is morphed is emptied.
    await page.getByRole("textbox", { name: "Changed" }).fill("Lady Susan");
    await page.getByRole("textbox", { name: "Changed" }).press("Enter");
    await has("Changed", "Lady Susan!");
    await page.getByRole("textbox", { name: "Morphed" }).fill("Watsons");
    await page.getByRole("textbox", { name: "Morphed" }).press("Enter");
    await has("Morphed", "");
    deepStrictEqual(await values(), ["wrong", "1", "Persuasion"]);
  },
  { FASTHTML_SECRET: "x".repeat(32) },
  REJECTED,
);

testWithBoth(
  "a form of a WebSocket with hx_reset is empty when it is sent, and keeps what is typed after",
  "tests/fixtures/reset.ts",
  async ({ page }) => {
    await page.goto("/");
    const [message, kept, late] = ["Message", "Kept message", "Late message"]
      .map((name) => page.getByRole("textbox", { name, exact: true }));
    const heard = page.locator("#heard");

    await message!.fill("slow");
    await message!.press("Enter");
    await until(30, "an empty field", async () => await message!.inputValue() === "");
    await message!.fill("typed before the response");
    await heard.getByText("slow").waitFor();
    strictEqual(await message!.inputValue(), "typed before the response");

    await kept!.fill("Emma");
    await kept!.press("Enter");
    await heard.getByText("Emma").waitFor();
    strictEqual(await kept!.inputValue(), "Emma");
    strictEqual(await message!.inputValue(), "typed before the response");

    await late!.fill("Sanditon"); // it waits for its connection
    await late!.press("Enter");
    await late!.fill("typed before it was sent");
    await page.request.post("/open");
    await heard.getByText("Sanditon").waitFor();
    strictEqual(await late!.inputValue(), "typed before it was sent");
    await late!.press("Enter");
    await until(30, "an empty field", async () => await late!.inputValue() === "");
  },
  { FASTHTML_SECRET: "x".repeat(32) },
);
