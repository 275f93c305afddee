import { deepStrictEqual, match, rejects, strictEqual, throws } from "node:assert";
import { mailer, type MailMessage, testMailer, toAddress } from "../../../ext/mail.ts";
import { Client, fastApp, P } from "../../../mod.ts";

const HELLO: MailMessage = { to: "ann@example.com", subject: "Hello", body: P("Hello, Ann") };

const BAD_ADDRESSES: [text: string, why: string][] = [
  ["", "it is empty"],
  ["   ", "it is empty"],
  ["ann", "it is none"],
  ["ann@", "it is none"],
  ["@example.com", "it is none"],
  ["ann@exa mple.com", "it may be several, or have a name"],
  ["ann@example.com,eve@example.com", "it may be several, or have a name"],
  ["ann@example.com;eve@example.com", "it may be several, or have a name"],
  ["Ann <ann@example.com>", "it may be several, or have a name"],
  ['"ann eve"@example.com', "it may be several, or have a name"],
  ['"a@b.c"@example.com', "it may be several, or have a name"],
  ["ann(comment)@example.com", "it may be several, or have a name"],
  ["ann@example.com\r\nBcc: eve@example.com", "it has a line break or a control character"],
  ["ann@example.com\nx", "it has a line break or a control character"],
  ["ann\0@example.com", "it has a line break or a control character"],
  ["änn@example.com", "it has characters that are not ASCII"],
  ["ann@exämple.com", "it has characters that are not ASCII"],
  ["аnn@example.com", "it has characters that are not ASCII"], // Cyrillic
  [".ann@example.com", "it is none"],
  ["a..n@example.com", "it is none"],
  ["ann.@example.com", "it is none"],
  ["ann@-example.com", "it is none"],
  ["ann@example..com", "it is none"],
  ["ann@example.com.", "it is none"],
  ["ann@[127.0.0.1]", "it is none"],
  ["ann@eve@example.com", "it is none"],
  ["group:ann@example.com", "it is none"],
  [`${"a".repeat(65)}@example.com`, "it is none"],
  [`ann@${"a".repeat(64)}.com`, "it is none"],
  [`ann@${"abcdefghi.".repeat(26)}com`, "it has 267 characters"],
  ["a".repeat(1_000_000), "it has 1000000 characters"],
];

for (const [text, why] of BAD_ADDRESSES) {
  Deno.test(`no mail goes to ${JSON.stringify(text.slice(0, 60))}`, async () => {
    const mail = testMailer(), shown = JSON.stringify(text.slice(0, 80));
    const error = {
      status: 422,
      message: `Cannot use the email address ${shown}: ${why}, expected one as ann@example.com`,
    };
    await rejects(mail.send({ ...HELLO, to: text }), error);
    await rejects(mail.send({ ...HELLO, to: { name: "Ann", address: text } }), error);
    await rejects(mail.send({ ...HELLO, replyTo: text }), error);
    throws(() => mail.later({ ...HELLO, to: text }), error);
    throws(() => toAddress(text), error);
    strictEqual(mail.box.length, 0);
  });
}

Deno.test("an address keeps its first part, and its domain is in small letters", () => {
  const good = ["ann@example.com", "a.n+tag@Sub.EXAMPLE.com", "x_%'`{|}@a-b.c", "root@localhost"];
  deepStrictEqual(good.map((text) => toAddress(` ${text} `)), [
    "ann@example.com",
    "a.n+tag@sub.example.com",
    "x_%'`{|}@a-b.c",
    "root@localhost",
  ]);
});

Deno.test("a form with an address that is none gets a 422 that tells the user", async () => {
  const { app, rt } = fastApp({ log: false }), mail = testMailer();
  rt.post("/join", { email: String }, async ({ email }) => {
    await mail.send({ ...HELLO, to: email });
    return "sent";
  });
  const client = new Client(app);
  const bad = await client.post("/join", { data: { email: "a@b.c,d@e.f" } });
  strictEqual(bad.status, 422);
  match(await bad.text(), /Please enter an email address, such as ann@example\.com\./);
  strictEqual((await client.post("/join", { data: { email: "a@b.c" } })).status, 200);
  deepStrictEqual(mail.box.map(({ to }) => to), [{ address: "a@b.c" }]);
});

const NO_LINES = ["a\r\nBcc: eve@example.com", "a\nb", "a\rb", "a\0b", "a\u2028b", "a\u202eb"];

Deno.test("a subject or a name never begins another line", async () => {
  const mail = testMailer();
  for (const text of NO_LINES) {
    const error = { name: "TypeError", message: /has a line break or a control character/ };
    await rejects(mail.send({ ...HELLO, subject: text }), error);
    await rejects(mail.send({ ...HELLO, to: { name: text, address: "ann@example.com" } }), error);
    await rejects(mail.send({ ...HELLO, attachments: [{ name: text, content: "" }] }), error);
    throws(() => mailer("smtp://localhost", { from: `${text} <hi@example.com>` }), error);
  }
  await rejects(mail.send({ ...HELLO, subject: " " }), {
    message: "Cannot send a mail: subject is empty, expected a line of 1 to 255",
  });
  await rejects(mail.send({ ...HELLO, subject: "a".repeat(256) }), {
    message: "Cannot send a mail: subject has 256 characters, expected a line of 1 to 255",
  });
  strictEqual(mail.box.length, 0);
});
