import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { mailer } from "../../../ext/mail.ts";
import { A, fastApp, P, Redirect } from "../../../mod.ts";

const OPTIONS = { from: "Todo <hi@example.com>" };

/** What the page says. An error page in development shows the lines around an error, of this file. */
const EMPTY = "None yet.";

Deno.test("in development, mails are on a page, with links that can be used", async () => {
  const { app, rt } = fastApp({ live: true, log: false });
  const mail = mailer("", OPTIONS);
  mail.with(app);
  // A guard of the program, as one needs the mail to sign in.
  app.addBefore(() => Redirect("/login"));
  rt("/", () => P("home"));
  const get = async (path: string) => {
    const response = await app.request(path);
    return { response, text: await response.text() };
  };
  strictEqual((await get("/")).response.headers.get("location"), "/login");
  match((await get("/dev/mail")).text, /<h1>Mail<\/h1>.*<p>None yet\.<\/p>/s);

  const lines = await loggedInfo(() =>
    mail.send({
      to: { name: "Ann <b>", address: "ann@example.com" },
      subject: "Sign <i>in</i>",
      body: P("Hello, ", A("go on", { href: "/in?a=1&b=2#token" }), { style: "color: red" }),
      replyTo: "help@example.com",
      attachments: [{ name: "a.txt", content: "a" }],
    })
  );
  const list = (await get("/dev/mail")).text;
  match(list, />Sign &lt;i&gt;in&lt;\/i&gt;<\/a> to Ann &lt;b&gt; &lt;ann@example.com&gt;</);
  const [, path] = list.match(/href="(\/dev\/mail\/[\da-f-]{36})"/)!;

  deepStrictEqual(lines, [[`Mail to ann@example.com: ${path}`]]);
  const { response, text } = await get(path!);
  match(response.headers.get("content-security-policy")!, /default-src 'self'.*frame-src 'self'/);
  const link = `http://localhost:${Deno.env.get("PORT") || 5001}/in\\?a=1&amp;b=2#token`;
  match(text, new RegExp(`<a href="${link}">`));
  match(
    text,
    /<dd>Todo &lt;hi@example\.com&gt;<\/dd>.*<dd>help@example\.com<\/dd>.*<dd>a\.txt<\/dd>/s,
  );
  match(text, new RegExp(`<pre>Hello, go on &lt;${link}&gt;`));
  match(text, new RegExp(`<iframe src="${path}/html" title="HTML" sandbox="allow-popups `));

  const frame = await get(`${path}/html`);
  match(frame.text, /<head><base target="_blank">.*<p style="color: red">Hello, /);
  const { headers } = frame.response;
  deepStrictEqual(
    ["content-type", "content-security-policy", "referrer-policy", "x-frame-options"]
      .map((name) => headers.get(name)),
    [
      "text/html; charset=utf-8",
      "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; " +
      "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
      "no-referrer",
      "SAMEORIGIN",
    ],
  );
  strictEqual((await get("/dev/mail/other")).response.status, 404);
  strictEqual((await get("/dev/mails")).response.headers.get("location"), "/login");
});

Deno.test("the page keeps the last hundred mails, at the path that is asked for", async () => {
  const { app } = fastApp({ live: true, log: false });
  const mail = mailer("", { ...OPTIONS, outbox: "/mails" });
  mail.with(app);
  await loggedInfo(async () => {
    for (let i = 0; i < 101; i++) {
      await mail.send({ to: "ann@example.com", subject: `Mail ${i}.`, body: "a" });
    }
  });
  const text = await (await app.request("/mails")).text();
  strictEqual(text.match(/Mail \d+\./g)?.length, 100);
  match(text, /Mail 100\..*Mail 1\./s);
  doesNotMatch(text, /Mail 0\./);
  strictEqual((await app.request("/dev/mail")).status, 404);
});

Deno.test("another host sees no mails in development", async () => {
  const { app } = fastApp({ live: true, log: false });
  mailer("", OPTIONS).with(app);
  const response = await app.request("http://evil.example/dev/mail", {
    headers: { host: "evil.example" },
  });
  deepStrictEqual([response.status, (await response.text()).includes(EMPTY)], [421, false]);
});

/** What is logged meanwhile for the developer to know, and not as an error. */
async function loggedInfo(run: () => Promise<void>): Promise<unknown[][]> {
  const lines: unknown[][] = [];
  const log: Pick<Console, "info"> = globalThis.console, own = log.info;
  log.info = (...line: unknown[]) => void lines.push(line);
  try {
    await run();
  } finally {
    log.info = own;
  }
  return lines;
}
