import { deepStrictEqual, match, rejects, strictEqual, throws } from "node:assert";
import { jobs } from "../../ext/jobs.ts";
import { mailer, MailError, type MailMessage, testMailer } from "../../ext/mail.ts";
import { A, database, fastApp, P } from "../../mod.ts";
import { logged } from "../http/_app.ts";
import { reply, smtpServer } from "./_smtp.ts";

const FROM = "Todo <hi@example.com>";
const HELLO: MailMessage = { to: "ann@example.com", subject: "Hello", body: P("Hello, Ann") };

Deno.test("later() queues a mail as a job, which sends it as it is", async () => {
  await using server = await smtpServer();
  using db = database(":memory:");
  const queue = jobs(db);
  await using mail = mailer(`smtp://127.0.0.1:${server.port}`, {
    from: FROM,
    baseUrl: "https://todo.example",
    jobs: queue,
  });
  const id = mail.later({
    ...HELLO,
    to: { name: "Ännchen", address: "ann@example.com" },
    body: P(A("in", { href: "/in#t" })),
    replyTo: "help@example.com",
    attachments: [{ name: "a.bin", content: new Uint8Array([0, 255]), type: "image/png" }],
  });
  strictEqual(server.arrived.length, 0);
  deepStrictEqual(await queue.work().once(), { done: 1, failed: 0 });
  const [{ email }] = server.arrived as [typeof server.arrived[0]];
  deepStrictEqual(
    [email.messageId, email.to?.[0]?.name, email.replyTo?.[0]?.address, email.text?.trim()],
    [`<${id}@example.com>`, "Ännchen", "help@example.com", "in <https://todo.example/in#t>"],
  );
  deepStrictEqual([...new Uint8Array(email.attachments[0]!.content as ArrayBuffer)], [0, 255]);
});

Deno.test("later() is part of the transaction around it", async () => {
  using db = database(":memory:");
  const queue = jobs(db), mail = testMailer({ jobs: queue });
  throws(() =>
    db.transaction(() => {
      mail.later(HELLO);
      throw new Error("no");
    }), { message: "no" });
  db.transaction(() => void mail.later({ ...HELLO, subject: "kept" }));
  const key = { key: "once" };
  strictEqual(mail.later(HELLO, key), mail.later(HELLO, key));
  deepStrictEqual(await queue.work().once(), { done: 2, failed: 0 });
  deepStrictEqual(mail.box.map(({ subject }) => subject), ["kept", "Hello"]);
});

Deno.test("later() checks a mail before it is queued, and what is too large", async () => {
  using db = database(":memory:");
  const queue = jobs(db), mail = testMailer({ jobs: queue });
  throws(() => mail.later({ ...HELLO, to: "a,b" }), { status: 422 });
  throws(() => mail.later({ ...HELLO, body: A("a", { href: "javascript:1" }) }), TypeError);
  const large = { name: "a", content: new Uint8Array(1 << 20) };
  throws(() => mail.later({ ...HELLO, attachments: [large] }), {
    message: /^Cannot queue job "mail": its data is \d+ characters as JSON, expected at most/,
  });
  throws(() => mailer("smtp://localhost", { from: FROM }).later(HELLO), {
    message: "Cannot queue a mail: found no jobs, expected the option jobs",
  });
  deepStrictEqual(await queue.work().once(), { done: 0, failed: 0 });
});

Deno.test("testMailer() without jobs sends later() at once, and its links can be followed", async () => {
  const { app, rt } = fastApp({ log: false }), mail = testMailer();
  const enter = rt("/enter", { code: String }, ({ code }) => P(`Welcome, ${code}`));
  mail.with(app);
  const id = mail.later({ ...HELLO, body: A("in", { href: enter.to({ code: "a b" }) }) });
  strictEqual(mail.box[0]!.id, id);
  strictEqual(mail.box[0]!.links.length, 1);
  match(await (await app.request(mail.box[0]!.links[0]!)).text(), /<p>Welcome, a b<\/p>/);
});

const REPLIES = [
  { at: "onMailFrom", status: 550, isDead: true },
  { at: "onMailFrom", status: 451, isDead: false },
  { at: "onRcptTo", status: 550, isDead: true },
  { at: "onRcptTo", status: 450, isDead: false },
  { at: "onData", status: 554, isDead: true },
  { at: "onData", status: 452, isDead: false },
] as const;

for (const { at, status, isDead } of REPLIES) {
  Deno.test(`a job that ${at} rejects with ${status} is ${isDead ? "dead" : "tried again"}`, async () => {
    let isUp = false;
    const told = () => isUp ? undefined : reply(status, "not now, \u001b[31m or never");
    await using server = await smtpServer(
      at === "onData"
        ? {
          async onData(stream, _session, done) {
            for await (const _ of stream);
            done(told());
          },
        }
        : { [at]: (_: unknown, __: unknown, done: (error?: Error) => void) => done(told()) },
    );
    using db = database(":memory:");
    const queue = jobs(db);
    await using mail = mailer(`smtp://127.0.0.1:${server.port}`, { from: FROM, jobs: queue });
    await rejects(mail.send(HELLO), (error: MailError) => {
      deepStrictEqual([error.name, error.status, error.isPermanent], ["MailError", status, isDead]);
      return error instanceof MailError;
    });
    mail.later(HELLO);
    const lines = await logged(async () => {
      deepStrictEqual(await queue.work().once(), { done: 0, failed: 1 });
    });
    match(lines.join("\n"), isDead ? /it is dead/ : /the next is in \d+ s/);
    strictEqual(lines.join("\n").includes("\u001b"), false);
    const dead = await queue.dead();
    deepStrictEqual(dead.map(({ tries }) => tries), isDead ? [1] : []);
    isUp = true;
    for (const one of dead) await one.retry();
    deepStrictEqual(await queue.work().once(), { done: dead.length, failed: 0 });
  });
}

Deno.test("without a server, an application that is not in development does not start", async () => {
  const { app, rt } = fastApp({ log: false });
  const mail = mailer("", { from: FROM });
  rt("/", () => "home");
  mail.with(app);
  const error = {
    message:
      "Cannot send mails: found no server, expected its URL in MAIL_URL or as the first argument",
  };
  await rejects(app.start(), error);
  await logged(async () => {
    strictEqual((await app.request("/")).status, 500);
    strictEqual((await app.request("/dev/mail")).status, 500);
  });
  await rejects(mail.send(HELLO), error);
});

Deno.test("MAIL_URL and BASE_URL in the environment are the defaults", async () => {
  await using server = await smtpServer();
  const program = `
    import { mailer } from "${import.meta.resolve("../../ext/mail.ts")}";
    import { A } from "${import.meta.resolve("../../mod.ts")}";
    const mail = mailer({ from: "hi@example.com" });
    await mail.send({ to: "ann@example.com", subject: "a", body: A("b", { href: "/c" }) });
  `;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", program],
    env: { MAIL_URL: `smtp://127.0.0.1:${server.port}`, BASE_URL: "https://todo.example" },
  }).output();
  strictEqual(success, true, new TextDecoder().decode(stderr));
  deepStrictEqual(server.arrived.map(({ email }) => email.text?.trim()), [
    "b <https://todo.example/c>",
  ]);
});

Deno.test("mailer() rejects options that mean nothing, and shows no password", () => {
  const wrong: [url: string, options: object, message: string][] = [
    ["smtp://me:secret@a.example/path", {}, "the server is a path or query"],
    ["smtp://me:secret@a.example?a=b", {}, "the server is a path or query"],
    ["http://me:secret@a.example", {}, "the server is a URL of http:"],
    ["me:secret", {}, "the server is a path or query"],
    ["secret", {}, "the server is no URL"],
    ["smtp://", {}, "the server is a path or query"],
    ["smtp://a.example", { baseUrl: "todo.example" }, 'baseUrl is "todo.example"'],
    ["smtp://a.example", { baseUrl: "ftp://a.example" }, 'baseUrl is "ftp://a.example"'],
    ["smtp://a.example", { timeout: 0 }, "timeout is 0"],
    ["smtp://a.example", { timeout: NaN }, "timeout is NaN"],
    ["smtp://a.example", { maxBytes: -1 }, "maxBytes is -1"],
  ];
  for (const [url, options, found] of wrong) {
    throws(() => mailer(url, { from: FROM, ...options }), (error: Error) => {
      strictEqual(error.message.split(", expected")[0], `Cannot send mails: ${found}`);
      strictEqual(`${error.stack}`.includes("secret"), false);
      return error instanceof TypeError;
    });
  }
  throws(() => mailer("smtp://localhost", { from: "Todo <a@b.c> x" }), {
    message: 'Cannot use the email address "Todo <a@b.c> x": text after >, expected "Name ' +
      '<ann@example.com>"',
  });
  throws(() => mailer("smtp://localhost", { from: "Todo <a@b.c,d@e.f>" }), { status: 422 });
});
