import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { Client } from "@fasthtml/fasthtml";
import type { Page } from "playwright-core";
import { browserTest } from "../browser/_browser.ts";
import { withEnv } from "./_env.ts";

const { app } = await withEnv(
  { ACCOUNTS_DB: ":memory:" },
  () => import("../../examples/accounts.ts"),
);

browserTest("a person signs up, logs out, mistypes the password, and logs in again", {
  args: ["run", "-A", fileURLToPath(new URL("../../examples/accounts.ts", import.meta.url))],
  env: (folder) => ({
    ACCOUNTS_DB: `${folder}/accounts.db`,
    FASTHTML_SECRET: "a-secret-of-at-least-32-characters",
  }),
}, async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Sign up" }).click();
  await fill(page, "ada <3", "correct horse", "Sign up");
  await page.getByRole("heading", { name: "Welcome, ada <3" }).waitFor();

  await page.getByRole("button", { name: "Log out" }).click();
  await fill(page, "ada <3", "battery staple", "Log in");
  await page.getByText("This name and this password do not fit.").waitFor();
  strictEqual(await page.getByLabel("Name").inputValue(), "ada <3");
  strictEqual(await page.getByLabel("Password").inputValue(), "");

  await fill(page, "ada <3", "correct horse", "Log in");
  await page.getByRole("heading", { name: "Welcome, ada <3" }).waitFor();
});

Deno.test("accounts: a name is taken once, also by two at the same time", async () => {
  const data = { name: "bob", password: "correct horse" };
  const visitors = [new Client(app), new Client(app), new Client(app)];
  const answers = await Promise.all(visitors.map((visitor) => visitor.post("/signup", { data })));
  deepStrictEqual(answers.map(({ status }) => status).sort(), [200, 200, 303]);
  const refused = answers.find(({ status }) => status === 200)!;
  match(await refused.text(), /This name is taken/);
});

Deno.test("accounts: a short password, a common one and no name are rejected; wrong ones are not", async () => {
  const visitor = new Client(app);
  const short = await visitor.post("/signup", { data: { name: "eve", password: "1234567" } });
  strictEqual(short.status, 422);
  match(await short.text(), /A password needs 8 to 1,024 characters\./);
  const nameless = await visitor.post("/signup", { data: { name: "", password: "correct horse" } });
  strictEqual(nameless.status, 200);
  const common = await visitor.post("/signup", { data: { name: "eve", password: "12345678" } });
  strictEqual(common.status, 422);
  const statuses: number[] = [];
  for (let time = 0; time < 6; time++) {
    const data = { name: "nobody", password: `guess ${time}` };
    statuses.push((await visitor.post("/login", { data })).status);
  }
  deepStrictEqual(statuses, [200, 200, 200, 200, 200, 200]); // The sixth after a second.
  strictEqual((await visitor.get("/")).headers.get("location"), "/login");
});

async function fill(page: Page, name: string, password: string, button: string): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: button }).click();
}
