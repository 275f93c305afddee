/** A program whose users sign in by links in mails, and choose new passwords by them. */
import { type Database, database, fastApp, serve, toXml } from "@fasthtml/fasthtml";
import { jobs } from "@fasthtml/fasthtml/ext/jobs";
import { MagicKey } from "@fasthtml/fasthtml/ext/magickey";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { PasswordMails } from "@fasthtml/fasthtml/ext/password-mails";
import { sessions } from "@fasthtml/fasthtml/ext/sessions";

const ACCOUNTS = ["ann@example.com", "bob@example.com"];
const db: Database = database("app.db"), queue = jobs(db), store = sessions(db);
const hashes = new Map<string, string>(), box: { to: string; html: string }[] = [];
const log: string[] = [];

const { app, rt } = fastApp({
  session: { store },
  trustProxy: Number(Deno.env.get("PROXIES") ?? 0),
  log: (entry) => void log.push(Deno.inspect(entry, { depth: 9, strAbbreviateSize: Infinity })),
});
const mail = {
  async send({ to, body }: { to: string; body: Parameters<typeof toXml>[0] }) {
    box.push({ to, html: await toXml(body) });
  },
};
const tokenExpiry = Number(Deno.env.get("EXPIRY") ?? 900);

class Auth extends MagicKey {
  getUserId(email: string) {
    return ACCOUNTS.includes(email) ? email : undefined;
  }
}
class Links extends PasswordMails {
  findUser(email: string) {
    return ACCOUNTS.includes(email) ? email : undefined;
  }
  setPassword(user: string, hash: string) {
    hashes.set(user, hash);
  }
  confirm() {}
}
const own = { db, mail, jobs: queue, baseUrl: "https://app.example" };
new Auth(app, {
  ...own,
  tokenExpiry,
  skip: [/\/password\/.*/, "/ok", "/box", "/log", "/who", "/rss"],
});
new Links(app, { ...own, sessions: store, passwords: new Passwords(), resetExpiry: tokenExpiry });
queue.work().with(app);

rt.get("/ok", () => "ok");
rt.get("/rss", () => String(Deno.memoryUsage().rss));
rt.get("/who", ({ session }) => `who ${session.auth ?? "none"}`);
rt.get("/log", () => log.join("\n"));
rt.get("/box", { of: 0 }, async ({ of }) => {
  const end = Date.now() + 30_000;
  while (box.length < of && Date.now() < end) await new Promise((go) => setTimeout(go, 20));
  return Response.json({ box, hashes: [...hashes] });
});
rt.get("/", ({ auth }) => `in as ${auth}`);

serve(app);
