import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { mailer, type MailMessage } from "../../../ext/mail.ts";
import { A, P } from "../../../mod.ts";
import { smtpServer } from "../_smtp.ts";

const FROM = "Tödo <hi@example.com>";
const HELLO: MailMessage = { to: "ann@example.com", subject: "Hello", body: P("Hello, Ann") };

function toUrl({ port }: { port: number }, user = ""): string {
  return `smtp://${user}127.0.0.1:${port}`;
}

Deno.test("a mail arrives as it was written: names, HTML, text, links, attachments", async () => {
  await using server = await smtpServer();
  await using mail = mailer(toUrl(server), { from: FROM, baseUrl: "https://todo.example/app" });
  await mail.send({
    to: { name: 'Ann, "<b>"', address: "Ann@Example.com" },
    subject: "Grüße 🎉",
    body: P("Hi & ", A("go on", { href: "/in?a=1&b=2#token" })),
    replyTo: "help@example.com",
    attachments: [
      { name: "Grüße; 1.txt", content: "hällo\n" },
      { name: "a.bin", content: new Uint8Array([0, 13, 10, 46, 13, 10, 255]), type: "image/png" },
    ],
  });
  const [arrived, ...more] = server.arrived;
  strictEqual(more.length, 0);
  const { from, to, email, secure, user } = arrived!;
  deepStrictEqual({ from, to, secure, user }, {
    from: "hi@example.com",
    to: ["Ann@example.com"],
    secure: false,
    user: undefined,
  });
  match(email.messageId ?? "", /^<[\da-f-]{36}@example\.com>$/);
  deepStrictEqual([email.from, email.to, email.replyTo, email.cc, email.bcc, email.subject], [
    { name: "Tödo", address: "hi@example.com" },
    [{ name: 'Ann, "<b>"', address: "Ann@example.com" }],
    [{ name: "", address: "help@example.com" }],
    undefined,
    undefined,
    "Grüße 🎉",
  ]);
  const link = "https://todo.example/in?a=1&b=2#token";
  strictEqual(email.text?.trim(), `Hi & go on <${link}>`);
  strictEqual(
    email.html?.trim(),
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Grüße 🎉</title></head><body>' +
      `<p>Hi &amp; <a href="${link.replace("&", "&amp;")}">go on</a></p></body></html>`,
  );
  deepStrictEqual(
    email.attachments.map(({ filename, mimeType, content }) => [
      filename,
      mimeType,
      [...new Uint8Array(content as ArrayBuffer)],
    ]),
    [
      ["Grüße; 1.txt", "text/plain", [...new TextEncoder().encode("hällo\n")]],
      ["a.bin", "image/png", [0, 13, 10, 46, 13, 10, 255]],
    ],
  );
});

Deno.test("a hundred mails at once go by five connections, and close() waits for them", async () => {
  await using server = await smtpServer();
  await using mail = mailer(toUrl(server), { from: FROM });
  const numbers = Array.from({ length: 100 }, (_, i) => i);
  const all = Promise.all(numbers.map((i) => mail.send({ ...HELLO, subject: `Mail ${i}` })));
  // They are on their way once their bodies are made.
  await mail.send({ ...HELLO, subject: "last" });
  await mail.close();
  strictEqual(server.arrived.length, 101);
  await all;
  deepStrictEqual(
    server.arrived.map(({ email }) => email.subject).sort(),
    [...numbers.map((i) => `Mail ${i}`), "last"].sort(),
  );
  ok(server.connections() <= 5, `${server.connections()} connections`);
  await mail.send({ ...HELLO, subject: "after close()" });
  strictEqual(server.arrived.length, 102);
});
