import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { SMTPServerOptions } from "smtp-server";
import { jobs } from "../../../ext/jobs.ts";
import { mailer, type MailError, type MailMessage } from "../../../ext/mail.ts";
import { A, database, P } from "../../../mod.ts";
import { logged } from "../../http/_app.ts";
import { needing } from "../../_needs.ts";
import { tempFolder } from "../../_temp.ts";
import { until, within } from "../../_within.ts";
import { reply, smtpServer } from "../_smtp.ts";

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
  await until(20, "the first", () => server.arrived.length > 0);
  await mail.close();
  strictEqual(server.arrived.length, 100);
  await all;
  deepStrictEqual(
    server.arrived.map(({ email }) => email.subject).sort(),
    numbers.map((i) => `Mail ${i}`).sort(),
  );
  ok(server.connections() <= 5, `${server.connections()} connections`);
  await mail.send({ ...HELLO, subject: "after close()" });
  strictEqual(server.arrived.length, 101);
});

/** Takes one user. */
const AUTH: SMTPServerOptions = {
  authMethods: ["PLAIN", "LOGIN"],
  onAuth({ username, password }, _session, done) {
    if (username === "ann@b.c" && password === "p:/@ %") done(null, { user: username });
    else done(reply(535, "wrong password"));
  },
};

const USER = `${encodeURIComponent("ann@b.c")}:${encodeURIComponent("p:/@ %")}@`;

Deno.test("a server on this machine may ask for a password without TLS", async () => {
  await using server = await smtpServer({ ...AUTH, allowInsecureAuth: true, hideSTARTTLS: true });
  await using mail = mailer(toUrl(server, USER), { from: FROM });
  await mail.send(HELLO);
  deepStrictEqual(server.arrived.map(({ user }) => user), ["ann@b.c"]);
});

Deno.test("a server on this machine may have any certificate, which is not asked for", async () => {
  await using server = await smtpServer({ disabledCommands: ["AUTH"] });
  await using mail = mailer(toUrl(server), { from: FROM });
  await mail.send(HELLO);
  deepStrictEqual(server.arrived.map(({ secure }) => secure), [false]);
});

Deno.test("what a server says is short in an error, and changes no terminal", async () => {
  const said = `550 no \u001b[31m\u0007 ${"x".repeat(10_000)}`;
  await using server = await plainServer((line) => line.startsWith("RCPT") ? said : "250 ok");
  await using mail = mailer(toUrl(server), { from: FROM });
  await rejects(mail.send(HELLO), (error: MailError) => {
    match(error.message, /: .*550 no {2}\[31m {2}x+, expected it to be taken$/);
    deepStrictEqual([error.message.length < 600, error.status], [true, 550]);
    return true;
  });
});

Deno.test("a wrong password is no fault of the mail, which waits for a right one", async () => {
  await using server = await smtpServer({ ...AUTH, allowInsecureAuth: true, hideSTARTTLS: true });
  using db = database(":memory:");
  const queue = jobs(db);
  await using mail = mailer(toUrl(server, "ann%40b.c:secret@"), { from: FROM, jobs: queue });
  await rejects(mail.send(HELLO), (error: MailError) => {
    deepStrictEqual([error.status, error.isPermanent], [535, false]);
    strictEqual(Deno.inspect(error).includes("secret"), false);
    return true;
  });
  mail.later(HELLO);
  const lines = await logged(async () => {
    deepStrictEqual(await queue.work().once(), { done: 0, failed: 1 });
  });
  strictEqual(lines.join("\n").includes("secret"), false);
  deepStrictEqual(await queue.dead(), []);
});

Deno.test({
  ...needing(["openssl"], "TLS is verified, by STARTTLS and from the start"),
  async fn(t) {
    await using folder = await tempFolder();
    const tls = await certificate(folder.path);
    const secure = { ...AUTH, ...tls };
    for (
      const [how, url, options] of [
        ["STARTTLS", "smtp", { requireTls: true }],
        ["TLS from the start", "smtps", {}],
      ] as const
    ) {
      await t.step(how, async () => {
        await using server = await smtpServer({ ...secure, secure: url === "smtps" });
        const at = `${url}://${USER}127.0.0.1:${server.port}`;
        await using mail = mailer(at, { from: FROM, ca: tls.cert, ...options });
        await mail.send(HELLO);
        deepStrictEqual(server.arrived.map(({ secure, user }) => [secure, user]), [
          [true, "ann@b.c"],
        ]);
        await using stranger = mailer(at, { from: FROM, ...options });
        await rejects(stranger.send(HELLO), { name: "MailError", isPermanent: false });
        strictEqual(server.arrived.length, 1);
      });
    }
  },
});

Deno.test("a server of another machine never sees a password or the mail without TLS", async () => {
  const said: string[] = [];
  await using server = await plainServer((line) => {
    said.push(line);
    return line.startsWith("EHLO") ? "250-here\r\n250 AUTH PLAIN" : "502 no";
  });
  const away = `0.0.0.0:${server.port}`; // It is this machine, by a name that does not say so.
  for (
    const [url, options] of [
      [`smtp://me:secret@${away}`, {}],
      [`smtp://me:secret@127.0.0.1:${server.port}`, { requireTls: true }],
      [`smtp://${away}`, { requireTls: true }],
    ] as const
  ) {
    await using mail = mailer(url, { from: FROM, ...options });
    await rejects(mail.send(HELLO), { name: "MailError", isPermanent: false });
  }
  deepStrictEqual(said.filter((line) => !/^(?:EHLO|STARTTLS|QUIT)\b/.test(line)), []);
  await using open = mailer(`smtp://me:secret@${away}`, { from: FROM, requireTls: false });
  await rejects(open.send(HELLO), { name: "MailError", isPermanent: false });
  deepStrictEqual(said.some((line) => line.startsWith("AUTH PLAIN ")), true);
});

Deno.test("a server that is away is an error at once, and a job that is tried again", async () => {
  const server = await smtpServer(), url = toUrl(server);
  await server[Symbol.asyncDispose]();
  using db = database(":memory:");
  const queue = jobs(db);
  await using mail = mailer(url, { from: FROM, jobs: queue });
  await rejects(within(20, "the error", mail.send(HELLO)), (error: MailError) => {
    match(
      error.message,
      /^Cannot send a mail by 127\.0\.0\.1:\d+: .*ECONNREFUSED.*, expected it to be taken$/,
    );
    deepStrictEqual([error.status, error.isPermanent], [undefined, false]);
    return true;
  });
  mail.later(HELLO);
  const lines = await logged(async () => {
    deepStrictEqual(await queue.work().once(), { done: 0, failed: 1 });
  });
  match(lines.join("\n"), /the next is in \d+ s/);
  deepStrictEqual(await queue.dead(), []);
});

/** Servers that keep a client waiting: at the greeting, at a command, and by a word now and then. */
const SLOW: [does: string, ...Parameters<typeof plainServer>][] = [
  ["never greets", () => "250 ok", ""],
  ["never answers", () => ""],
  [
    "never takes the mail",
    (line) => line === "DATA" ? "354 go" : /^(?:EHLO|MAIL|RCPT)/.test(line) ? "250 ok" : "",
  ],
  ["trickles", (_line, socket) => {
    const timer = setInterval(() => socket.write("250-still here\r\n"), 50);
    socket.on("close", () => clearInterval(timer));
    return "";
  }],
];

for (const [does, answer, greeting] of SLOW) {
  Deno.test(`send() ends in its time where the server ${does}`, async () => {
    await using server = await plainServer(answer, greeting);
    await using mail = mailer(toUrl(server), { from: FROM, timeout: 0.3 });
    await rejects(within(20, "the end", mail.send(HELLO)), {
      name: "MailError",
      isPermanent: false,
      status: undefined,
    });
    await within(20, "close()", mail.close());
  });
}

Deno.test("of many mails to a server that never answers, each ends in its time", async () => {
  await using server = await plainServer(() => "");
  await using mail = mailer(toUrl(server), { from: FROM, timeout: 0.3 });
  const all = Array.from({ length: 50 }, () => mail.send(HELLO));
  const ends = await within(20, "the ends", Promise.allSettled(all));
  deepStrictEqual(new Set(ends.map(({ status }) => status)), new Set(["rejected"]));
});

Deno.test("a mail whose connection was ended by the server meanwhile goes by another", async () => {
  const sockets = new Set<Socket>();
  await using server = await smtpServer();
  server.server.server.on("connection", (socket: Socket) => sockets.add(socket));
  await using mail = mailer(toUrl(server), { from: FROM });
  await mail.send(HELLO);
  strictEqual(sockets.size, 1);
  for (const socket of sockets) socket.destroy();
  await mail.send(HELLO);
  strictEqual(server.arrived.length, 2);
});

/** A server that says what it is told to, for each line of a client. */
async function plainServer(
  answer: (line: string, socket: Socket) => string,
  greeting = "220 here",
): Promise<AsyncDisposable & { port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}); // The client has gone.
    socket.on("data", (data) => {
      for (const line of `${data}`.split("\r\n").slice(0, -1)) {
        const text = answer(line, socket);
        if (text) socket.write(`${text}\r\n`);
      }
    });
    if (greeting) socket.write(`${greeting}\r\n`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A certificate for this machine. */
async function certificate(folder: string): Promise<{ key: string; cert: string }> {
  const [key, cert] = [`${folder}/server.key`, `${folder}/server.crt`];
  const { success, stderr } = await new Deno.Command("openssl", {
    args: [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2".split(" "),
      ..."-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1".split(" "),
      ...["-keyout", key, "-out", cert],
    ],
  }).output();
  ok(success, new TextDecoder().decode(stderr));
  return { key: await Deno.readTextFile(key), cert: await Deno.readTextFile(cert) };
}
