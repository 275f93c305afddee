import { deepStrictEqual, match, notStrictEqual, ok, strictEqual, throws } from "node:assert";
import { type Child, Client, type Database, database, fastApp, toXml } from "@fasthtml/fasthtml";
import { jobs } from "@fasthtml/fasthtml/ext/jobs";
import { MagicKey, type MagicKeyOptions } from "@fasthtml/fasthtml/ext/magickey";
import { MailError } from "@fasthtml/fasthtml/ext/mail";
import { mongodb } from "@fasthtml/fasthtml/ext/mongodb";
import { sessions } from "@fasthtml/fasthtml/ext/sessions";
import { createHash } from "node:crypto";
import { logged } from "../http/_app.ts";
import { until } from "../_within.ts";
import { type Promises, testOverDatabases } from "./_databases.ts";
import { makeDevice } from "./_device.ts";
import { ask, ORIGIN, post, saidOn, start } from "./_magickey.ts";
import { MongoStandIn } from "./mongodb_stand_in.ts";

// What browsers make of the pages is tested in tests/browser/magickey_test.ts.

const LATE = "This link or code was used already, or is too old. Please ask for a new one.";

const TESTS: Promises = {
  async "sends a link that signs in once, in a new session"(at) {
    const site = start({ at }), { browser, box, auth } = site;
    strictEqual((await browser.get("/")).headers.get("location"), "/login");
    await post(browser, "/set", { name: "theme" });
    deepStrictEqual(await post(browser, "/magic", { email: " Ann@Example.COM " }), [303, "/magic"]);
    deepStrictEqual(saidOn(await (await browser.get("/magic")).text()), [
      "Sign in",
      "Press the button to sign in.",
      "If ann@example.com can sign in here, a mail is on its way. Please open its link.",
      "Ask for a new link",
    ]);
    await until(60, "a mail", () => box.mails.length === 1);
    const [{ to, subject, html, url, code, token }] = box.mails as [typeof box.mails[0]];
    deepStrictEqual([to, subject], ["ann@example.com", "Sign in to Notes"]);
    match(url, /^https:\/\/notes\.example\/magic#[\w-]{43}$/);
    match(code, /^[B-Z]{4}-[B-Z]{4}$/);
    deepStrictEqual(saidOn(html), [
      "This link signs you in to Notes. It is good once, in the next 15 min:",
      "Sign in",
      "Or enter this code in the browser that asked for it, and tell it to no other person:",
      code,
      "It was asked for with Firefox, Linux. If that was not you, there is nothing to do.",
    ]);
    deepStrictEqual(auth.asked, []);
    deepStrictEqual(await post(browser, "/magic/in", { token }), [303, "/magic/passkey"]);
    strictEqual(
      await (await browser.get("/", { htmx: true })).text(),
      "in as user:ann@example.com",
    );
    deepStrictEqual({ ...browser.session }, { auth: "user:ann@example.com" });

    const [status, page] = await post(browser, "/magic/in", { token });
    deepStrictEqual([status, saidOn(page)], [410, ["Sign in", LATE, "Ask for a new link"]]);
    deepStrictEqual(auth.asked, ["ann@example.com"]);
    strictEqual((await post(browser, "/logout"))[1], "/login");
    strictEqual((await browser.get("/")).headers.get("location"), "/login");
  },

  async "with a store of sessions, the id of before a sign-in is none after"(at) {
    const store = sessions(at.open());
    const site = start({ at, app: { session: { store } } }), { browser, open } = site;
    const { token } = await ask(site, browser);
    const before = new Map(browser.cookies);
    strictEqual((await post(browser, "/magic/in", { token }))[0], 303);
    const after = new Map(browser.cookies);
    deepStrictEqual([...before.keys()], [...after.keys()]);
    for (const [name, value] of before) notStrictEqual(after.get(name), value);
    const thief = open();
    for (const [name, value] of before) thief.cookies.set(name, value);
    strictEqual((await thief.get("/")).headers.get("location"), "/login");
    strictEqual((await store.list("user:ann@example.com")).length, 1);
  },

  async "of a hundred who open a link at once, one is signed in"(at) {
    const site = start({ at }), { browser } = site;
    const { token } = await ask(site, browser);
    const headers = { cookie: [...browser.cookies].map((pair) => pair.join("=")).join("; ") };
    const statuses = await Promise.all(Array.from({ length: 100 }, async () => {
      const request = { method: "POST", headers, body: new URLSearchParams({ token }) };
      const response = await site.app.request(`${ORIGIN}/magic/in`, request);
      await response.body?.cancel();
      return response.status;
    }));
    deepStrictEqual(statuses.sort(), [303, ...Array.from({ length: 99 }, () => 410)]);
  },

  async "a link outlives its process, and ends in its time"(at) {
    const first = start({ at });
    const mail = await ask(first, first.browser);
    const late = await ask(first, first.browser, "bob@example.com");
    await first.db.close();
    const second = start({ at }), { db } = second;
    const browser = second.open();
    for (const [name, value] of first.browser.cookies) browser.cookies.set(name, value);
    strictEqual((await post(browser, "/magic/in", { token: mail.token }))[0], 303);
    strictEqual(browser.session.auth, "user:ann@example.com");
    await db.q("UPDATE _one_time SET ends = ? RETURNING id", [Date.now()]);
    for (const sure of ["", "1"]) {
      strictEqual((await post(second.open(), "/magic/in", { token: late.token, sure }))[0], 410);
    }
  },

  async "programs that look into mails use up no link"(at) {
    const site = start({ at }), { browser, open } = site;
    const { token, url } = await ask(site, browser);
    const scanner = open();
    for (const method of ["HEAD", "GET", "OPTIONS"]) {
      await scanner.request(url.replace("#", "?"), { method });
      await scanner.request(`${ORIGIN}/magic/in?token=${token}&sure=1`, { method });
      await scanner.request(`${ORIGIN}/magic?token=${token}`, { method });
    }
    strictEqual((await post(scanner, "/magic/in", { token }))[0], 200); // It has pressed the button.
    deepStrictEqual({ ...scanner.session }, {});
    strictEqual((await post(browser, "/magic/in", { token }))[0], 303);
  },

  async "asks one who opens a link in another browser"(at) {
    const site = start({ at, app: { trustProxy: 1 } }), { browser, open, auth, box } = site;
    const headers = { "user-agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605" };
    const request = { data: { email: "eve@example.com" }, headers };
    await browser.post("/magic", {
      ...request,
      headers: { ...headers, "x-forwarded-for": "203.0.113.7" },
    });
    await until(60, "a mail", () => box.mails.length === 1);
    const { token } = box.mails[0]!;
    const phone = open();
    const [status, page] = await post(phone, "/magic/in", { token });
    strictEqual(status, 200);
    deepStrictEqual(saidOn(page), [
      "Sign in",
      "This link was asked for 0 min ago, in another browser: Safari, macOS (203.0.113.7). " +
      "Press the button to sign in as eve@example.com here, in this one.",
      "Not now",
    ]);
    deepStrictEqual([auth.asked, { ...phone.session }], [[], {}]);
    deepStrictEqual(await post(phone, "/magic/in", { token, sure: "1" }), [303, "/magic/passkey"]);
    strictEqual(phone.session.auth, "user:eve@example.com");
    strictEqual((await post(browser, "/magic/in", { token }))[0], 410);
  },

  async "all links that a browser asked for are its own, and with one the others end"(at) {
    const site = start({ at }), { browser, open } = site;
    const [first, second] = [await ask(site, browser), await ask(site, browser)];
    const other = await ask(site, open());
    strictEqual((await post(browser, "/magic/in", { token: first.token }))[0], 303);
    for (const { token } of [second, other]) {
      strictEqual((await post(browser, "/magic/in", { token }))[0], 410);
    }
  },

  async "the code of the last mail signs in where it was asked for"(at) {
    const site = start({ at }), { browser, open } = site;
    const old = await ask(site, browser), { code, token } = await ask(site, browser);
    const stranger = open();
    await ask(site, stranger, "eve@example.com");
    strictEqual((await post(open(), "/magic/code", { code }))[0], 410);
    strictEqual((await post(stranger, "/magic/code", { code }))[0], 422);
    const [status, page] = await post(browser, "/magic/code", { code: old.code });
    strictEqual(status, 422);
    ok(saidOn(page).includes("This is not the code of the last mail. Please try again."));
    match(page, /aria-describedby="magic-problem"/);
    const typed = ` ${code.toLowerCase().replace("-", " ")} `;
    deepStrictEqual(await post(browser, "/magic/code", { code: typed }), [303, "/magic/passkey"]);
    strictEqual(browser.session.auth, "user:ann@example.com");
    deepStrictEqual((await post(open(), "/magic/in", { token, sure: "1" }))[0], 410);
  },

  async "with a link its code ends, also for a copy of the cookie of before"(at) {
    const site = start({ at }), { browser, open } = site;
    const { code, token } = await ask(site, browser);
    const copy = open();
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    strictEqual((await post(browser, "/magic/in", { token }))[0], 303);
    strictEqual((await post(copy, "/magic/code", { code }))[0], 422);
  },

  async "a code can be mistyped five times, also a hundred times at once"(at) {
    const db = at.open() as Database;
    const site = start({ at, db, store: db }), { browser } = site;
    const { code, token } = await ask(site, browser);
    const cookies = new Map(browser.cookies);
    const guess = async (code: string) => {
      const copy = site.open(); // Who forgets what the application says is counted, too.
      for (const [name, value] of cookies) copy.cookies.set(name, value);
      return (await post(copy, "/magic/code", { code }))[0];
    };
    const statuses = await Promise.all(Array.from({ length: 100 }, () => guess("BBBB-BBBB")));
    const tried = statuses.filter((status) => status === 422).length;
    if (at.name === "SQLite") strictEqual(tried, 5);
    else ok(tried <= 5, `${tried}`); // A busy server may take too long to count: a 503.
    await until(60, "the last try", async () => await guess("BBBB-BBBB") === 429);
    match(`${await guess(code)}`, /^(?:429|503)$/);
    strictEqual((await post(browser, "/magic/in", { token }))[0], 303); // The link is good.
  },

  async "answers those without an account as all others, and mails them nothing that signs in"(at) {
    const accounts = ["ann@example.com"], seen = [];
    let last = start({ at, accounts });
    for (const email of ["ann@example.com", "eve@example.com"]) {
      const { browser } = last = start({ at, accounts });
      const response = await browser.post("/magic", { data: { email } });
      const headers = [...response.headers].filter(([name]) =>
        !/^(?:set-cookie|ratelimit)$/.test(name)
      );
      const page = await (await browser.get("/magic")).text();
      seen.push([response.status, headers, await response.text(), page.replaceAll(email, "…")]);
    }
    deepStrictEqual(seen[0], seen[1]);
    const { box, open } = last;
    await until(60, "a mail", () => box.mails.length === 1);
    const { token } = box.mails[0]!, browser = open();
    const [status, page] = await post(browser, "/magic/in", { token, sure: "1" });
    deepStrictEqual([status, saidOn(page)[1]], [403, "There is no account for eve@example.com."]);
    deepStrictEqual({ ...browser.session }, {});
  },

  async "mayAsk() decides who gets a mail, after the response"(at) {
    const { promise: decided, resolve: decide } = Promise.withResolvers<void>();
    const db = at.open() as Database, sent: string[] = [];
    const { app } = fastApp({ secretKey: "a secret of at least 32 characters" });
    class Auth extends MagicKey {
      override getUserId(email: string) {
        return email;
      }
      override async mayAsk(email: string) {
        await decided;
        return email === "ann@example.com";
      }
    }
    const mail = { send: ({ to }: { to: string }) => Promise.resolve(void sent.push(to)) };
    new Auth(app, { db, mail, baseUrl: ORIGIN });
    const client = new Client(app, { baseUrl: ORIGIN });
    strictEqual((await post(client, "/magic", { email: "eve@example.com" }))[0], 303);
    strictEqual((await post(client, "/magic", { email: "ann@example.com" }))[0], 303);
    decide();
    await until(60, "a mail", () => sent.length > 0);
    deepStrictEqual([sent, await db.t._one_time.count()], [["ann@example.com"], 2]);
  },

  async "with jobs, a mail is made as it is sent, and its job has no secret"(at) {
    const queue = jobs(at.open()), site = start({ at, jobs: queue }), { browser, box, db } = site;
    strictEqual((await post(browser, "/magic", { email: "ann@example.com" }))[0], 303);
    const [{ data }, ...more] = await db.q<{ data: string }>("select data from _jobs");
    deepStrictEqual([more, box.mails, await db.t._one_time!.count()], [[], [], 0]);
    const { parts: { nonce, code: hash, time, ...parts } } = JSON.parse(data);
    deepStrictEqual(parts, {
      email: "ann@example.com",
      asker: { browser: "Firefox, Linux", client: "" },
      words: {
        subject: "Sign in to Notes",
        link: "This link signs you in to Notes. It is good once, in the next 15 min:",
        button: "Sign in",
        code:
          "Or enter this code in the browser that asked for it, and tell it to no other person:",
        asked: "It was asked for with Firefox, Linux. If that was not you, there is nothing to do.",
      },
    });
    const { magicKey } = browser.session as unknown as { magicKey: Record<string, string> };
    deepStrictEqual([nonce, hash, time], [
      toHash(magicKey.nonce!),
      toHash(magicKey.code!),
      magicKey.time,
    ]);

    deepStrictEqual(await queue.work().once(), { done: 1, failed: 0 });
    const [{ token, html }] = box.mails as [typeof box.mails[0]];
    strictEqual(saidOn(html)[0], parts.words.link);
    deepStrictEqual(await post(browser, "/magic/in", { token }), [303, "/magic/passkey"]);
    const again = site.open();
    await post(again, "/magic", { email: "ann@example.com" });
    await queue.work().once();
    const { code } = box.mails[1]!;
    deepStrictEqual(await post(again, "/magic/code", { code }), [303, "/magic/passkey"]);
  },

  async "with jobs, what may get no mail is as much work for the response"(at) {
    const queue = jobs(at.open()), db = at.open() as Database, sent: string[] = [];
    const { app } = fastApp({ secretKey: "a secret of at least 32 characters" });
    let isAsked = false;
    class Auth extends MagicKey {
      override getUserId(email: string) {
        return email;
      }
      override mayAsk(email: string) {
        isAsked = true;
        return email === "ann@example.com";
      }
    }
    const mail = { send: ({ to }: { to: string }) => Promise.resolve(void sent.push(to)) };
    new Auth(app, { db, mail, jobs: queue, baseUrl: ORIGIN });
    queue.work().with(app); // In this process, where it would delay the response.
    at.defer(() => app.close());
    const client = new Client(app, { baseUrl: ORIGIN });
    for (const email of ["eve@example.com", "ann@example.com"]) {
      isAsked = false;
      const { status } = await client.post("/magic", { data: { email } });
      if (at.name === "SQLite") strictEqual(isAsked, false); // It waits for nothing.
      strictEqual(status, 303);
      await until(60, "the job", async () => (await db.t._jobs!.count()) === 0);
      strictEqual(isAsked, true);
    }
    deepStrictEqual(sent, ["ann@example.com"]);
  },

  async "with jobs, a mail that can't be sent is tried again, but not where it is rejected for good"(
    at,
  ) {
    const queue = jobs(at.open()), told: string[] = [];
    let error: Error = new MailError("Cannot send a mail: 451 not now");
    const mail = {
      async send({ body }: { body: Child }) {
        told.push(/#([\w-]{43})/.exec(await toXml(body))![1]!);
        throw error;
      },
    };
    const { browser } = start({ at, mail, jobs: queue });
    const seen: unknown[] = await logged(async () => {
      for (const isPermanent of [false, true]) {
        error = new MailError("Cannot send a mail: no", { isPermanent });
        await post(browser, "/magic", { email: "ann@example.com" });
        deepStrictEqual(await queue.work().once(), { done: 0, failed: 1 });
      }
    });
    const dead = await queue.dead();
    deepStrictEqual(dead.map(({ name, tries }) => [name, tries]), [["magicLink", 1]]);
    deepStrictEqual((await queue.queues()).map(({ later }) => later), [1]);
    const all = Deno.inspect([seen, dead], { depth: 9, strAbbreviateSize: Infinity });
    match(all, /Cannot send mail \w+: Cannot send a mail: no/);
    deepStrictEqual([told.length, told.filter((token) => all.includes(token))], [2, []]);
  },

  async "a mail that can't be sent is told to the developer, and not to the user"(at) {
    const tokens: string[] = [];
    const mail = {
      async send({ body }: { body: Child }) {
        tokens.push(/#([\w-]{43})/.exec(await toXml(body))![1]!);
        throw new Error("no connection");
      },
    };
    const { browser } = start({ at, mail });
    const lines = await logged(async () => {
      deepStrictEqual(await post(browser, "/magic", { email: "ann@example.com" }), [303, "/magic"]);
      await until(60, "a mail", () => tokens.length > 0);
      await new Promise((go) => setTimeout(go)); // What is thrown is logged before that.
    });
    const log = Deno.inspect(lines, { depth: 10, strAbbreviateSize: Infinity });
    match(log, /no connection/);
    strictEqual(log.includes(tokens[0]!), false);
  },

  async "offers a passkey once, which signs in without a mail"(at) {
    const site = start({ at }), { browser, open } = site;
    const device = await makeDevice(ORIGIN);
    const send = async (client: Client, kind: "sign-up" | "sign-in") => {
      const asked = await client.post(`/passkey/${kind}/options`, { json: {} });
      const { challenge } = await asked.json();
      const json = await device[kind === "sign-in" ? "signIn" : "signUp"](challenge);
      return await (await client.post(`/passkey/${kind}`, { json })).json();
    };
    strictEqual((await browser.get("/magic/passkey")).headers.get("location"), "/login");
    const { token } = await ask(site, browser);
    strictEqual((await post(browser, "/magic/in", { token }))[1], "/magic/passkey");
    const page = await (await browser.get("/magic/passkey")).text();
    deepStrictEqual(saidOn(page), [
      "Sign in faster",
      "With a passkey you sign in by fingerprint, face or PIN, without a mail.",
      "Not now",
    ]);
    match(page, /<form data-passkey="sign-up"/);
    match(page, /passkey\/" \+ kind/); // The script is in the head.
    deepStrictEqual(await send(browser, "sign-up"), { next: "/" });

    const other = open();
    deepStrictEqual(await send(other, "sign-in"), { next: "/" });
    strictEqual(other.session.auth, "user:ann@example.com");
    const again = await ask(site, other);
    strictEqual((await post(other, "/magic/in", { token: again.token }))[1], "/");
  },

  async "only users who have signed in add passkeys, and others learn of no account"(at) {
    const site = start({ at }), { open, db } = site;
    await db.t.passkey!.insert({
      id: "x",
      user: "user:ann@example.com",
      publicKey: "",
      counter: 0,
    });
    const told = [];
    for (const name of ["user:ann@example.com", "user:eve@example.com", ""]) {
      const response = await open().post("/passkey/sign-up/options", {
        json: { name },
        htmx: true,
      });
      told.push([response.status, await response.text()]);
    }
    const rejected = [401, "<p>Please sign in first.</p>"];
    deepStrictEqual(told, [rejected, rejected, rejected]);
    const stranger = open();
    const device = await makeDevice(ORIGIN);
    const { challenge } = await (await stranger.post("/passkey/sign-in/options", { json: {} }))
      .json();
    const json = await device.signUp(challenge);
    strictEqual((await stranger.post("/passkey/sign-up", { json })).status, 401);
    strictEqual(await db.t.passkey!.count(), 1);
  },
};

testOverDatabases("MagicKey", TESTS);

Deno.test("MagicKey works below a base path, and with MongoDB", async () => {
  await using server = new MongoStandIn();
  const db = database(mongodb(server.newUrl()));
  const site = start({
    app: { basePath: "/shop" },
    baseUrl: `${ORIGIN}/shop`,
    db,
    emailRate: "3/h",
  } as unknown as Partial<MagicKeyOptions>);
  const browser = new Client(site.app, { baseUrl: ORIGIN });
  deepStrictEqual(await post(browser, "/shop/magic", { email: "ann@example.com" }), [
    303,
    "/shop/magic",
  ]);
  await until(60, "a mail", () => site.box.mails.length === 1);
  const { url, token } = site.box.mails[0]!;
  strictEqual(url, `${ORIGIN}/shop/magic#${token}`);
  match(await (await browser.get("/shop/magic")).text(), /action="\/shop\/magic\/in"/);
  deepStrictEqual(await post(browser, "/shop/magic/in", { token }), [303, "/shop/magic/passkey"]);
  const page = await (await browser.get("/shop/magic/passkey")).text();
  match(page, /action="\/shop"[^>]*>.*href="\/shop\/"/s);
  await db.close();
});

Deno.test("MagicKey throws where the application has its routes already, or the mailer is none", () => {
  const db = database(":memory:"), mail = { send: () => Promise.resolve() };
  class Auth extends MagicKey {
    override getUserId(email: string) {
      return email;
    }
  }
  const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
  throws(() => new Auth(app, { db, mail: {} as typeof mail }), {
    message: "Cannot set up links: mail has no send(), expected a mailer",
  });
  throws(() => new Auth(app, { db, mail, tokenExpiry: "soon" as "1m" }), {
    message: 'Cannot read tokenExpiry: found "soon", expected seconds, or a text such as "30s", ' +
      '"5m", "2h"',
  });
  rt("/magic", () => "mine");
  throws(() => new Auth(app, { db, mail }), {
    message: "Cannot add a sign-in: the application has a route for POST /magic, " +
      "expected another path",
  });
});

function toHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
