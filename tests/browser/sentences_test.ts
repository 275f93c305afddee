import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { MESSAGES } from "../../lib/http/messages.ts";
import { addAuthenticator } from "../examples/_authenticator.ts";
import { GERMAN } from "../fixtures/german.ts";
import { needing } from "../_needs.ts";
import { freePort } from "../_port.ts";
import { startProgram } from "../_program.ts";
import { openBrowser } from "./_browser.ts";

const [file, passkeys] = ["german", "passkeys"].map((name) =>
  fileURLToPath(new URL(`../fixtures/live/${name}.ts`, import.meta.url))
) as [string, string];

for (const HTMX of ["4", "2"]) {
  Deno.test({
    ...needing(["chromium"], `the client script speaks the language of the server (htmx ${HTMX})`),
    sanitizeOps: false,
    sanitizeResources: false,
  }, async () => {
    await using program = await startProgram(["run", "-A", file], { env: { HTMX } });
    const browser = await openBrowser();
    try {
      const rows: [preferred: string, set: string | undefined, table: typeof GERMAN][] = [
        ["de-AT", undefined, GERMAN],
        ["fr-FR", undefined, MESSAGES],
        ["de-AT", "en", MESSAGES],
        ["en-US", "de-CH", GERMAN],
      ];
      for (const [locale, set, table] of rows) {
        const context = await browser.newContext({ baseURL: program.origin, locale });
        const page = await context.newPage();
        const violations: string[] = [];
        page.on("console", (message) => {
          if (/Content.Security.Policy/i.test(message.text())) violations.push(message.text());
        });
        await page.goto(set === undefined ? "/" : `/language/${set}`);
        const about = `browser ${locale}, page ${set}`;
        deepStrictEqual(await toldOn(page), toldBy(table), about);
        deepStrictEqual(violations, []);
        await context.close();
      }
    } finally {
      await browser.close();
    }
  });
}

Deno.test({
  ...needing(
    ["chromium"],
    "passkeyScript() tells in the language of the page what browsers say in English",
  ),
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  const port = freePort(), origin = `http://localhost:${port}`;
  const env = { PORT: `${port}`, BASE_URL: origin };
  await using _program = await startProgram(["run", "-A", passkeys], { env });
  const browser = await openBrowser();
  try {
    const open = async (isVerified: boolean) => {
      const page = await browser.newPage();
      await addAuthenticator(page, isVerified);
      await page.goto(`${origin}/login`);
      return page;
    };
    const signUp = (page: Page) => page.getByRole("button", { name: "up", exact: true }).click();
    const tell = async (page: Page) => {
      await signUp(page);
      return await page.getByRole("alert").innerText();
    };
    const [page, unverified] = [await open(true), await open(false)];
    const told = { unverified: await tell(unverified), again: "", offline: "" };
    await signUp(page);
    await page.waitForURL(`${origin}/`);
    await page.goto(`${origin}/login`);
    told.again = await tell(page);
    await unverified.reload();
    await unverified.route("**/options", (route) => route.abort("internetdisconnected"));
    told.offline = await tell(unverified);
    deepStrictEqual(told, {
      unverified: GERMAN.passkeyUnused,
      again: GERMAN.passkeyTaken,
      offline: GERMAN.unreachable,
    });
  } finally {
    await browser.close();
  }
});

/** What is told at each button by the sentences of a table. */
function toldBy(table: typeof GERMAN): Record<string, string> {
  return {
    number: `age: ${table.number}`,
    json: `${table.wentWrong}`.replace("{status}", "409"),
    offline: `${table.unreachable}`,
    slow: `${table.noAnswer}`,
    Say: `${table.disconnected}`,
    toast: `${table.close}`,
  };
}

async function toldOn(page: Page): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  await page.route("**/offline", (route) => route.abort("internetdisconnected"));
  await page.route("**/slow", () => {}); // It is never answered.
  // The server closes the socket at the first message, so that the second one can't be sent.
  const closed = await page.evaluateHandle(
    `({ closed: new Promise((resolve) => document.addEventListener("htmx:wsClose", resolve)) })`,
  ) as { evaluate(run: (event: { closed: Promise<void> }) => Promise<void>): Promise<void> };
  await page.getByRole("button", { name: "Say" }).click();
  await closed.evaluate(({ closed }) => closed.then(() => {}));
  for (const name of ["number", "json", "offline", "slow", "Say"]) {
    await page.getByRole("button", { name, exact: true }).click();
    const toast = page.locator(".fh-toast");
    told[name] = await toast.locator("span").innerText();
    // Its button has the same name in each language of the page as that of a toast of the server.
    told.toast = (await toast.locator("button").getAttribute("aria-label"))!;
    await toast.locator("button").click();
    await toast.waitFor({ state: "detached" });
  }
  const client = told.toast;
  await page.getByRole("button", { name: "toast" }).click();
  await page.locator(".fh-toast", { hasText: "ready" }).waitFor();
  const server = await page.locator(".fh-toast button").getAttribute("aria-label");
  deepStrictEqual(server, client);
  return told;
}
