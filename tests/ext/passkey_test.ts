import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Client, database, fastApp } from "@fasthtml/fasthtml";
import { Passkey, Passkeys } from "@fasthtml/fasthtml/ext/passkey";

class Auth extends Passkeys {
  override signUp(name: string) {
    return name;
  }
}

function toBrowser(basePath = "") {
  const keys = database(":memory:").create(Passkey);
  const { app, rt } = fastApp({
    secretKey: "a secret of at least 32 characters",
    title: "Notes",
    basePath,
  });
  rt("/", () => "in");
  rt("/login", () => "who?");
  new Auth(app, keys, { baseUrl: "https://app.example/" });
  return { browser: new Client(app, { baseUrl: "https://app.example" }), keys };
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
  match(await answer.text(), /1 to 64 characters, and this one has 0/);
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
