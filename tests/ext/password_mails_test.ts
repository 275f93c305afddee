import { deepStrictEqual, match, notStrictEqual, strictEqual } from "node:assert";
import { jobs } from "../../ext/jobs.ts";
import { type MailMessage, testMailer } from "../../ext/mail.ts";
import { Passwords } from "../../ext/password.ts";
import { PasswordMails, type PasswordMailsOptions } from "../../ext/password_mails.ts";
import { sessions } from "../../ext/sessions.ts";
import {
  Client,
  type Database,
  database,
  fastApp,
  type FastHTMLOptions,
  P,
  signIn,
} from "../../mod.ts";
import { logged } from "../http/_app.ts";
import { until } from "../_within.ts";
import { inMemory, type Place, type Promises, testOverDatabases } from "./_databases.ts";

const BASE = "https://todo.example";

class Account {
  id = 0;
  email = "";
  hash = "";
  confirmed = false;
}

/** A program with one account, ann@example.com, whose id is 1. */
async function toProgram(
  at: Place,
  options: Partial<PasswordMailsOptions> & { app?: FastHTMLOptions } = {},
) {
  const { app: appOptions, ...more } = options;
  const db = at.open(), accounts = db.create(Account);
  if (await accounts.count() === 0) {
    await accounts.insert({ email: "ann@example.com", hash: "old" });
  }
  const store = sessions(db), mail = testMailer({ baseUrl: BASE });
  const { app, rt } = fastApp({
    session: { store },
    title: "Todo",
    log: false,
    ...appOptions,
  });
  class Links extends PasswordMails<number> {
    async findUser(email: string) {
      return (await accounts({ email }))[0]?.id;
    }
    async setPassword(id: number, hash: string) {
      await accounts.update({ id, hash });
    }
    async confirm(id: number, email: string) {
      if ((await accounts.get(id)).email === email) await accounts.update({ id, confirmed: true });
    }
  }
  const passwords = new Passwords();
  const links = new Links(app, {
    ...{ db: db as Database, mail, passwords, sessions: store, baseUrl: BASE },
    ...more,
  });
  at.defer(() => app.close());
  rt.post("/login", ({ session }) => {
    signIn(session, 1);
    return "in";
  });
  rt("/", ({ session }) => P(`auth: ${session.auth}`));
  rt.post("/verify", { email: String }, async (context) => {
    await links.sendVerification(context, 1, context.email);
    return "sent";
  });
  const post = async (path: string, data: Record<string, string>) => {
    const response = await new Client(app).post(path, { data });
    return { status: response.status, text: await response.text() };
  };
  const ask = async (email = "ann@example.com") => {
    const { length } = mail.box;
    const { status } = await post("/password/forgot", { email });
    strictEqual(status, 200);
    await until(60, "the mail", () => mail.box.length > length);
    return tokenOf(mail.box.at(-1)!.links[0]!);
  };
  return {
    app,
    db,
    accounts,
    mail,
    links,
    passwords,
    post,
    ask,
    account: async () => await accounts.get(1),
  };
}

function tokenOf(link: string): string {
  const [, token] = link.match(/#([\w-]{43})$/)!;
  return token!;
}

const NEW = { password: "a new and long one" };

const TESTS: Promises = {
  async "a user who has forgotten the password chooses another by a link, once"(place) {
    const at = await toProgram(place);
    const { app, account, mail, passwords, post } = at;
    const thief = new Client(app, { baseUrl: "http://localhost" });
    await thief.post("/login");
    match(await (await thief.get("/")).text(), /auth: 1/);

    const token = await at.ask(" Ann@EXAMPLE.com");
    const [sent] = mail.box;
    deepStrictEqual([sent!.to, sent!.subject, sent!.links], [
      { address: "ann@example.com" },
      "A new password for Todo",
      [`${BASE}/password/reset#${token}`],
    ]);
    match(
      sent!.text,
      /^By this link you choose a new password for Todo\. It is good once, in the /,
    );

    // Programs that read mails open links.
    for (const method of ["HEAD", "GET", "GET"]) {
      const response = await app.request(`/password/reset?token=${token}`, { method });
      deepStrictEqual([response.status, (await response.text()).includes(token)], [200, false]);
    }
    strictEqual((await account()).hash, "old");
    match(await (await thief.get("/")).text(), /auth: 1/);

    const done = await post("/password/reset", { token, ...NEW });
    strictEqual(done.status, 200);
    match(done.text, /Your password was changed\. Please log in with it\..*href="\/login"/s);
    strictEqual(await passwords.check("ann", NEW.password, (await account()).hash), true);
    match(await (await thief.get("/")).text(), /auth: undefined/);
    await until(60, "the alarm", () => mail.box.length === 2);
    deepStrictEqual([mail.box[1]!.subject, mail.box[1]!.links], [
      "Your password for Todo was changed",
      [`${BASE}/password/forgot`],
    ]);

    const { hash } = await account();
    const again = await post("/password/reset", { token, password: "another one, of a thief" });
    strictEqual(again.status, 410);
    match(again.text, /This link was used already, or is too old\..*href="\/password\/forgot"/s);
    strictEqual((await account()).hash, hash);
  },

  async "what is no email address gets a 422, and no mail"(place) {
    const at = await toProgram(place);
    for (
      const email of ["", "ann", "ann@example.com,eve@example.com", "ann@example.com\r\nBcc: a@b.c"]
    ) {
      const { status, text } = await at.post("/password/forgot", { email });
      strictEqual(status, 422);
      match(text, /Please enter an email address, such as ann@example\.com\./);
    }
    strictEqual((await at.post("/password/forgot", {})).status, 422);
    strictEqual(at.mail.box.length, 0);
  },

  async "no header of a request changes where a link leads"(place) {
    const at = await toProgram(place);
    const response = await at.app.request("http://evil.example/password/forgot", {
      method: "POST",
      headers: { "x-forwarded-host": "evil.example", forwarded: "host=e" },
      body: new URLSearchParams({ email: "ann@example.com" }),
    });
    deepStrictEqual([response.status, (await response.text()).includes("evil")], [200, false]);
    await until(60, "the mail", () => at.mail.box.length > 0);
    match(at.mail.box[0]!.links.join(), /^https:\/\/todo\.example\/password\/reset#[\w-]{43}$/);
  },

  async "a password that is not taken leaves the link good"(place) {
    const at = await toProgram(place);
    const token = await at.ask();
    for (
      const [password, why] of [["short", "8 to 1,024 characters"], ["password", "Many people"]]
    ) {
      const { status, text } = await at.post("/password/reset", { token, password: password! });
      strictEqual(status, 422);
      match(text, new RegExp(`role="alert".*${why}`, "s"));
      match(text, new RegExp(`<input type="hidden"[^>]* value="${token}"`));
      strictEqual(text.includes("location.hash"), false);
    }
    strictEqual((await at.account()).hash, "old");
    strictEqual((await at.post("/password/reset", { token, ...NEW })).status, 200);
  },

  async "a link that is forged, late, or of another purpose does nothing"(place) {
    const at = await toProgram(place, { resetExpiry: 1 });
    await at.post("/verify", { email: "ann@example.com" });
    const verification = tokenOf(at.mail.box[0]!.links[0]!);
    for (const token of ["", "x", "A".repeat(43), verification, "A".repeat(100_000)]) {
      strictEqual((await at.post("/password/reset", { token, ...NEW })).status, 410);
    }
    const token = await at.ask();
    strictEqual((await at.post("/password/verify", { token })).status, 410);
    await until(60, "too late", async () => {
      const { status } = await at.post("/password/reset", { token, password: "short" });
      return status === 410;
    });
    strictEqual((await at.post("/password/reset", { token, ...NEW })).status, 410);
    deepStrictEqual({ ...await at.account() }, {
      ...{ id: 1, email: "ann@example.com", hash: "old", confirmed: false },
    });
  },

  async "a link is the user's for as long as the email address is"(place) {
    const at = await toProgram(place);
    const token = await at.ask();
    await at.accounts.update({ id: 1, email: "new@example.com" });
    strictEqual((await at.post("/password/reset", { token, ...NEW })).status, 410);
    await at.accounts.insert({ email: "ann@example.com", hash: "of another" });
    strictEqual((await at.post("/password/reset", { token, ...NEW })).status, 410);
    const hashes = (await at.accounts({ orderBy: "id" })).map(({ hash }) => hash);
    deepStrictEqual(hashes, ["old", "of another"]);
  },

  async "of several links, the first that is used ends the others"(place) {
    const at = await toProgram(place);
    const tokens = [await at.ask(), await at.ask()];
    strictEqual((await at.post("/password/reset", { token: tokens[0]!, ...NEW })).status, 200);
    strictEqual((await at.post("/password/reset", { token: tokens[1]!, ...NEW })).status, 410);
  },

  async "of many who use a link at once, in two processes, one sets a password"(place) {
    const one = await toProgram(place), two = await toProgram(place);
    const token = await one.ask();
    const all = Array.from(
      { length: 4 },
      (_, i) =>
        (i % 2 ? one : two).post("/password/reset", { token, password: `password no. ${i}` }),
    );
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    deepStrictEqual(statuses.toSorted(), [200, ...Array(3).fill(410)]);
    const { hash } = await two.account(), winner = `password no. ${statuses.indexOf(200)}`;
    strictEqual(await one.passwords.check("ann", winner, hash), true);
  },

  async "while sessions can't be ended, the password stays and the link is good"(place) {
    let isAway = true;
    const ended: unknown[] = [];
    const at = await toProgram(place, {
      sessions: {
        revokeAll(user) {
          ended.push(user);
          return isAway ? Promise.reject(new Error("away")) : Promise.resolve();
        },
      },
    });
    const token = await at.ask();
    await logged(async () => {
      strictEqual((await at.post("/password/reset", { token, ...NEW })).status, 500);
    });
    strictEqual((await at.account()).hash, "old");
    isAway = false;
    strictEqual((await at.post("/password/reset", { token, ...NEW })).status, 200);
    deepStrictEqual(ended, [1, 1, 1]);
  },

  async "an email address is confirmed by the press of a button, once"(place) {
    const at = await toProgram(place);
    await at.post("/verify", { email: "Ann@example.com" });
    const [sent] = at.mail.box, token = tokenOf(sent!.links[0]!);
    deepStrictEqual([sent!.to.address, sent!.subject, sent!.links], [
      "ann@example.com",
      "Your email address for Todo",
      [`${BASE}/password/verify#${token}`],
    ]);
    for (const method of ["HEAD", "GET"]) await at.app.request(`/password/verify`, { method });
    strictEqual((await at.account()).confirmed, false);
    const done = await at.post("/password/verify", { token });
    strictEqual(done.status, 200);
    match(done.text, /Your email address is confirmed\./);
    strictEqual((await at.account()).confirmed, true);
    strictEqual((await at.post("/password/verify", { token })).status, 410);
  },

  async "with jobs, a mail is made as it is sent, and its job has no secret"(place) {
    const queue = jobs(place.open()), at = await toProgram(place, { jobs: queue });
    const dataOf = async () => {
      const rows = await at.db.q<{ data: string }>("select data from _jobs order by id");
      return rows.map(({ data }) => JSON.parse(data).parts);
    };
    for (const email of ["ann@example.com", "eve@example.com"]) {
      strictEqual((await at.post("/password/forgot", { email })).status, 200);
    }
    const words = {
      subject: "A new password for Todo",
      before:
        "By this link you choose a new password for Todo. It is good once, in the next 30 min:",
      after: "If you did not ask for it, there is nothing to do: your password stays.",
    };
    deepStrictEqual(await dataOf(), [
      { kind: "reset", email: "ann@example.com", words },
      { kind: "reset", email: "eve@example.com", words },
    ]);
    deepStrictEqual([at.mail.box, await at.db.t._one_time!.count()], [[], 0]);
    deepStrictEqual(await queue.work().once(), { done: 2, failed: 0 });
    deepStrictEqual(at.mail.box.map(({ to }) => to.address), ["ann@example.com"]);

    const token = tokenOf(at.mail.box[0]!.links[0]!);
    strictEqual((await at.post("/password/reset", { token, ...NEW })).status, 200);
    deepStrictEqual(await dataOf(), [{
      kind: "changed",
      email: "ann@example.com",
      words: {
        subject: "Your password for Todo was changed",
        before:
          "Your password for Todo was changed. If that was not you, please choose a new one here:",
        after: "",
      },
    }]);
    deepStrictEqual(await queue.work().once(), { done: 1, failed: 0 });
    deepStrictEqual(at.mail.box[1]!.links, [`${BASE}/password/forgot`]);
    match(at.mail.box[1]!.html, /here:<\/p><p><a [^>]*>[^<]*<\/a><\/p><\/div>/); // And no empty one.
  },

  async "with jobs, the mail that confirms is part of the transaction"(place) {
    const db = place.open(), queue = jobs(db);
    const at = await toProgram(place, { jobs: queue, db: db as Database });
    at.app.post("/join", { isFit: false }, async (context) => {
      await db.transaction(async () => {
        await at.links.sendVerification(context, 1, "Ann@example.com");
        if (!context.isFit) throw new Error("a full disk");
      });
      return "sent";
    });
    await logged(async () => strictEqual((await at.post("/join", {})).status, 500));
    deepStrictEqual((await queue.queues()).map(({ waiting }) => waiting), [0]);
    strictEqual((await at.post("/join", { isFit: "1" })).status, 200);
    strictEqual(at.mail.box.length, 0);
    deepStrictEqual(await queue.work().once(), { done: 1, failed: 0 });
    const token = tokenOf(at.mail.box[0]!.links[0]!);
    strictEqual((await at.post("/password/verify", { token })).status, 200);
    strictEqual((await at.account()).confirmed, true);
  },

  async "tokens and passwords are in no log, also where the program fails"(place) {
    const lines: unknown[] = [];
    const at = await toProgram(place, {
      app: { log: (entry) => void lines.push(entry) },
      mail: {
        send(message: MailMessage) {
          void at.mail.send(message);
          return Promise.reject(new Error("the server is away"));
        },
      },
      sessions: { revokeAll: () => Promise.reject(new Error("away")) },
    });
    const errors = await logged(async () => {
      const token = await at.ask();
      strictEqual((await at.post("/password/reset", { token, ...NEW })).status, 500);
      await at.app.close();
    });
    const token = tokenOf(at.mail.box[0]!.links[0]!),
      all = Deno.inspect([lines, errors], { depth: 9 });
    match(all, /the server is away/);
    match(all, /\/password\/reset/);
    deepStrictEqual([token, NEW.password].filter((secret) => all.includes(secret)), []);
  },
};

testOverDatabases("PasswordMails", TESTS);

Deno.test("who asks is answered before anything is looked up, and always the same", async () => {
  using db = database(":memory:");
  const { app } = fastApp({ secretKey: "a secret of at least 32 characters", log: false });
  const asked: string[] = [], mail = testMailer(), gate = Promise.withResolvers<void>();
  class Links extends PasswordMails {
    async findUser(email: string) {
      asked.push(email);
      await gate.promise;
      return email === "ann@example.com" ? email : undefined;
    }
    setPassword() {}
    confirm() {}
  }
  new Links(app, { db, mail, passwords: new Passwords() });
  const ask = async (email: string) => {
    const response = await new Client(app).post("/password/forgot", { data: { email } });
    const headers = [...response.headers].filter(([name]) =>
      !/^(?:date|x-request-id|ratelimit)$/.test(name)
    );
    return { status: response.status, headers, text: await response.text() };
  };
  const known = await ask("ann@example.com"), unknown = await ask("eve@example.com");
  strictEqual(known.status, 200);
  match(
    known.text,
    /If there is an account for ann@example\.com, a mail with a link is on its way\./,
  );
  deepStrictEqual(unknown, { ...known, text: known.text.replaceAll("ann@", "eve@") });
  strictEqual(mail.box.length, 0);
  gate.resolve();
  await until(60, "the mail", () => mail.box.length > 0);
  deepStrictEqual([asked, mail.box.map(({ to }) => to.address)], [
    ["ann@example.com", "eve@example.com"],
    ["ann@example.com"],
  ]);
});

Deno.test("an email address gets three links an hour, however it is written, known or not", async () => {
  await using place = inMemory();
  const at = await toProgram(place);
  for (const name of ["ann", "eve"]) {
    const spellings = [`${name}@example.com`, `${name.toUpperCase()}@example.com`];
    const statuses: number[] = [];
    for (const email of [...spellings, ` ${name}@Example.COM `, ...spellings]) {
      statuses.push((await at.post("/password/forgot", { email })).status);
    }
    deepStrictEqual(statuses, [200, 200, 200, 429, 429]);
  }
  // A second field is not another way in.
  const twice = await at.app.request("/password/forgot", {
    method: "POST",
    body: new URLSearchParams([["email", "other@example.com"], ["email", "ann@example.com"]]),
  });
  notStrictEqual(twice.status, 200);
  await until(60, "the mails", () => at.mail.box.length === 3);
});

Deno.test("one client can't use up the links of another, nor end them", async () => {
  await using place = inMemory();
  const at = await toProgram(place, { app: { trustProxy: 1 } });
  const token = await at.ask();
  const askFrom = async (client: string) => {
    const response = await new Client(at.app).post("/password/forgot", {
      data: { email: "ann@example.com" },
      headers: { "x-forwarded-for": client },
    });
    await response.body?.cancel();
    return response.status;
  };
  const statuses: number[] = [];
  for (const client of [1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4]) {
    statuses.push(await askFrom(`192.0.2.${client}`));
  }
  deepStrictEqual(statuses, [200, 200, 200, 429, ...Array(6).fill(200), 429]);
  await until(60, "the mails", () => at.mail.box.length === 10);
  strictEqual((await at.post("/password/reset", { token, ...NEW })).status, 200);
});

Deno.test("a client asks for twenty links an hour", async () => {
  await using place = inMemory();
  const at = await toProgram(place);
  const statuses: number[] = [];
  for (let i = 0; i < 21; i++) {
    statuses.push((await at.post("/password/forgot", { email: `user${i}@example.com` })).status);
  }
  deepStrictEqual(statuses, [...Array(20).fill(200), 429]);
});
