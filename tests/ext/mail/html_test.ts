import { deepStrictEqual, match, rejects } from "node:assert";
import { mailer, type MailMessage, testMailer } from "../../../ext/mail.ts";
import { A, Html, P, Safe } from "../../../mod.ts";

const FROM = "hi@example.com";
const HELLO: MailMessage = { to: "ann@example.com", subject: "Hello", body: P("Hello, Ann") };

const BAD_BODIES: [html: string, message: string][] = [
  ["<script>alert(1)</script>", "its body has <script>, expected no scripts and no frames"],
  ["<svg><script>1</script></svg>", "its body has <script>, expected no scripts and no frames"],
  [
    "<template><iframe></iframe></template>",
    "its body has <iframe>, expected no scripts and no frames",
  ],
  ['<img src="data:," onerror="alert(1)">', "its body has <img onerror>, expected no scripts"],
  [
    '<meta http-equiv="refresh" content="0">',
    "its body has <meta http-equiv>, expected no scripts",
  ],
  [
    '<a href="java\nscript:alert(1)">a</a>',
    'the link "java\\nscript:alert(1)" in <a href>, expected one of http: https: mailto: tel: sms:',
  ],
  [
    '<a href="data:text/html,<b>?secret">a</a>',
    'the link "data:text/html,<b>…" in <a href>, expected one of http: https: mailto: tel: sms:',
  ],
  [
    '<img src="cid:1">',
    'the link "cid:1" in <img src>, expected one of http: https: data:',
  ],
  [
    '<a href="/reset?token=secret">a</a>',
    'the relative link "/reset…" in <a href>, expected a whole one, or the option baseUrl or BASE_URL',
  ],
  [
    '<a href="//evil.example/a">a</a>',
    'the relative link "//evil.example/a" in <a href>, expected a whole one, or the option baseUrl ' +
    "or BASE_URL",
  ],
];

for (const [html, message] of BAD_BODIES) {
  Deno.test(`no mail has ${html}`, async () => {
    const mail = mailer("smtp://127.0.0.1:1", { from: FROM });
    await rejects(mail.send({ ...HELLO, body: Safe(html) }), {
      name: "TypeError",
      message: `Cannot send a mail: ${message}`,
    });
  });
}

Deno.test("a relative link is one of baseUrl alone", async () => {
  const mail = testMailer({ baseUrl: "https://todo.example/app/" });
  const send = (href: string) => mail.send({ ...HELLO, body: A("a", { href }) });
  for (const href of ["//evil.example/", "/\\evil.example", "in", "?a", "../in"]) {
    await rejects(send(href), {
      message:
        `Cannot send a mail: the relative link ${JSON.stringify(href.replace("?a", "…"))} in ` +
        "<a href>, expected one that begins with a slash",
    });
  }
  const good = ["/in#t", "/in#t", "https://other.example/a?b", "mailto:a@b.c", "#top"];
  await mail.send({ ...HELLO, body: good.map((href) => A("a", { href })) });
  deepStrictEqual(mail.box.map(({ links }) => links), [
    ["https://todo.example/in#t", "https://other.example/a?b", "mailto:a@b.c"],
  ]);
});

Deno.test("the body may be a whole document, a list or a promise", async () => {
  const mail = testMailer();
  await mail.send({ ...HELLO, body: Html(P("one"), { lang: "de" }) });
  await mail.send({ ...HELLO, body: [P("one"), P("two")], text: "my own" });
  await mail.send({ ...HELLO, body: Promise.resolve(P("later")) });
  deepStrictEqual(mail.box.map(({ html, text }) => [html.replace(/.*<body>/, ""), text]), [
    ["<p>one</p></body></html>", "one\n"],
    ["<p>one</p><p>two</p></body></html>", "my own"],
    ["<p>later</p></body></html>", "later\n"],
  ]);
  match(mail.box[0]!.html, /^<!DOCTYPE html><html lang="de"><head><\/head>/);
});
