import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { Client, database, fastApp } from "@fasthtml/fasthtml";
import { Passkey, Passkeys } from "@fasthtml/fasthtml/ext/passkey";
import { type Device, type Lies, makeDevice } from "./_device.ts";

const ORIGIN = "https://app.example";

class Auth extends Passkeys {
  readonly accounts: string[] = [];

  override signUp(name: string) {
    this.accounts.push(name);
    return name;
  }
}

function toBrowser(basePath = "") {
  const keys = database(":memory:").create(Passkey);
  const { app, rt } = fastApp({
    secretKey: "a secret of at least 32 characters",
    title: "Notes",
    basePath,
    // As the log has it: users are told less.
    exceptionHandlers: { 400: (_, error: Error) => error.message },
  });
  rt("/", ({ auth }) => `in as ${auth}`);
  rt("/login", () => "who?");
  const { accounts } = new Auth(app, keys, { baseUrl: "https://app.example/" });
  const open = () => new Client(app, { baseUrl: ORIGIN });
  return { app, browser: open(), open, keys, accounts };
}

/** Asks for a challenge, and sends what the device makes of it: the status and what is said. */
async function send(
  browser: Client,
  device: Device,
  { name, ...lies }: Lies & { name?: string } = {},
): Promise<[status: number, text: string]> {
  const kind = name === undefined ? "sign-in" : "sign-up";
  const asked = await browser.post(`/passkey/${kind}/options`, { json: { name } });
  const { challenge } = await asked.json();
  const json = await device[kind === "sign-in" ? "signIn" : "signUp"](challenge, lies);
  const response = await browser.post(`/passkey/${kind}`, { json, htmx: true });
  return [response.status, await response.text()];
}

// What browsers themselves make is tested with a browser, in tests/examples/passkey_test.ts.

Deno.test("Passkeys guards all routes but its own and the login page", async () => {
  const { browser } = toBrowser();
  strictEqual((await browser.get("/")).headers.get("location"), "/login");
  strictEqual(await (await browser.get("/login", { htmx: true })).text(), "who?");
  strictEqual((await browser.post("/logout")).headers.get("location"), "/login");
});

Deno.test("Passkeys works below a base path", async () => {
  const { browser } = toBrowser("/shop");
  strictEqual((await browser.get("/shop/")).headers.get("location"), "/shop/login");
  strictEqual((await browser.post("/shop/passkey/sign-in/options", { json: {} })).status, 200);
});

Deno.test("Passkeys asks for keys that are bound to the configured host and verify the person", async () => {
  const { browser } = toBrowser();
  const headers = { "x-forwarded-host": "evil.example" };
  const json = { name: " ada " };
  const options = await (await browser.post("/passkey/sign-up/options", { json, headers })).json();
  deepStrictEqual(options.rp, { name: "Notes", id: "app.example" });
  strictEqual(options.user.name, "ada");
  strictEqual(options.authenticatorSelection.residentKey, "required");
  strictEqual(options.authenticatorSelection.userVerification, "required");
  match(options.challenge, /^[\w-]{43}$/);

  const ask = await (await browser.post("/passkey/sign-in/options", { json: {}, headers })).json();
  deepStrictEqual([ask.rpId, ask.userVerification], ["app.example", "required"]);
});

Deno.test("Passkeys rejects names that are taken or missing", async () => {
  const { browser, keys } = toBrowser();
  keys.insert({ id: "x", user: "ada", publicKey: "", counter: 0 });
  for (
    const [name, status] of [["ada", 409], ["", 400], ["  ", 400], ["bob", 200], [
      "x".repeat(65),
      400,
    ]] as const
  ) {
    const answer = await browser.post("/passkey/sign-up/options", { json: { name } });
    strictEqual(answer.status, status, name);
  }
});

Deno.test("Passkeys makes no account out of a challenge for signing in", async () => {
  const { browser } = toBrowser();
  await browser.post("/passkey/sign-in/options", { json: {} });
  const answer = await browser.post("/passkey/sign-up", { json: { id: "x" }, htmx: true });
  strictEqual(answer.status, 400);
  match(await answer.text(), /a name of 0 characters, expected 1 to 64/);
});

Deno.test("Passkeys answers 400 to what no browser sends, asked or not", async () => {
  const { browser, keys } = toBrowser();
  keys.insert({ id: "x", user: "ada", publicKey: "", counter: 0 });
  const garbage = [{}, { id: "x" }, { id: 1 }, { id: "x", response: null }, { id: { $ne: "" } }]
    .concat([{ id: "x", rawId: "x", type: "public-key", response: {} } as never]);
  for (const json of garbage) {
    for (const way of ["sign-in", "sign-up"]) {
      strictEqual((await browser.post(`/passkey/${way}`, { json })).status, 400);
      await browser.post(`/passkey/${way}/options`, { json: { name: "eve" } });
      const { status } = await browser.post(`/passkey/${way}`, { json });
      strictEqual(status, 400, `${way} ${JSON.stringify(json)}`);
    }
  }
  strictEqual((await browser.get("/")).headers.get("location"), "/login");
});

Deno.test("Passkeys takes a challenge once, also from the cookie of before", async () => {
  const { browser, open } = toBrowser();
  const device = await makeDevice(ORIGIN);
  strictEqual((await send(browser, device, { name: "ada" }))[0], 200);
  const thief = open();
  const { challenge } = await (await thief.post("/passkey/sign-in/options", { json: {} })).json();
  const cookies = [...thief.cookies];
  const json = await device.signIn(challenge);
  const replay = async () => {
    const copy = open();
    for (const [name, value] of cookies) copy.cookies.set(name, value);
    return (await copy.post("/passkey/sign-in", { json })).status;
  };
  deepStrictEqual([await replay(), await replay()], [200, 400]);
  const { challenge: other } = await (await thief.post("/passkey/sign-in/options", { json: {} }))
    .json();
  const both = [...thief.cookies].map((pair) => pair.join("=")).join("; ");
  const body = await device.signIn(other);
  const atOnce = await Promise.all(
    [1, 2, 3].map(async () =>
      (await open().post("/passkey/sign-in", { json: body, headers: { cookie: both } })).status
    ),
  );
  deepStrictEqual(atOnce.sort(), [200, 400, 400]);
});

Deno.test("Passkeys makes no account for a device that shows another's key", async () => {
  const { browser, open, keys, accounts } = toBrowser();
  const ada = await makeDevice(ORIGIN), thief = await makeDevice(ORIGIN);
  strictEqual((await send(browser, ada, { name: "ada" }))[0], 200);
  const id = Uint8Array.fromBase64(ada.id, { alphabet: "base64url" });
  const [status, text] = await send(open(), thief, { name: "thief", id });
  strictEqual(status, 409);
  match(text, /This passkey is in use already/);
  deepStrictEqual(accounts, ["ada"]);
  deepStrictEqual(keys().map(({ user }) => user), ["ada"]);
  strictEqual((await send(open(), ada))[0], 200);
});

Deno.test("Passkeys rejects ids beyond WebAuthn's length, and frames of other sites", async () => {
  const { browser, open, accounts } = toBrowser();
  const device = await makeDevice(ORIGIN);
  const [status, text] = await send(browser, device, { name: "eve", id: new Uint8Array(1024) });
  strictEqual(status, 400);
  match(text, /Cannot take the passkey: an id of \d+ characters/);
  const framed = { client: { crossOrigin: true } };
  const [up, why] = await send(open(), device, { name: "eve", ...framed });
  strictEqual(up, 400);
  match(why, /another site has framed this one/);
  deepStrictEqual(accounts, []);
  strictEqual((await send(open(), device, { name: "ada", id: new Uint8Array(1023) }))[0], 200);
  strictEqual((await send(open(), await makeDevice(ORIGIN), { name: "bob" }))[0], 200);
  const own = await makeDevice(ORIGIN);
  strictEqual((await send(open(), own, { name: "eva" }))[0], 200);
  strictEqual((await send(open(), own, framed))[0], 400);
});

Deno.test("Passkeys keeps names apart from what providers call their users", async () => {
  const { browser } = toBrowser();
  for (const scheme of ["https://", "https\uff1a\uff0f\uff0f"]) {
    const json = { name: `${scheme}accounts.google.com#42` };
    const response = await browser.post("/passkey/sign-up/options", { json });
    strictEqual(response.status, 400);
    match(await response.text(), /the name .*accounts\.google\.com#42.* contains/);
  }
});

Deno.test("Passkeys rejects a device that has not verified the person", async () => {
  const { browser, open, accounts } = toBrowser();
  const device = await makeDevice(ORIGIN), isVerified = false;
  deepStrictEqual(await send(browser, device, { name: "ada", isVerified }), [
    400,
    "Cannot take the passkey: User verification was required, but user could not be verified",
  ]);
  deepStrictEqual(accounts, []);
  strictEqual((await send(browser, device, { name: "ada" }))[0], 200);
  strictEqual((await send(open(), device, { isVerified }))[0], 400);
  strictEqual((await send(open(), device))[0], 200);
});

Deno.test("Passkeys adds a key to the account of a user who is signed in by any way", async () => {
  const { app, browser, keys, accounts } = toBrowser();
  const auth = `https://login.example/${"tenant".repeat(10)}#ada`;
  app.post("/passkey/as", ({ session }) => session.auth = auth);
  keys.insert({ id: "x", user: auth, publicKey: "", counter: 0 });
  const device = await makeDevice(ORIGIN);
  browser.cookies.clear();
  strictEqual((await send(browser, device, { name: "ada" }))[0], 200);
  await browser.post("/passkey/as");
  const second = await makeDevice(ORIGIN);
  strictEqual((await send(browser, second, { name: "" }))[0], 200);
  strictEqual((await send(browser, second))[0], 200);
  strictEqual(await (await browser.get("/", { htmx: true })).text(), `in as ${auth}`);
  deepStrictEqual(accounts, ["ada"]);
});

Deno.test("Passkeys throws where the application has one already", () => {
  const { app, keys } = toBrowser();
  throws(() => new Auth(app, keys), {
    message: "Cannot add a sign-in: the application has a route for POST /passkey/sign-up, " +
      "expected another path",
  });
});
