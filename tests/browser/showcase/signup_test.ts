import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import { Client } from "@fasthtml/fasthtml";
import type { Page } from "playwright-core";
import { CLIENT, startProvider } from "../../ext/_provider.ts";
import { addAuthenticator } from "../../examples/_authenticator.ts";
import { withEnv } from "../../examples/_env.ts";
import { freePort } from "../../_port.ts";
import { until } from "../../_within.ts";
import { needing } from "../../_needs.ts";
import { startProgram } from "../../_program.ts";
import { tempFolder } from "../../_temp.ts";
import { browserTest, openBrowser, REJECTED, watch } from "../_browser.ts";
import { findFlaws, showcase } from "./_flaws.ts";

const { app } = await withEnv(
  { SIGNUP_DB: ":memory:", BASE_URL: "http://localhost" },
  () => import("../../../examples/showcase/signup.ts"),
);

/** A picture of one pixel. */
const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);
const ADA = { name: "Ada", email: "ada@example.com", password: "a lantern in the fog" };
const EVE = { name: "Eve", email: "eve@example.com", password: "under the bridge" };

Deno.test("signup: who is not signed in sees none of the pages of users", async () => {
  const guest = new Client(app);
  for (const path of ["/", "/security", `/pictures/${crypto.randomUUID()}`]) {
    strictEqual(toEnd(await guest.get(path, { redirect: "manual" })), "303 /login");
  }
  for (const path of ["/profile", "/picture", "/security/password", "/security/end-all"]) {
    strictEqual(await post(guest, path, { name: "x", id: "x" }), "303 /login");
  }
});

Deno.test("signup: only the mailbox tells whether there is an account", async () => {
  const guest = new Client(app);
  const bad = await guest.post("/signup", {
    data: { ...ADA, name: " ", email: "ada", password: "" },
  });
  strictEqual(bad.status, 422);
  deepStrictEqual(toErrors(await bad.text()), {
    name: "Your name, please",
    email: "Such as ada@example.com",
  });
  const common = await guest.post("/signup", { data: { ...ADA, password: "password1" } });
  strictEqual(common.status, 422);
  match(toErrors(await common.text()).password!, /password/);

  const first = await guest.post("/signup", { data: ADA, redirect: "manual" });
  await confirm(ADA.email, 1);
  const second = await guest.post("/signup", { data: ADA, redirect: "manual" });
  deepStrictEqual([toEnd(first), toEnd(second)], ["303 /signup/waiting", "303 /signup/waiting"]);
  deepStrictEqual(await second.text(), await first.text());
  await post(guest, "/signup", EVE);
  await confirm(EVE.email, 1);
  strictEqual((await mailsTo(ADA.email)).length, 1);
});

Deno.test("signup: a password that someone else has chosen for an email address is none", async () => {
  const email = "bob@example.com", guest = new Client(app);
  await post(guest, "/signup", { ...EVE, email });
  const [evil] = await mailsAfter(email, 1);
  await post(guest, "/signup", { ...ADA, email });
  await confirm(email, 2);
  await follow(evil!, "/password/verify");
  strictEqual(await post(new Client(app), "/login", { ...EVE, email }), "422");
  strictEqual(
    await post(new Client(app), "/login", { ...ADA, email: " BOB@example.com" }),
    "303 /",
  );
});

Deno.test("signup: a wrong password and an unknown name are answered alike", async () => {
  const guest = new Client(app);
  const ask = async (email: string) => {
    const response = await guest.post("/login", { data: { email, password: "let me in now" } });
    const page = (await response.text()).replaceAll(email, "…");
    return [response.status, page.replaceAll(/ nonce="[^"]*"/g, "")];
  };
  deepStrictEqual(await ask(ADA.email), await ask("ann@example.com"));
  strictEqual(await post(guest, "/login", ADA), "303 /");
  match(await (await guest.get("/")).text(), /ada@example\.com/);
});

Deno.test("signup: a link sets a new password once, and signs out all places", async () => {
  const ada = new Client(app), guest = new Client(app);
  await post(ada, "/login", ADA);
  await post(guest, "/password/forgot", { email: ADA.email });
  const mails = await mailsAfter(ADA.email, 2);
  const link = mails.at(-1)!, password = "another lantern";
  strictEqual((await follow(link, "/password/reset", { password: "short" })).status, 422);
  strictEqual((await follow(link, "/password/reset", { password })).status, 200);
  strictEqual((await follow(link, "/password/reset", { password: "a third one" })).status, 410);
  strictEqual(toEnd(await ada.get("/", { redirect: "manual" })), "303 /login");
  strictEqual(await post(ada, "/login", { ...ADA, password }), "303 /");

  const phone = new Client(app);
  await post(phone, "/login", { ...ADA, password });
  strictEqual(
    await post(ada, "/security/password", { current: "wrong one", next: ADA.password }),
    "422",
  );
  strictEqual(
    await post(ada, "/security/password", { current: password, next: "password1" }),
    "422",
  );
  strictEqual((await phone.get("/", { redirect: "manual" })).status, 200);
  strictEqual(
    await post(ada, "/security/password", { current: password, next: ADA.password }),
    "303 /security",
  );
  strictEqual((await ada.get("/", { redirect: "manual" })).status, 200);
  strictEqual(toEnd(await phone.get("/", { redirect: "manual" })), "303 /login");
});

Deno.test("signup: users end their own sessions, and see their own pictures", async () => {
  const ada = new Client(app), phone = new Client(app), eve = new Client(app);
  for (const client of [ada, phone]) await post(client, "/login", ADA);
  await post(eve, "/login", EVE);
  const id = (await (await ada.get("/security")).text()).match(/name="id" value="([^"]+)"/)![1]!;
  await post(eve, "/security/end", { id });
  await post(eve, "/security/end-all", {});
  strictEqual((await phone.get("/", { redirect: "manual" })).status, 200);
  strictEqual(await post(ada, "/security/end", { id }), "303 /security");
  strictEqual(toEnd(await phone.get("/", { redirect: "manual" })), "303 /login");

  const send = async (bytes: Uint8Array<ArrayBuffer> | string, type: string) => {
    const body = new FormData();
    body.append("file", new File([bytes], "me.png", { type }));
    return toEnd(await ada.post("/picture", { body, redirect: "manual" }));
  };
  strictEqual(await send('<svg onload="alert(1)"/>', "image/png"), "422");
  strictEqual(await send(new Uint8Array(2_100_000), "image/png"), "413");
  strictEqual(await send(PNG, "text/html"), "303 /");
  const src = (await (await ada.get("/")).text()).match(/src="(\/pictures\/[^"]+)"/)![1]!;
  const shown = await ada.get(src);
  deepStrictEqual(await shown.bytes(), PNG);
  deepStrictEqual(
    ["content-type", "x-content-type-options"].map((name) => shown.headers.get(name)),
    ["image/png", "nosniff"],
  );
  strictEqual((await eve.get(src)).status, 404);
  strictEqual(await post(ada, "/picture/remove", {}), "303 /");
  strictEqual((await ada.get(src)).status, 404);
});

/** Milliseconds for a step: hashing a password takes a busy machine long. */
const PATIENCE = 120_000;

/** A program of its own, at a host that passkeys can be bound to. */
function newProgram(HTMX = "4") {
  const PORT = `${freePort()}`, BASE_URL = `http://localhost:${PORT}`;
  const options = showcase("signup.ts", { PORT, BASE_URL, HTMX });
  return { ...options, warns: REJECTED, origin: BASE_URL };
}

for (const version of ["4", "2"]) {
  const program = newProgram(version);
  browserTest(
    `signup: from signing up to a passkey (htmx ${version})`,
    program,
    async ({ page }) => {
      page.setDefaultTimeout(PATIENCE);
      await addAuthenticator(page);
      await page.goto(program.origin);
      await join(page, program.origin);
      await page.locator("input[type=file]").setInputFiles({
        name: "me.png",
        mimeType: "image/png",
        buffer: Buffer.from(PNG),
      });
      await page.getByRole("button", { name: "Upload" }).click();
      await page.getByText("Your picture is saved").waitFor();
      await page.getByRole("img", { name: "Ada" }).waitFor();
      await page.getByLabel("Name").fill("Ada Byron");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Your name is saved").waitFor();

      await page.getByRole("link", { name: "Security" }).click();
      await page.getByRole("button", { name: "Add a passkey" }).click();
      await page.getByRole("heading", { name: "Profile" }).waitFor();
      await page.getByRole("button", { name: "Log out" }).first().click();
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await page.getByRole("heading", { name: "Profile" }).waitFor();
      await page.getByRole("link", { name: "Security" }).click();
      await page.getByLabel("Your password").fill("not the one");
      await page.getByLabel("New password").fill("another lantern");
      await page.getByRole("button", { name: "Change" }).click();
      await page.getByText("This is not your password.").waitFor();
      await page.getByRole("button", { name: "Remove" }).click();
      await page.getByRole("button", { name: "Remove" }).waitFor({ state: "detached" });
    },
  );
}

Deno.test({
  ...needing(["chromium"], "signup: by a provider, whose user has an account of its own"),
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const { args, env, origin } = newProgram();
    await using stack = new AsyncDisposableStack();
    const { issuer } = stack.use(await startProvider(`${origin}/redirect`));
    const oidc = { OIDC_ISSUER: issuer, OIDC_ID: CLIENT.id, OIDC_SECRET: CLIENT.secret };
    const { path: cwd } = stack.use(await tempFolder());
    stack.use(await startProgram(args, { cwd, env: { ...env(), ...oidc } }));
    const browser = stack.adopt(await openBrowser(), (browser) => browser.close());
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    const problems = watch(page);
    await page.goto(origin);
    await page.getByRole("link", { name: "Continue with your company" }).click();
    await page.getByLabel("Name").fill("ada");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Profile" }).waitFor();
    strictEqual(await page.getByLabel("Name").inputValue(), "ada Example");
    await page.getByRole("link", { name: "Security" }).click();
    await page.getByRole("heading", { name: "Passkeys" }).waitFor();
    strictEqual(await page.getByRole("heading", { name: "Password", exact: true }).count(), 0);
    await page.getByRole("button", { name: "Log out" }).first().click();
    await page.getByRole("heading", { name: "Log in" }).waitFor();
    deepStrictEqual(problems, []);
  },
});

const plain = newProgram();
browserTest("signup: without scripts, too", plain, async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const problems = watch(page);
  await page.goto(plain.origin);
  await join(page, plain.origin, { scripts: false });
  await page.getByLabel("Name").fill("Ada Byron");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Your name is saved").waitFor();
  await page.getByRole("button", { name: "Log out" }).first().click();
  await page.getByRole("heading", { name: "Log in" }).waitFor();
  deepStrictEqual(problems, []);
  await context.close();
});

const looked = newProgram();
browserTest("signup: it keeps no one out, on no screen", looked, async ({ page }) => {
  const { origin } = looked;
  page.setDefaultTimeout(PATIENCE);
  for (
    const path of ["/login", "/signup", "/signup/waiting", "/password/forgot", "/password/reset"]
  ) {
    await page.goto(origin + path);
    deepStrictEqual(await findFlaws(page), [], path);
  }
  await page.goto(origin);
  await join(page, origin);
  deepStrictEqual(await findFlaws(page), []);
  await page.goto(`${origin}/security`);
  deepStrictEqual(await findFlaws(page), []);
});

/** Signs up, follows the link of the mail, and logs in. */
async function join(page: Page, origin: string, { scripts = true } = {}): Promise<void> {
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByLabel("Name").fill(ADA.name);
  await page.getByLabel("E-mail").fill(ADA.email);
  await page.getByLabel("Password").fill(ADA.password);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByRole("link", { name: "Open the mailbox" }).click();
  const mail = page.getByRole("listitem").getByRole("link");
  await until(120, "the mail", async () => {
    if (await mail.count() > 0) return true;
    await page.reload();
    return false;
  });
  await mail.click();
  const link = await page.getByRole("link", { name: /\/password\/verify#/ }).textContent();
  await page.goto(link!);
  if (!scripts) await page.locator("input[name=token]").fill(link!.split("#")[1]!);
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("is confirmed").waitFor();
  await page.goto(`${origin}/login`);
  await page.getByLabel("E-mail").fill(ADA.email);
  await page.getByLabel("Password").fill(ADA.password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("heading", { name: "Profile" }).waitFor();
}

/** The links of the mails to someone, the oldest first, once there are so many. */
async function mailsAfter(email: string, count: number): Promise<string[]> {
  let links: string[] = [];
  await until(120, `mail ${count} to ${email}`, async () => {
    links = await mailsTo(email);
    return links.length >= count;
  });
  return links;
}

async function mailsTo(email: string): Promise<string[]> {
  const list = await (await app.request("/dev/mail")).text();
  const paths = [...list.matchAll(/<a href="(\/dev\/mail\/[^"]+)">[^<]*<\/a> to ([^<]*)/g)]
    .filter(([, , to]) => to!.includes(email)).map(([, path]) => path!).reverse();
  const pages = await Promise.all(paths.map(async (path) => (await app.request(path)).text()));
  return pages.map((page) => page.match(/http:\/\/localhost\/password\/\w+(?:#[\w-]+)?/)![0]);
}

/** Follows the link of a sign-up, which is the mail of this number. */
async function confirm(email: string, count: number): Promise<void> {
  const links = await mailsAfter(email, count);
  strictEqual((await follow(links[count - 1]!, "/password/verify")).status, 200);
}

function follow(link: string, path: string, data: Record<string, string> = {}): Promise<Response> {
  return new Client(app).post(path, { data: { token: link.split("#")[1]!, ...data } });
}

/** The messages of a form, by field. */
function toErrors(html: string): Record<string, string> {
  const found = html.matchAll(/<small id="form-(\w+)-error" class="ui-error">([^<]*)/g);
  return Object.fromEntries([...found].map(([, name, text]) => [name!, text!]));
}

/** The status of a post, and where it leads to. */
async function post(client: Client, path: string, data: Record<string, string>): Promise<string> {
  return toEnd(await client.post(path, { data, redirect: "manual" }));
}

function toEnd(response: Response): string {
  return [response.status, response.headers.get("location")].filter(Boolean).join(" ");
}
