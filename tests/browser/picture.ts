/** `deno task picture` takes `docs/todo.png` from the real page. */
import { fileURLToPath } from "node:url";
import { startProgram } from "../_program.ts";
import { openBrowser } from "./_browser.ts";

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

await using todo = await startProgram(["run", "-A", path("examples/todo/main.ts")], {
  env: { TODO_DB: ":memory:" },
});
const browser = await openBrowser();
const page = await browser.newPage({
  baseURL: todo.origin,
  viewport: { width: 640, height: 440 },
});
await page.goto("/");
for (const title of ["Buy rye bread", "Water the basil", "Call Grandma", "Fix the bicycle"]) {
  await page.getByPlaceholder("What is to be done?").fill(title);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: title, exact: true }).waitFor();
}
await page.getByRole("checkbox", { name: "Water the basil" }).click();
await page.getByText("3 of 4 left").waitFor();
await page.mouse.move(0, 0);
await page.screenshot({ path: path("docs/todo.png") });
await browser.close();
