/** A program with limits, sessions on the server, jobs and a health check. */
import { database, fastApp, serve, signIn, signOut } from "@fasthtml/fasthtml";
import { jobs } from "@fasthtml/fasthtml/ext/jobs";
import { limit } from "@fasthtml/fasthtml/ext/ratelimit";
import { sessions } from "@fasthtml/fasthtml/ext/sessions";

const db = database("app.db");
const { job, work } = jobs(db);
const done: string[] = [];
const note = job("note", { text: String }, ({ text }) => void done.push(`${text.length} bytes`));

let checks = 0;
const { app, rt } = fastApp({
  session: { store: sessions(db) },
  trustProxy: Number(Deno.env.get("PROXIES") ?? 0),
  allowedHosts: ["127.0.0.1"],
  before: ({ url }) => url.pathname === "/guarded" ? "guarded" : undefined,
  health: async () => {
    checks++;
    await new Promise((resolve) => setTimeout(resolve, 200));
  },
});
work().with(app);

rt("/ok", () => "ok");
rt("/rss", () => String(Deno.memoryUsage().rss));
rt("/checks", () => `${checks} checks`);
rt("/client", () => "asked", { before: limit("3/h") });
rt("/stored", () => "asked", { before: limit("3/h", { store: db, name: "stored" }) });
rt("/mail", { email: "" }, ({ email }) => `mail to ${email.length}`, {
  before: limit("2/h", { key: "email" }),
});
rt.get("/in", { name: "eve" }, ({ name, session }) => {
  signIn(session, name);
  return "in";
});
rt.get("/out", ({ session }) => {
  signOut(session);
  return "out";
});
rt("/who", ({ session }) => `who ${session.auth ?? "none"} ${session.n ?? "-"}`);
rt.post("/keep", { n: "" }, ({ n, session }) => {
  session.n = n;
  return "kept";
});
rt("/sset", { k: "", v: "" }, ({ session, k, v }) => {
  session[k] = v;
  return `${({} as Record<string, unknown>)[v]}`;
});
rt.post("/job", { text: "", key: "" }, async ({ text, key }) => {
  await note.later({ text }, key ? { key } : {});
  return "queued";
});
rt("/done", () => done.join());
rt("/forget", () => done.length = 0);

serve(app);
