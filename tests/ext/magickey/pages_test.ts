import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { fastApp } from "@fasthtml/fasthtml";
import { MagicKey } from "@fasthtml/fasthtml/ext/magickey";
import { GERMAN } from "../../fixtures/german.ts";
import { until } from "../../_within.ts";
import { ask, post, saidOn, start } from "../_magickey.ts";

// That they can be used by all is tested in tests/browser/magickey_test.ts.

Deno.test("MagicKey: pages and mails speak the user's language", async () => {
  const { browser, box } = start({ app: { messages: { de: GERMAN } } });
  const headers = { "accept-language": "de" };
  await browser.post("/magic", { data: { email: "ann@example.com" }, headers });
  await until(60, "a mail", () => box.mails.length === 1);
  strictEqual(box.mails[0]!.subject, "Anmelden bei Notes");
  deepStrictEqual(saidOn(await (await browser.get("/magic", { headers })).text()), [
    "Anmelden",
    "Drücken Sie den Knopf, um sich anzumelden.",
    "Wenn ann@example.com sich hier anmelden kann, ist eine Mail unterwegs. Öffnen Sie ihren Link.",
    "Um einen neuen Link bitten",
  ]);
});

Deno.test("MagicKey: one who opens less than the link is told so, and what was asked for long ago is forgotten", async () => {
  const site = start({ tokenExpiry: "1h" }), { browser } = site;
  const early = [
    "Sign in",
    "Press the button to sign in.",
    "Please open the whole link of the mail, or ask for a new one.",
    "Ask for a new link",
  ];
  deepStrictEqual(saidOn(await (await browser.get("/magic")).text()), early);
  await ask(site, browser);
  const { magicKey } = browser.session as unknown as { magicKey: { time: number } };
  const hour = 3_600_000;
  for (
    const [time, said] of [[hour - 60_000, "If ann@example.com can sign"], [
      hour,
      early[2]!,
    ]] as const
  ) {
    browser.session = { magicKey: { ...magicKey, time: Date.now() - time } };
    const page = saidOn(await (await browser.get("/magic")).text());
    strictEqual(page[2]!.startsWith(said), true, page[2]);
  }
});

Deno.test("MagicKey: a fragment for htmx has no script, which its page would not run", async () => {
  const { browser } = start();
  match(await (await browser.get("/magic")).text(), /replaceState/);
  const part = await (await browser.get("/magic", { htmx: true })).text();
  match(part, /^<title>Sign in<\/title>/);
  strictEqual(/<script/.test(part), false);
});

Deno.test("MagicKey: what a client says of itself is text on pages and in mails", async () => {
  const site = start({ app: { trustProxy: 1 } }), { box, open } = site;
  const headers = { "user-agent": "<img src=x>", "x-forwarded-for": "<b>" };
  await open().post("/magic", { data: { email: "a&b'<@example.com" }, headers });
  await open().post("/magic", { data: { email: "a&b'c@example.com" }, headers });
  await until(60, "a mail", () => box.mails.length === 1);
  const [, page] = await post(open(), "/magic/in", { token: box.mails[0]!.token });
  match(saidOn(page)[1]!, /another browser: an unknown browser.* as a&amp;b.*c@example\.com here/);
  for (const html of [page, box.mails[0]!.html]) strictEqual(/<img|<b>/.test(html), false);
});

Deno.test("MagicKey: a wrong code is told at its field, to a screen reader as well", async () => {
  const site = start(), { browser } = site;
  await ask(site, browser);
  const [status, html] = await post(browser, "/magic/code", { code: "wrong" });
  strictEqual(status, 422);
  const [form] = /<form[^>]*action="\/magic\/code".*?<\/form>/s.exec(html)!;
  strictEqual(
    form.replaceAll("\n", ""),
    '<form method="post" action="/magic/code" hx-boost="false" ' +
      'enctype="multipart/form-data"><label for="magic-field">Or enter the code of the mail here:</label>' +
      '<input id="magic-field" name="code" required maxlength="40" autocomplete="one-time-code" ' +
      'autocapitalize="characters" spellcheck="false" aria-invalid="true" ' +
      'aria-describedby="magic-problem">' +
      '<small id="magic-problem" role="alert">This is not the code of the last mail. Please try again.</small>' +
      "<button>Sign in</button></form>",
  );
});

Deno.test("MagicKey: a route that the program has already is an error, whichever it is", () => {
  class Auth extends MagicKey {
    override getUserId() {
      return undefined;
    }
  }
  const routes = ["POST /in", "GET /in", "POST /in/in", "POST /in/code", "GET /in/passkey"];
  for (const route of routes) {
    const { app } = fastApp({ secretKey: "a secret of at least 32 characters" });
    const [verb, path] = route.split(" ") as ["GET" | "POST", string];
    app[verb === "GET" ? "get" : "post"](path, () => "own");
    const { db } = start();
    throws(() => new Auth(app, { db: db as never, mail: { send: async () => {} }, path: "/in" }), {
      name: "TypeError",
      message:
        `Cannot add a sign-in: the application has a route for ${route}, expected another path`,
    });
  }
});
