import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { browserTest } from "../browser/_browser.ts";
import { CLIENT, startProvider } from "../ext/_provider.ts";
import { freePort } from "../_port.ts";

const port = freePort();
const origin = `http://127.0.0.1:${port}`;
const provider = await startProvider(`${origin}/redirect`);
Deno.test.afterAll(async () => await provider[Symbol.asyncDispose]());

browserTest("a person signs in by a provider, finds the page again, and signs out", {
  args: ["run", "-A", fileURLToPath(new URL("../../examples/oauth.ts", import.meta.url))],
  env: () => ({
    PORT: `${port}`,
    BASE_URL: origin,
    OIDC_ISSUER: provider.issuer,
    OIDC_ID: CLIENT.id,
    OIDC_SECRET: CLIENT.secret,
    FASTHTML_SECRET: "a-secret-of-at-least-32-characters",
  }),
}, async ({ page }) => {
  await page.goto("/");
  await page.waitForURL("/login");
  await page.getByRole("link", { name: "Log in" }).click();
  await page.waitForURL(`${provider.issuer}/sign-in/*`);
  await page.getByLabel("Name").fill("ada");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Hello, ada Example" }).waitFor();
  deepStrictEqual(await page.locator("p").allTextContents(), [`You are ${provider.issuer}#ada.`]);
  await page.reload();
  await page.getByRole("heading", { name: "Hello, ada Example" }).waitFor();

  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("heading", { name: "Who are you?" }).waitFor();
  await page.goto("/");
  await page.waitForURL("/login");
});
