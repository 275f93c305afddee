import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { addAuthenticator } from "./_authenticator.ts";
import { browserTest } from "../browser/_browser.ts";
import { freePort } from "../_port.ts";

const port = freePort();
// Passkeys are bound to a name; an address such as 127.0.0.1 has none.
const origin = `http://localhost:${port}`;
const program = {
  args: ["run", "-A", fileURLToPath(new URL("../../examples/passkey.ts", import.meta.url))],
  env: () => ({
    PORT: `${port}`,
    BASE_URL: origin,
    PASSKEY_DB: ":memory:",
    FASTHTML_SECRET: "a-secret-of-at-least-32-characters",
  }),
};

browserTest("a person signs up by a passkey, leaves, and comes back", program, async ({ page }) => {
  const credentials = await addAuthenticator(page);
  await page.goto(`${origin}/`);
  await page.waitForURL("**/login");
  await signUp(page, "ada <3");
  await page.getByRole("heading", { name: "Welcome, ada <3" }).waitFor();
  strictEqual((await credentials()).length, 1);

  await page.getByRole("button", { name: "Log out" }).click();
  await page.waitForURL("**/login");
  await signIn(page);
  await page.getByRole("heading", { name: "Welcome, ada <3" }).waitFor();
  deepStrictEqual((await credentials()).map(({ signCount }) => signCount), [2]);
});

browserTest(
  "a passkey's answer counts once, for its name, and not when changed",
  program,
  async ({ browser, page }) => {
    await addAuthenticator(page);
    await page.goto(`${origin}/login`);
    await signUp(page, "ada");
    await page.getByRole("heading", { name: "Welcome, ada" }).waitFor();
    await page.getByRole("button", { name: "Log out" }).click();

    const unwatched = await browser.newPage(); // its console will tell of the 409
    await unwatched.goto(`${origin}/login`);
    await signUp(unwatched, "ada");
    await unwatched.getByRole("alert").getByText('The name "ada" is taken').waitFor();

    const sent = page.waitForRequest(`${origin}/passkey/sign-in`);
    await signIn(page);
    const body = (await sent).postDataJSON();
    await page.getByRole("heading", { name: "Welcome, ada" }).waitFor();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.waitForURL("**/login");

    const send = async (data: unknown) => {
      const headers = { "hx-request": "true" }; // the message alone, not the page around it
      const answer = await page.request.post(`${origin}/passkey/sign-in`, { data, headers });
      strictEqual(answer.status(), 400);
      return await answer.text();
    };
    const ask = async () =>
      (await (await page.request.post(`${origin}/passkey/sign-in/options`, { data: {} })).json())
        .challenge;

    const rejected = "<p>This passkey was not accepted.</p>"; // why is tested in tests/ext
    match(await send(body), /began in another browser/);
    await ask();
    strictEqual(await send(body), rejected); // the challenge is of the sign-in before
    const change = (client: Record<string, string>, counter: number) => {
      const authenticatorData = Uint8Array.fromBase64(body.response.authenticatorData, URL_SAFE);
      authenticatorData[36] = counter;
      return {
        ...body,
        response: {
          ...body.response,
          clientDataJSON: toBase64(new TextEncoder().encode(JSON.stringify(client))),
          authenticatorData: toBase64(authenticatorData),
        },
      };
    };
    const client = { type: "webauthn.get", origin };
    strictEqual(await send(change({ ...client, challenge: await ask() }, 2)), rejected);
    strictEqual(await send(change({ ...client, challenge: await ask() }, 9)), rejected);
    const foreign = { ...client, challenge: await ask(), origin: "https://evil.example" };
    strictEqual(await send(change(foreign, 9)), rejected);
    await ask();
    match(await send({ ...body, id: "unknown" }), /No user has this passkey/);
    await page.goto(`${origin}/`);
    await page.waitForURL("**/login");
  },
);

const URL_SAFE = { alphabet: "base64url", omitPadding: true } as const;

async function signUp(page: Page, name: string): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Sign up" }).click();
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
}

function toBase64(bytes: Uint8Array): string {
  return bytes.toBase64(URL_SAFE);
}
