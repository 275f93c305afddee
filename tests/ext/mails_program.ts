/**
 * A process whose users ask for links in mails, which it or another one sends:
 * `deno run -A tests/ext/mails_program.ts <database> <port of the mail server> [work]`.
 */
import { jobs } from "../../ext/jobs.ts";
import { MagicKey } from "../../ext/magickey.ts";
import { mailer } from "../../ext/mail.ts";
import { Passwords } from "../../ext/password.ts";
import { PasswordMails } from "../../ext/password_mails.ts";
import { type Database, fastApp, serve } from "../../mod.ts";
import { openDatabase } from "./_databases.ts";

const [source = "", port, work] = Deno.args;
const db = openDatabase(source) as Database, queue = jobs(db);
const mail = mailer(`smtp://127.0.0.1:${port}`, { from: "hi@example.com" });
const { app } = fastApp({ secretKey: "a secret of at least 32 characters", title: "Notes" });
const passwords = new Map<string, string>();

class Auth extends MagicKey {
  getUserId(email: string) {
    return email;
  }
}
class Links extends PasswordMails {
  findUser(email: string) {
    return email;
  }
  setPassword(user: string, hash: string) {
    passwords.set(user, hash);
  }
  confirm() {}
}
new Auth(app, { db, mail, jobs: queue, skip: [/\/password\/.*/] });
new Links(app, { db, mail, jobs: queue, passwords: new Passwords() });
mail.with(app);
if (work) queue.work().with(app);
serve(app);
