import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { mailer, type MailMessage, testMailer } from "../../../ext/mail.ts";
import { redisJobs } from "../../../ext/redis_jobs.ts";
import { database, P } from "../../../mod.ts";
import { logged } from "../../http/_app.ts";
import { until } from "../../_within.ts";
import { post, start } from "../_magickey.ts";
import { connect, testRedis } from "../_redis.ts";
import { reply, smtpServer } from "../_smtp.ts";

const FROM = "Todo <hi@example.com>";
const HELLO: MailMessage = { to: "ann@example.com", subject: "Hello", body: P("Hello, Ann") };

testRedis("later() over redisJobs() sends a mail as it is, once for a key", async (server) => {
  await using smtp = await smtpServer();
  await using queue = redisJobs(server.url);
  await using mail = mailer(`smtp://127.0.0.1:${smtp.port}`, { from: FROM, jobs: queue });
  const bytes = new Uint8Array([0, 255]);
  const id = await mail.later({ ...HELLO, attachments: [{ name: "a.bin", content: bytes }] });
  const ids = [await mail.later(HELLO, { key: "b" }), await mail.later(HELLO, { key: "b" })];
  strictEqual(ids[0], ids[1]);
  strictEqual(smtp.arrived.length, 0);
  deepStrictEqual(await queue.work().once(), { done: 2, failed: 0 });
  const sent = smtp.arrived.map(({ email }) => ({
    id: email.messageId,
    text: email.text?.trim(),
    files: email.attachments.map(({ content }) => [...new Uint8Array(content as ArrayBuffer)]),
  }));
  deepStrictEqual(sent.sort((a, b) => b.files.length - a.files.length), [
    { id: `<${id}@example.com>`, text: "Hello, Ann", files: [[0, 255]] },
    { id: `<${ids[0]}@example.com>`, text: "Hello, Ann", files: [] },
  ]);
});

testRedis("later() over redisJobs(): 5xx is dead at once, 4xx is tried again", async (server) => {
  let status = 550;
  await using smtp = await smtpServer({
    onRcptTo: (_address, _session, done) => done(reply(status, "no")),
  });
  await using queue = redisJobs(server.url);
  await using mail = mailer(`smtp://127.0.0.1:${smtp.port}`, { from: FROM, jobs: queue });
  const lines = await logged(async () => {
    for (status of [550, 450]) {
      await mail.later(HELLO);
      deepStrictEqual(await queue.work().once(), { done: 0, failed: 1 });
    }
  });
  match(lines.join("\n"), /it is dead.*the next is in \d+ s/s);
  deepStrictEqual((await queue.dead()).map(({ tries }) => tries), [1]);
  deepStrictEqual((await queue.queues()).map(({ later, dead }) => [later, dead]), [[1, 1]]);
});

testRedis(
  "later() over redisJobs() is in no transaction, and rejects while Redis is away",
  async (server) => {
    await using queue = redisJobs(server.url);
    using db = database(":memory:");
    const mail = testMailer({ jobs: queue });
    const fail = async () => {
      await mail.later(HELLO);
      throw new Error("a full disk");
    };
    await rejects(async () => await db.transaction(fail), { message: "a full disk" });
    await logged(async () => {
      await server.crash();
      await rejects(async () => await mail.later({ ...HELLO, subject: "lost" }), {
        name: "ConnectionError",
      });
      await server.start();
      await until(60, "the mail of before", async () => {
        await queue.work().once().catch(() => {}); // It connects again.
        return mail.box.length > 0;
      });
    });
    deepStrictEqual(mail.box.map(({ subject }) => subject), ["Hello"]);
  },
);

testRedis("MagicKey over redisJobs() has no link in Redis", async (server) => {
  await using queue = redisJobs(server.url);
  const site = start({ jobs: queue }), { browser, box } = site;
  await post(browser, "/magic", { email: "ann@example.com" });
  await using client = await connect(server.url);
  const kept = async () => {
    const keys = await client.keys("*:magicLink:*");
    const hashes = await Promise.all(
      keys.map(async (key) =>
        await client.type(key) === "hash" ? JSON.stringify(await client.hGetAll(key)) : ""
      ),
    );
    return hashes.join("");
  };
  const before = await kept();
  match(before, /ann@example\.com/);
  deepStrictEqual(await queue.work().once(), { done: 1, failed: 0 });
  const [{ token, code }] = box.mails as [typeof box.mails[0]];
  const all = before + await kept();
  deepStrictEqual([token, code].filter((secret) => all.includes(secret)), []);
  strictEqual((await post(browser, "/magic/in", { token }))[0], 303);
});
