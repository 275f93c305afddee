/** A test in a browser: `CHROMIUM` says where it is, if it is not where systems have it. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

Deno.env.delete("DATABASE_URL"); // --postgres
Deno.env.set("DB", "memory://"); // --postgres
Deno.env.set("DB", ":memory:"); // --sqlite
const { app } = await import("../main.ts");

const executablePath = [
  Deno.env.get("CHROMIUM"),
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
].find((path) => path && existsSync(path));

Deno.test({
  name: "a note is added in a browser" + (executablePath ? "" : " (not here: Chromium)"),
  ignore: !executablePath,
  sanitizeOps: false, // Playwright keeps timers and pipes.
  sanitizeResources: false,
  async fn() {
    await using server = Deno.serve({ port: 0, onListen() {} }, app.fetch);
    const args = ["--no-sandbox"]; // as containers need it; the pages are our own
    await using browser = await chromium.launch({ executablePath, args });
    const page = await browser.newPage({ baseURL: `http://localhost:${server.addr.port}` });
    await page.goto("/");
    await page.getByRole("link", { name: "Sign up" }).click(); // --auth
    await page.getByLabel("Name").fill("dora"); // --auth
    await page.getByLabel("Password").fill("correct horse"); // --auth
    await page.getByRole("button", { name: "Sign up" }).click(); // --auth
    await page.getByLabel("New note").fill("Buy milk");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByRole("rowheader", { name: "Buy milk" }).waitFor();
  },
});
