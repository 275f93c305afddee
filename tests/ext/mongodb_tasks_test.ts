import { match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { browserTest } from "../browser/_browser.ts";
import { MongoStandIn } from "./mongodb_stand_in.ts";

let server: MongoStandIn;
const program = fileURLToPath(new URL("../../examples/mongodb_tasks.ts", import.meta.url));

Deno.test.beforeAll(() => {
  server = new MongoStandIn();
});
Deno.test.afterAll(() => server.down());

browserTest("a person keeps tasks on MongoDB, and is told when it is not running", {
  args: ["run", "-A", program],
  env: () => ({ MONGO_URI: server.newUrl() }),
}, async ({ page }) => {
  const { port } = server;
  await page.goto("/");
  await page.getByText("No tasks yet.").waitFor();
  await page.getByPlaceholder("What is to be done?").fill("Complete <b>MongoDB</b>");
  await page.getByLabel("Details").fill("Created, updated, deleted");
  await page.getByRole("button", { name: "Add task" }).click();
  const task = page.locator("article", { hasText: "Complete <b>MongoDB</b>" });
  await task.getByText("Created, updated, deleted").waitFor();
  strictEqual(await page.getByLabel("Details").inputValue(), "");

  await task.getByRole("button", { name: "Complete" }).click();
  await task.getByRole("button", { name: "Undo" }).waitFor();
  await page.reload();
  await task.getByRole("button", { name: "Undo" }).waitFor();

  server.down();
  await page.reload();
  await page.getByText("MongoDB is not running.").waitFor();
  server.up(port);
  await page.reload();
  await task.getByRole("button", { name: "Delete" }).click();
  await task.waitFor({ state: "detached" });
  await page.reload();
  match(await page.locator("#task-list").innerText(), /No tasks yet/);
});
