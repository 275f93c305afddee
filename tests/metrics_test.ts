import { deepStrictEqual, strictEqual } from "node:assert";
import { meter } from "../lib/metrics.ts";
import { metricsOf } from "./_collector.ts";
import { toMain } from "./app/_main.ts";

const main = toMain(`
import { Client, ConnectionError, database, signIn } from "@fasthtml/fasthtml";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import { meter } from "@fasthtml/fasthtml/metrics";
import { sessions } from "@fasthtml/fasthtml/ext/sessions";
const db = database(":memory:");
const store = sessions(db);
const { app, rt } = fastApp({ session: { store } });
const notes = db.create("note", { id: Number, text: String });
const away = { take: () => Promise.reject(new ConnectionError("away")), giveBack() {} };
const orders = meter.createCounter("shop.orders");
rt("/find", { q: "" }, () => P("found"), { before: limit("2/m", { key: "q", name: "find" }) });
rt("/away", () => P("yes"), { before: limit("2/m", { name: "mails", store: away }) });
rt("/shut", () => P("yes"), { before: limit("2/m", { name: "shut", store: away, closed: true }) });
rt.post("/note", { text: "" }, ({ text }) => {
  notes.insert({ text });
  orders.add(2, { "shop.payment": "card" });
  try { db.q("insert into note (id) values (?)", [1]); } catch (error) { return error.name; }
});
rt("/in", ({ session }) => { signIn(session, "SECRET"); return P("in"); });
rt("/me", ({ session }) => P(session.auth ?? "none"));
rt("/close", () => db.close());`);

Deno.test("a program with a collector counts limits, sessions, calls of its database, and its own", async () => {
  const { metrics, text } = await metricsOf(main, async (origin) => {
    const ask = async (path: string, init?: RequestInit) => {
      const response = await fetch(origin + path, init);
      await response.body?.cancel();
      return response;
    };
    for (let i = 0; i < 3; i++) await ask("/find?q=SECRET");
    await ask("/away");
    strictEqual((await ask("/shut")).status, 503);
    const body = new URLSearchParams({ text: "SECRET" });
    strictEqual((await ask("/note", { method: "POST", body })).status, 200);
    const [cookie = ""] = (await ask("/in")).headers.getSetCookie();
    await ask("/me", { headers: { cookie: cookie.split(";")[0]! } });
    await ask("/me", { headers: { cookie: `session_=${"x".repeat(43)}` } });
    for (const part of ["y", "z"]) {
      await ask("/me", { headers: { cookie: `session_=${part.repeat(43)}` } });
    }
    await ask("/me", { headers: { cookie: "session_=short" } });
    await ask("/close");
    const late = { headers: { cookie: cookie.split(";")[0]! } };
    strictEqual((await ask("/me", late)).status, 503);
  });
  const own = Object.entries(metrics).filter(([name]) => !/_sessions|=(CREATE|PRAGMA)/.test(name));
  const limit = "fasthtml.rate_limit.requests{fasthtml.rate_limit";
  const call = "db.client.operation.duration{db.collection.name=note, db.operation.name=INSERT, " +
    "db.system.name=sqlite";
  deepStrictEqual(Object.fromEntries(own), {
    [`${limit}.name=find, fasthtml.rate_limit.result=allowed}`]: 2,
    [`${limit}.name=find, fasthtml.rate_limit.result=limited}`]: 1,
    [`${limit}.name=mails, fasthtml.rate_limit.result=store_away}`]: 1,
    [`${limit}.name=shut, fasthtml.rate_limit.result=store_away}`]: 1,
    "fasthtml.session.reads{fasthtml.session.result=found}": 1,
    "fasthtml.session.reads{fasthtml.session.result=store_away}": 1,
    "fasthtml.session.reads{fasthtml.session.result=unknown}": 3,
    "shop.orders{shop.payment=card}": 2,
    [`${call}}`]: 1,
    [`${call}, error.type=ConstraintError}`]: 1,
  });
  strictEqual(text.includes("SECRET"), false);
});

Deno.test("a program without a collector has no meter", () => {
  strictEqual(meter, undefined);
});
