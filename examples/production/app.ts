/**
 * A tea shop: people sign up and order, a job ships each order and mails that, and all pages show it at
 * once. main.ts runs it as two servers and a worker, over Postgres and Redis; alone it needs neither.
 *
 * @module
 */
import {
  A,
  Beforeware,
  Button,
  database,
  Div,
  fastApp,
  Form,
  type FT,
  Group,
  Hidden,
  Input,
  Li,
  oneOf,
  Option,
  P,
  Redirect,
  Safe,
  Select,
  serve,
  type Session,
  setupWs,
  signIn,
  signOut,
  Titled,
  toXml,
  Ul,
} from "@fasthtml/fasthtml";
import { jobs } from "@fasthtml/fasthtml/ext/jobs";
import { mailer } from "@fasthtml/fasthtml/ext/mail";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import { redisBroker } from "@fasthtml/fasthtml/ext/redis-broker";
import { redisLimits } from "@fasthtml/fasthtml/ext/redis-ratelimit";
import { sessions } from "@fasthtml/fasthtml/ext/sessions";
import { setTimeout as delay } from "node:timers/promises";

const TEAS = ["Assam", "Darjeeling", "Keemun", "Oolong"] as const, SHOWN = 20;

class User {
  name = "";
  email = "";
  hash = "";
}

class Order {
  id = "";
  user = "";
  tea = "";
  at = new Date();
  shipped = false;

  __ft__() {
    return Li(`${this.tea} for ${this.user}: ${this.shipped ? "shipped" : "being packed"}`);
  }
}

// What must not be lost is in Postgres: accounts, sessions, orders and jobs. Redis has what can be
// made again: counts of rate limits, and the orders as they were sent to all pages last.
const env = Deno.env.toObject(), { DATABASE_URL: url, REDIS_URL: redis, WORK = "yes" } = env;
const db = database(url ? postgres(url) : "data/shop.db");
const users = db.create(User, { pk: "name" });
const orders = db.create(Order, { indexes: ["at", "shipped"] });
const queue = jobs(db), { job, work } = queue;
const mail = mailer(env.MAIL_URL ?? "smtp://localhost:25", {
  from: "Tea shop <shop@example.com>",
  jobs: queue,
});
const store = redis ? redisLimits(redis) : undefined;
const passwords = new Passwords({ store });

const membersOnly = Beforeware(({ session, scope }) => {
  scope.auth = session.auth;
  if (!session.auth) return Redirect("/login");
}, { skip: ["/login", "/signup"] });

export const { app, rt } = fastApp({
  exts: ["ws"],
  before: membersOnly,
  session: { store: sessions(db) },
  broker: redis ? redisBroker(redis) : undefined,
  hsts: false, // Caddy's, where it has a certificate.
  trustProxy: url !== undefined, // Caddy's X-Forwarded-For, or all people would share a limit.
  health: () => db.q("SELECT 1"),
  onStartup: () => void showOrders(), // What a process that was killed has not shown.
});

rt(async function index({ session }) {
  return Titled(
    "Tea shop",
    Form({ action: logout, method: "post" }, P(`Hello, ${session.auth} `, Button("Log out"))),
    Form(
      { hx_post: order, hx_swap: "none" },
      Group(Select({ name: "tea" }, TEAS.map((tea) => Option(tea))), OrderId(), Button("Order")),
    ),
    Div({ ws_connect: "/ws" }, await Orders()),
  );
});

// A form that is sent twice, as browsers do where a line breaks, is one order by its id.
const order = rt.post("/order", { id: String, tea: oneOf(...TEAS) }, async (form) => {
  const { id, tea, session } = form;
  await db.transaction(async () => {
    const isNew = await orders.insert({ id, tea, user: session.auth }, { ignore: true });
    if (isNew) await ship.later({ order: id }, { in: "1s" });
  });
  void showOrders();
  return OrderId();
}, { before: limit("60/m", { name: "orders", key: ({ session }) => session.auth, store }) });

function OrderId() {
  return Hidden({ id: "order-id", name: "id", value: crypto.randomUUID(), hx_swap_oob: true });
}

const ship = job("ship", { order: String }, async ({ order }) => {
  await db.transaction(async () => {
    const { shipped, tea, user } = await orders.get(order);
    if (shipped) return; // By a worker that was killed before the job was done.
    await orders.update({ id: order, shipped: true });
    const { email } = await users.get(user), subject = `Your ${tea} is on its way`;
    await mail.later({ to: email, subject, body: P(`Your order ${order} was shipped.`) });
  });
  void showOrders();
}, { lease: "10s" });

const login = rt.get("/login", () => Account("Log in", {}, A("Sign up", { href: signup })));

const known = { name: String, password: String }, fresh = { ...known, email: String };

rt.post("/login", known, async ({ name, password, session, scope: { client } }) => {
  const user = await users.get(name, undefined);
  if (await passwords.check(name, password, user?.hash, { client })) return enter(session, name);
  return Account("Log in", { name, problem: "This name and this password do not fit." });
});

const signup = rt.get("/signup", () => Account("Sign up", {}, Email()));

rt.post("/signup", fresh, async ({ name, email, password, session, scope: { client } }) => {
  const hash = await passwords.hash(password, { client });
  const isNew = /^.{1,40}$/.test(name) && await db.transaction(async () => {
    const body = P(`Hello, ${name}, the kettle is on.`);
    const user = await users.insert({ name, email, hash }, { ignore: true });
    return user && await mail.later({ to: email, subject: "Welcome", body });
  });
  if (isNew) return enter(session, name);
  return Account("Sign up", { name, problem: "This name is taken, or too long." }, Email(email));
}, { before: limit("20/h", { name: "sign-ups", store }) });

const logout = rt.post("/logout", ({ session }) => {
  signOut(session);
  return Redirect(login);
});

function enter(session: Session, name: string) {
  signIn(session, name);
  return Redirect("/");
}

function Account(title: string, { name = "", problem = "" }, more: FT | null = null): FT[] {
  const user = { maxlength: 40, autocomplete: "username" } as const;
  const password = { type: "password", minlength: 8, autocomplete: "current-password" } as const;
  return Titled(
    title,
    Form(
      { method: "post" },
      problem && P(problem, { role: "alert" }),
      Input({ name: "name", placeholder: "Name", value: name, required: true, ...user }),
      Input({ name: "password", placeholder: "Password", required: true, ...password }),
      more,
      Button(title),
    ),
  );
}

function Email(value = "") {
  return Input({ name: "email", type: "email", placeholder: "E-mail", value, required: true });
}

const sendAll = setupWs(app, () => {}, { keep: 1, onConnect: Orders });

let isOld = false, isShowing = false;

/** Sends the orders to all pages, and again until nothing has changed since they were read. */
async function showOrders() {
  isOld = true;
  if (isShowing) return;
  isShowing = true;
  for (let sent = ""; isOld;) {
    isOld = false;
    try {
      const now = toXml(await Orders());
      if (now === sent) continue;
      await sendAll(Safe(now));
      sent = now;
    } catch (error) {
      // deno-lint-ignore no-console -- no request fails where Redis or Postgres is away
      console.error(`The orders are shown later: ${error}`);
      await delay(1000);
      sent = "";
    }
    isOld = true; // Another process may have sent older ones meanwhile.
  }
  isShowing = false;
}

async function Orders(): Promise<FT> {
  const waiting = await orders.count("not shipped");
  const last = await orders({ orderBy: "at desc, id", limit: SHOWN });
  return Div({ id: "orders", hx_swap_oob: true }, P(`${waiting} being packed`), Ul(last));
}

mail.with(app);
if (WORK === "yes") work().with(app);
serve(app, { drain: 2 });
