import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { testMailer } from "../../../ext/mail.ts";
import { Passwords } from "../../../ext/password.ts";
import { PasswordMails, type PasswordMailsOptions } from "../../../ext/password_mails.ts";
import { Client, type Database, database, type FastHTML, signIn } from "../../../mod.ts";
import { newApp } from "../../http/_app.ts";
import { serveSite } from "../../live/_socket.ts";
import { until, within } from "../../_within.ts";

// What is promised over every database: tests/ext/password_mails_test.ts.

class Links extends PasswordMails<number> {
  findUser(email: string) {
    return email.startsWith("ann@") ? 1 : 2;
  }
  setPassword() {}
  confirm() {}
}

function toLinks(app: FastHTML, options: Partial<PasswordMailsOptions> = {}) {
  const db = database(":memory:") as Database, mail = testMailer({ baseUrl: "http://localhost" });
  new Links(app, { db, mail, passwords: new Passwords(), ...options });
  return mail;
}

async function askFor(app: FastHTML, mail: ReturnType<typeof testMailer>, email: string) {
  await new Client(app).post("/password/forgot", { data: { email } });
  await until(60, "the mail", () => mail.box.some(({ to }) => to.address === email));
  return mail.box.at(-1)!.links[0]!;
}

Deno.test("a new password closes the sockets of its user, also where sessions are in cookies", async () => {
  const { app, rt } = newApp({ before: ({ session, scope }) => void (scope.auth = session.auth) });
  const mail = toLinks(app, { baseUrl: "http://localhost" });
  rt.post("/in", { id: Number }, ({ session, id }) => signIn(session, id));
  app.ws("/ws", { msg: String }, ({ msg }) => msg);
  await using site = serveSite(app);
  const open = async (id: string) => {
    const client = new Client(app);
    await client.post("/in", { data: { id } });
    return await site.open("/ws", { cookie: `session_=${client.cookies.get("session_")}` });
  };
  const ann = await open("1");
  await using bob = await open("2");
  const [, token = ""] = (await askFor(app, mail, "ann@example.com")).split("#");
  const data = { token, password: "a new and long one" };
  strictEqual((await new Client(app).post("/password/reset", { data })).status, 200);
  await within(60, "the end of her socket", ann.closed);
  bob.send({ msg: "still here" });
  strictEqual(await within(60, "an answer to his", bob.next()), "still here");
});

Deno.test("links in mails begin with baseUrl, BASE_URL, or the port of development", async () => {
  const found: string[] = [], own = Deno.env.get("BASE_URL");
  try {
    for (
      const [env, baseUrl] of [["", "https://a.example/"], ["https://b.example", ""], ["", ""]]
    ) {
      if (env) Deno.env.set("BASE_URL", env);
      else Deno.env.delete("BASE_URL");
      const { app } = newApp();
      const link = await askFor(app, toLinks(app, baseUrl ? { baseUrl } : {}), "bob@example.com");
      found.push(link.replace(/#.*/, ""));
    }
  } finally {
    if (own === undefined) Deno.env.delete("BASE_URL");
    else Deno.env.set("BASE_URL", own);
  }
  deepStrictEqual(found, [
    "https://a.example/password/reset",
    "https://b.example/password/reset",
    "http://localhost:5001/password/reset",
  ]);
});

Deno.test("PasswordMails names the option that is no length of time", () => {
  for (const name of ["resetExpiry", "verifyExpiry"]) {
    throws(() => toLinks(newApp().app, { [name]: "1w" }), {
      name: "TypeError",
      message:
        `Cannot read ${name}: found "1w", expected seconds, or a text such as "30s", "5m", "2h"`,
    });
  }
});
