import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { addAuthenticator } from "../examples/_authenticator.ts";
import { freePort } from "../_port.ts";
import { until } from "../_within.ts";
import { findBarriers } from "./_axe.ts";
import { browserTest, watch } from "./_browser.ts";

const port = freePort();
// Passkeys are bound to a name; an address such as 127.0.0.1 has none.
const origin = `http://localhost:${port}`;
const file = fileURLToPath(new URL("../fixtures/live/magickey.ts", import.meta.url));

for (const HTMX of ["4", "2"]) {
  const program = {
    args: ["run", "-A", file],
    env: () => ({ PORT: `${port}`, BASE_URL: origin, HTMX }),
  };

  browserTest(
    `a person signs in by a link, adds a passkey, and comes back with it (htmx ${HTMX})`,
    program,
    async ({ page }) => {
      const credentials = await addAuthenticator(page);
      const told = listen(page.context());
      await page.goto(`${origin}/`);
      await page.waitForURL("**/login");
      const { link } = await askFor(page, "Ada@Example.com");
      await page.getByText("If ada@example.com can sign in here").waitFor();
      deepStrictEqual(await findBarriers(page), []);
      await picture(page, `waiting_${HTMX}`);

      // The same tab: only the part behind # changes, and no page is loaded.
      await page.goto(link);
      await page.getByText("Press the button to sign in.").waitFor();
      strictEqual(page.url(), `${origin}/magic`);
      deepStrictEqual(await findBarriers(page), []);
      await picture(page, `link_${HTMX}`);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { name: "Sign in faster" }).waitFor();
      deepStrictEqual(await findBarriers(page), []);
      await picture(page, `offer_${HTMX}`);
      await page.getByRole("button", { name: "Add a passkey" }).click();
      await page.getByText("Hello, ada@example.com").waitFor();
      strictEqual((await credentials()).length, 1);

      await page.getByRole("button", { name: "Log out" }).click();
      await page.waitForURL("**/login");
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await page.getByText("Hello, ada@example.com").waitFor();
      // Neither a URL nor a header of a request has ever had the token.
      const [, token] = link.split("#") as [string, string];
      match(token, /^[\w-]{43}$/);
      deepStrictEqual(told.filter((text) => text.includes(token)), []);
    },
  );

  browserTest(
    `another browser asks whether it should sign in, and a used link says so (htmx ${HTMX})`,
    program,
    async ({ browser, page }) => {
      await page.goto(`${origin}/login`);
      const { link } = await askFor(page, "ada@example.com");
      const context = await browser.newContext();
      const phone = await context.newPage(), problems = watch(phone, undefined);
      await phone.goto(link);
      await phone.getByRole("button", { name: "Sign in" }).click();
      await phone.getByText(/in another browser: Chrome, .*sign in as ada@example\.com/).waitFor();
      deepStrictEqual(await findBarriers(phone), []);
      await picture(phone, `elsewhere_${HTMX}`);
      await phone.getByRole("button", { name: "Sign in" }).click();
      await phone.getByRole("link", { name: "Not now" }).click();
      await phone.getByText("Hello, ada@example.com").waitFor();
      deepStrictEqual(problems, []);
      await context.close();

      const late = await browser.newPage(); // Its console will tell of the 410.
      await late.goto(link);
      await late.getByRole("button", { name: "Sign in" }).click();
      await late.getByRole("alert").getByText("used already").waitFor();
      deepStrictEqual(await findBarriers(late), []);
      await picture(late, `used_${HTMX}`);
      await late.getByRole("link", { name: "Ask for a new link" }).click();
      await late.waitForURL("**/login");
    },
  );

  browserTest(
    `without scripts the code signs in where it was asked for (htmx ${HTMX})`,
    program,
    async ({ browser }) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${origin}/login`);
      const { link, code } = await askFor(page, "ada@example.com");
      await page.goto(link);
      const field = page.getByLabel("Or enter the code of the mail here:");
      await field.fill("bbbb bbbb");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("alert").getByText("not the code").waitFor();
      await picture(page, `code_${HTMX}`);
      await field.fill(code.toLowerCase());
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("link", { name: "Not now" }).click();
      await page.getByText("Hello, ada@example.com").waitFor();
      await context.close();
    },
  );
}

/** Asks for a link by the login page, and reads it and its code in the mail. */
async function askFor(page: Page, email: string): Promise<{ link: string; code: string }> {
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await page.waitForURL("**/magic");
  let mail: { links: [string]; text: string } | undefined;
  await until(60, "a mail", async () => {
    [mail] = await (await page.request.get(`${origin}/box`)).json();
    return mail !== undefined;
  });
  return { link: mail!.links[0], code: /[A-Z]{4}-[A-Z]{4}/.exec(mail!.text)![0] };
}

/** Collects URLs and headers of all requests of a browser. */
function listen(context: BrowserContext): string[] {
  const told: string[] = [];
  context.on("request", (request) => {
    told.push(request.url().split("#")[0]!, JSON.stringify(request.headers()));
  });
  return told;
}

/** Takes a picture where `PICTURES` names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = Deno.env.get("PICTURES");
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
