import { strictEqual } from "node:assert";
import { testWithBoth } from "./_both.ts";

testWithBoth(
  "a sign-out ends the user's sockets, and a page that is still signed in connects again",
  "tests/fixtures/live/sign_out.ts",
  async ({ browser, page, program }) => {
    await page.request.post("/login");
    await page.goto("/");
    await page.locator("#count", { hasText: "socket 1" }).waitFor();
    const other = await browser.newPage({ baseURL: program.origin });
    await other.request.post("/login");
    await other.goto("/");
    await other.locator("#count", { hasText: "socket 2" }).waitFor();

    await other.request.post("/logout");
    await page.locator("#count", { hasText: "socket 3" }).waitFor();
    await other.goto("/");
    await other.getByRole("heading", { name: "Who are you?" }).waitFor();
    strictEqual(await page.locator("#count").innerText(), "socket 3");
  },
);
