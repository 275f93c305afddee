import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { Client, database } from "@fasthtml/fasthtml";
import { spansOf } from "../../_collector.ts";
import { until } from "../../_within.ts";
import { type Promises, testOverDatabases } from "../_databases.ts";
import { ask, ORIGIN, post, start } from "../_magickey.ts";

const TESTS: Promises = {
  async "an email address is one user however it is typed, and never two"(at) {
    const site = start({ at }), { browser, box } = site;
    const good = [
      ["ann@example.com", "ann@example.com"],
      ["\tANN@EXAMPLE.COM\n", "ann@example.com"],
      ["Ann.O'Neil+notes@mail.example.com", "ann.o'neil+notes@mail.example.com"],
    ] as const;
    for (const [typed, email] of good) {
      strictEqual((await ask(site, browser, typed)).to, email);
    }
    const bad = ["", "ann", "@example.com", "ann@", "ann@example.com,eve@example.com", "a b@x.org"]
      .concat(["ann@example.com\r\nBcc: eve@example.com", "Ann <ann@example.com>", '"a b"@x.org'])
      .concat(["ann@exam ple.com", "ann@-x.org", "ann@x..org", ".ann@x.org", "ann..b@x.org"])
      .concat([
        "ann@x.org;eve@x.org",
        "ann@x.org\0",
        "ann@[127.0.0.1]",
        "änn@x.org",
        "ann@bücher.de",
        "\u212Aim@x.org",
      ])
      .concat([
        `${"a".repeat(65)}@x.org`,
        `ann@${"a".repeat(64)}.org`,
        `ann@${"a.".repeat(200)}org`,
      ])
      .concat(["a@b@example.com", "x".repeat(500_000)]);
    for (const email of bad) {
      const [status, page] = await post(browser, "/magic", { email });
      strictEqual(status, 422, email.slice(0, 80));
      match(page, /Please enter an email address, such as ann@example\.com\./);
    }
    strictEqual((await post(browser, "/magic"))[0], 422);
    for (const email of [null, 7, {}, ["ann@example.com"], { $ne: "" }]) {
      strictEqual((await browser.post("/magic", { json: { email } })).status, 422);
    }
    strictEqual(box.mails.length, good.length);
  },

  async "other sites can't send its forms"(at) {
    const site = start({ at }), { browser } = site;
    const { token, code } = await ask(site, browser);
    for (const [path, data] of [["in", { token, sure: "1" }], ["code", { code }]] as const) {
      const foreign = [["sec-fetch-site", "cross-site"], [
        "origin",
        "https://evil.example",
      ]] as const;
      for (const header of foreign) {
        const headers = [[...header]] as [string, string][];
        strictEqual((await browser.post(`/magic/${path}`, { data, headers })).status, 403);
      }
    }
    const headers = { "sec-fetch-site": "cross-site" };
    const data = { email: "eve@example.com" };
    strictEqual((await browser.post("/magic", { data, headers })).status, 403);
    strictEqual(browser.session.auth, undefined);
    strictEqual((await post(browser, "/magic/in", { token }))[0], 303);
  },

  async "a forged token is none, however long it is"(at) {
    const site = start({ at }), { browser, db } = site;
    const { token, code } = await ask(site, browser);
    const rows = await db.q("SELECT id FROM _one_time") as { id: string }[];
    const forged = [
      "",
      "x",
      code,
      `${token}x`,
      token.toLowerCase(),
      "%00",
      "'--",
      ...rows.map(({ id }) => id),
    ]
      .concat("y".repeat(500_000));
    for (const token of forged) {
      const [status] = await post(browser, "/magic/in", { token, sure: "1" });
      strictEqual(status, 410, token.slice(0, 50));
    }
    for (const token of ["\0", { $gt: "" }]) {
      strictEqual((await browser.post("/magic/in", { json: { token } })).status, 400);
    }
    strictEqual((await post(browser, "/magic/in", { token }))[0], 303);
  },
};

testOverDatabases("Attacks on MagicKey", TESTS);

Deno.test("MagicKey: links lead to baseUrl, whatever a request says of its host", async () => {
  const site = start({ app: { trustProxy: 1 } }), { box } = site;
  const forged: [origin: string, headers: Record<string, string>][] = [
    ["http://evil.example", {}],
    [ORIGIN, { host: "evil.example" }],
    [ORIGIN, { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" }],
    [ORIGIN, { forwarded: "host=evil.example" }],
  ];
  const statuses: number[] = [];
  for (const [baseUrl, headers] of forged) {
    const data = { email: "ann@example.com" };
    const client = new Client(site.app, { baseUrl });
    statuses.push((await client.post("/magic", { data, headers })).status);
  }
  deepStrictEqual(statuses, [303, 400, 303, 303]);
  await until(60, "the mails", () => box.mails.length === 3);
  for (const { url, html } of box.mails) {
    match(url, /^https:\/\/notes\.example\/magic#/);
    strictEqual(html.includes("evil"), false);
  }
});

Deno.test("MagicKey: an email address gets three links an hour, a client twenty", async () => {
  const { open, box } = start({ emailRate: undefined, ipRate: undefined } as object);
  const statuses: number[] = [];
  // Each by another browser, and written as nothing but this limit would count as one.
  for (const email of ["ann@x.org", " ann@x.org", "ANN@x.org", "ann@X.ORG ", "ann@x.org"]) {
    statuses.push((await post(open(), "/magic", { email }))[0]);
  }
  deepStrictEqual(statuses, [303, 303, 303, 429, 429]);
  const twice = new URLSearchParams([["email", "bob@x.org"], ["email", "ann@x.org"]]);
  const ways: [string, RequestInit][] = [
    ["/magic?email=bob@x.org", { body: new URLSearchParams({ email: "ann@x.org" }) }],
    ["/magic?email=ann@x.org", {}],
    ["/magic", { body: JSON.stringify({ email: "Ann@x.org" }) }],
    ["/magic", { body: twice }],
  ];
  for (const [path, init] of ways) {
    const headers = { "content-type": "application/json" };
    const isJson = typeof init.body === "string";
    const response = await open().post(path, { ...init, ...isJson && { headers } });
    const isOther = response.status !== 429;
    await response.body?.cancel();
    if (!isOther) continue;
    ok([303, 422].includes(response.status));
  }
  await until(60, "the mails", () => box.mails.length >= 3);
  await new Promise((go) => setTimeout(go));
  strictEqual(box.mails.filter(({ to }) => to === "ann@x.org").length, 3);

  const site = start({ ipRate: "20/h" }), seen: number[] = [];
  for (let i = 0; i < 22; i++) {
    seen.push((await post(site.open(), "/magic", { email: `user${i}@x.org` }))[0]);
  }
  deepStrictEqual(seen, [...Array.from({ length: 20 }, () => 303), 429, 429]);
});

Deno.test("MagicKey: one client can't use up the links of another, nor end them", async () => {
  const options = { app: { trustProxy: 1 }, emailRate: "3/h", ipRate: "20/h" };
  const site = start(options), { browser, box } = site;
  const askFrom = async (client: string, email = "ann@example.com") => {
    const headers = { "x-forwarded-for": client };
    const response = await site.open().post("/magic", { data: { email }, headers });
    return response.status;
  };
  const { token } = await ask(site, browser);
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) statuses.push(await askFrom(`2001:db8:0:1::${i}`));
  deepStrictEqual(statuses, [303, 303, 303, 429, 429, 429]);
  // What was too much for the client was not counted for the email address.
  for (const network of [2, 3]) {
    for (let i = 0; i < 3; i++) strictEqual(await askFrom(`2001:db8:0:${network}::${i}`), 303);
  }
  deepStrictEqual([await askFrom("192.0.2.1"), await askFrom("192.0.2.1", "bob@x.org")], [
    429,
    303,
  ]);
  await until(60, "the mails", () => box.mails.length === 11);
  strictEqual((await post(browser, "/magic/in", { token }))[0], 303);
});

Deno.test("MagicKey: processes that share a database count together", async () => {
  const db = database(":memory:"), statuses: number[] = [];
  for (let i = 0; i < 4; i++) {
    const { browser } = start({ db, emailRate: "3/h" });
    statuses.push((await post(browser, "/magic", { email: "ann@x.org" }))[0]);
  }
  deepStrictEqual(statuses, [303, 303, 303, 429]);
});

Deno.test("MagicKey: no link, code or cookie of it is in the log or in spans", async () => {
  let token = "", code = "", log = "";
  const spans = await spansOf(PROGRAM, async (origin) => {
    const cookies = new Map<string, string>();
    const send = async (path: string, data?: Record<string, string>) => {
      const headers = { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") };
      const body = data && new URLSearchParams(data);
      const response = await fetch(origin + path, {
        ...{ method: data ? "POST" : "GET", headers, redirect: "manual" },
        ...body && { body },
      });
      for (const text of response.headers.getSetCookie()) {
        const [name, value] = text.split(";")[0]!.split("=") as [string, string];
        cookies.set(name, value);
      }
      return { status: response.status, text: await response.text() };
    };
    strictEqual((await send("/magic", { email: "ann@example.com" })).status, 303);
    const read = async () => JSON.parse((await send("/seen")).text);
    await until(60, "a mail", async () => (await read()).mail !== "");
    ({ token, code } = /#(?<token>[\w-]{43}).*<strong>(?<code>.*?)</s
      .exec((await read()).mail)!.groups as { token: string; code: string });
    strictEqual((await send("/magic")).status, 200);
    strictEqual((await send("/magic/code", { code: "BBBB-BBBB" })).status, 422);
    strictEqual((await send("/magic/in", { token: `${token.slice(1)}x` })).status, 410);
    strictEqual((await send("/magic/in", { token })).status, 303);
    log = (await read()).log;
  });
  match(log, /\/magic\/in/);
  const told =
    Deno.inspect(spans, { depth: 10, iterableLimit: Infinity, strAbbreviateSize: Infinity }) + log;
  match(told, /name: "POST \/magic\/in"/);
  for (const secret of [token, token.slice(1, 20), code, code.replace("-", "")]) {
    strictEqual(told.includes(secret), false);
  }
});

/** A program that shows its mail and its log. */
const PROGRAM = `
import { database, fastApp, serve, toXml } from "@fasthtml/fasthtml";
import { MagicKey } from "@fasthtml/fasthtml/ext/magickey";

let mail = "", log = "";
const { app, rt } = fastApp({ log: (entry) => void (log += JSON.stringify(entry)) });
class Auth extends MagicKey {
  getUserId(email) {
    return email;
  }
}
const send = async ({ body }) => void (mail = await toXml(body));
new Auth(app, { db: database(":memory:"), mail: { send }, skip: ["/seen"] });
rt("/seen", () => new Response(JSON.stringify({ mail, log })));
serve(app);
`;
