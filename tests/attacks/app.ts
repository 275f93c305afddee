/** The program that attacks are sent to: the routes that FIXTURE.md names. */
import {
  A,
  BackgroundTask,
  Beforeware,
  Button,
  cookie,
  database,
  Div,
  EventStream,
  fastApp,
  fromHeader,
  HtmxResponseHeaders,
  HTTPException,
  HttpHeader,
  Iframe,
  Meta,
  type Middleware,
  only,
  optional,
  P,
  Redirect,
  Script,
  serve,
  signIn,
  signOut,
  sseMessage,
  StaticFiles,
  Style,
  tags,
  Textarea,
  Titled,
} from "@fasthtml/fasthtml";
import { sse } from "@fasthtml/fasthtml/compat";
import { htmlToFt } from "@fasthtml/fasthtml/ext/html2ft";

const guard = Beforeware(({ session, scope }) => {
  scope.auth = session.auth;
  if (!session.auth) return Redirect("/login");
}, { skip: [/.*\.css/, /\/(?!admin$|doc\/|only$|any$|d$).*/] });

// Without a secret of its own it keeps one in a file, which the secret of all tests would go before.
const secretKey = Deno.env.get("ATTACK_SECRET");
if (!secretKey) Deno.env.delete("FASTHTML_SECRET");

const db = database(":memory:");
db.create("user", { id: Number, pwd: String }).insert({ pwd: "secret" });
const books = db.create("book", { id: Number, title: String, open: Boolean });
books.insertAll([{ title: "open", open: true }, { title: "private", open: false }]);
const todos = db.create("todo", { id: Number, name: String });
todos.insertAll([{ name: "alice" }, { name: "bob" }]);
const accounts = db.create("account", { id: Number, left: Number });
accounts.insert({ left: 100 });

const narrow = Beforeware(({ url }) => {
  const name = url.searchParams.get("user");
  if (name) todos.xtra({ name });
}, { skip: [/\/(?!scoped\/).*/] });

// A guard that looks at the path, as people write them.
const door: Middleware = (request, next) =>
  new URL(request.url).pathname.startsWith("/shut")
    ? new Response("shut", { status: 403 })
    : next(request);

const { app, rt } = fastApp({
  before: [guard, narrow],
  middleware: door,
  debug: Deno.env.has("ATTACK_DEBUG"),
  ...secretKey ? { secretKey } : { keyFname: Deno.env.get("ATTACK_KEY")! },
  staticPath: "public",
});
const text = { v: "" };

rt.get("/ok", () => "ok");
rt.get("/whoami", ({ url, scope }) => ({ url: url.href, client: scope.client }));
/** Prints what cases wait for. */
function tell(text: string): void {
  // deno-lint-ignore no-console -- what cases wait for
  console.log(text);
}
rt.get("/slow", { s: 1 }, async ({ s }) => {
  tell("slow begins");
  await new Promise((resolve) => setTimeout(resolve, s * 1000));
  return "slow";
});
rt.get("/login", { name: "" }, ({ name, session }) => {
  if (!name) return "LOGIN";
  signIn(session, name);
  return `LOGIN ${name}`;
});
rt("/logout", ({ session }) => {
  signOut(session);
  return "out";
});
rt("/enter", { name: "" }, ({ name, session }) => {
  signIn(session, name);
  return `in as ${name}`;
});
rt("/enter/byhand", { name: "" }, ({ name, session }) => {
  session.auth = name;
  return "in by hand";
});
rt("/leave/byhand", ({ session }) => {
  session.clear();
  return "out by hand";
});
rt("/admin", () => "ADMIN");
rt("/doc/{name}", ({ name }) => `DOC ${name}`);

for (const path of ["/shut", "/shut/@é", "/shut/a|b"]) rt(path, () => "INSIDE");
const inner = fastApp({ secretKey: "the secret of a mounted application" });
inner.rt("/", () => "INSIDE");
app.mount("/shut-ours", inner.app);
app.mount("/shut-other", () => new Response("INSIDE"));
app.mount("/shut-files", StaticFiles("public"));
app.ws("/shut-ws", () => {});
const guarded = fastApp({ secretKey: "the secret of a mounted application" });
guarded.rt("/{name}", () => "INSIDE");
guarded.app.ws("/ws", () => {});
app.mount("/doc/ours", guarded.app);
app.mount("/doc/other", () => new Response("INSIDE"));
app.mount("/doc/files", StaticFiles("public"));

rt("/esc/text", text, ({ v }) => Div(v));
rt("/esc/str", text, ({ v }) => v);
rt("/esc/tuple", text, ({ v }) => [v, P("p")]);
rt("/esc/one", text, ({ v }) => [v]);
rt("/esc/title", text, ({ v }) => Titled(v));
rt("/esc/textarea", text, ({ v }) => Textarea(v));
rt("/esc/toast", text, ({ v }) => Div({ id: "toasts", hx_swap_oob: "true" }, P(v)));
rt("/esc/attr", text, ({ v }) => Div({ title: v }));
rt("/esc/cls", text, ({ v }) => Div({ cls: [v, "b"] }));
rt("/esc/attrname", { k: "" }, ({ k }) => Div({ [k]: "v" } as Record<`data-${string}`, string>));
rt("/esc/tag", { t: "" }, ({ t }) => tags[t as "MyTag"]("x"));
rt("/esc/href", text, ({ v }) => A({ href: v }, "a"));
rt("/esc/src", text, ({ v }) => [
  Iframe({ src: v }),
  Button({ formaction: v }, "b"),
]);
rt("/esc/script", text, ({ v }) => Script(`var x="${v}"`));
rt("/esc/style", text, ({ v }) => Style(v));
rt("/esc/runjs", text, ({ v }) => Script(`run(${JSON.stringify(v)})`));
rt("/esc/ld", text, ({ v }) => Script({ type: "application/ld+json" }, JSON.stringify({ v })));
rt("/esc/hxvals", text, ({ v }) => Div({ hx_vals: { v } }));
rt("/esc/styleattr", text, ({ v }) => Div({ style: { color: v } }));
rt("/esc/err", text, ({ v }) => {
  throw new HTTPException(400, v);
});
rt("/esc/boom", text, ({ v }) => {
  throw new Error(v);
});
rt.post("/esc/jsonchild", async ({ data }) => Div((await data()).c as string));
rt.post("/esc/jsonchild/req", async ({ req }) => Div((await req.json()).c as string));
rt.post("/esc/jsonchild/clone", async ({ req }) => Div((await req.clone().json()).c as string));
rt.post("/json/req", async ({ req }) => typeof await req.json());
rt.post("/json/clone", async ({ req }) => typeof await req.clone().json());
class Settings {
  settings = {};
}
rt.post("/settings", { all: Settings }, ({ all }) => P(JSON.stringify(all)));
rt.get("/cookies", ({ cookies }) => `${Object.keys(cookies).length} cookies`);

const spend = (amount: number) => {
  const { left } = accounts.update({ id: 1, left: accounts[1].left - amount });
  return `balance ${left}`;
};
const pay = ({ amt }: { amt: number }) => spend(amt);
rt.post("/only", { amt: 0 }, pay);
rt("/any", { amt: 0 }, pay);
rt.post("/search", async ({ data }) => books({ ...await data(), open: true } as object));
rt("/any0", () => spend(1));
rt.delete("/d", () => spend(1));
rt("/balance", () => `balance ${accounts[1].left}`);
rt("/rm", { id: 0 }, ({ id }) => `left ${books.delete(id).count()}`);
rt("/rmall", () => `left ${books.deleteWhere()}`);
rt("/rmsql", () => `left ${db.q("delete from book").length}`);
rt("/rmlater", async () => {
  await later(1);
  return `left ${books.deleteWhere()}`;
});

rt("/sget", ({ session }) => ({ ...session }));
rt("/sset", { k: "", v: "" }, ({ session, k, v }) => {
  session[k] = v;
  return "set";
});
rt("/sbig", { n: 0 }, ({ session, n }) => {
  session.big = "x".repeat(n);
  return "big";
});
rt("/smut", ({ session }) => {
  session.l ??= [];
  session.l.push(session.l.length + 1);
  return { ...session };
});

rt("/setck", text, ({ v }) => [cookie("v", v), "set"]);
rt("/setck2", { k: "" }, ({ k }) => [cookie(k, "v"), "set"]);
rt("/setck3", { path: "/" }, ({ path }) => [cookie("p", "v", { path }), "set"]);
rt("/two", () => [cookie("a", "1"), cookie("b", "2"), "two"]);
rt("/hdr", text, ({ v }) => [new HttpHeader("X-V", v), "header"]);
rt("/hdrk", { k: "" }, ({ k }) => [new HttpHeader(k, "v"), "header"]);
rt("/trig", text, ({ v }) => [HtmxResponseHeaders({ trigger: v }), "trigger"]);
rt("/redir", { to: "" }, ({ to }) => Redirect(to));

/** An integer, as `int` is in Python. */
function integer(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(+text) ? +text : undefined;
}
rt("/prec", { q: "" }, ({ q }) => ({ q }));
rt("/hostp", { host: "", real: fromHeader("host") }, ({ host }) => ({ host }));
rt("/cast", {
  i: optional(integer),
  b: optional(Boolean),
  f: optional(Number),
  d: optional(Date),
}, ({ i, b, f, d }) => ({ i, b, f, d }));
rt("/lst", { xs: [integer] }, ({ xs }) => ({ xs }));
rt("/p/{x}", ({ x }) => ({ x }));
rt("/pp/{x:path}", ({ x }) => ({ x }));

rt.post("/form", async ({ data }) => {
  const keys = Object.keys(await data());
  return { n: keys.length, keys: keys.slice(0, 20) };
});
rt.post("/up", { f: File }, ({ f }) => ({ name: f.name, n: f.size }));
class Cfg {
  name = "";
  admin = false;
}
rt.post("/cfg", { cfg: only(Cfg, "name") }, ({ cfg }) => ({ name: cfg.name, admin: cfg.admin }));

rt.post("/html2ft", async ({ body }) => {
  try {
    return new Response(htmlToFt(await body()));
  } catch (error) {
    if (error instanceof RangeError) throw new HTTPException(413, error.message);
    throw error;
  }
});

// What the shared cases need beside FIXTURE.md.
const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
rt.get("/as", { name: "" }, async ({ session, name }) => {
  await later(5);
  signIn(session, name);
  return `${session.auth}!`;
});
rt.get("/sset/late", { k: "" }, async ({ session, k }) => {
  session[k] = 1;
  await later(2);
  return "set";
});
const names = () => ({ names: [...new Set(todos().map(({ name }) => name))].join() });
rt("/scoped/fast", () => names());
rt("/scoped/slow", async () => {
  await later(2);
  return names();
});
rt.post("/scoped/add", async () => {
  await later(1);
  return { names: todos.insert({}).name };
});
rt.get("/scoped/added", () => {
  const count = (name: string) => todos({ name }).length - 1;
  return { alice: count("alice"), bob: count("bob") };
});
rt.get("/page/own", async ({ hdrs, htmlAttrs }) => {
  hdrs.push(Meta({ name: "mine" }));
  htmlAttrs.lang = "xx";
  await later(1);
  return P("x");
});
rt.get("/page/other", () => P("x"));
rt.get("/rss", () => String(Deno.memoryUsage().rss));
rt.get("/bgboom", () => [P("x"), new BackgroundTask(() => Promise.reject(new Error("later")))]);
rt.get("/rejects", () => Promise.reject(new Error("late")));
const lose = async () => {
  await Promise.resolve();
  throw new Error("lost");
};
rt.get("/lost/promise", () => {
  lose();
  return "sent";
});
rt.get("/lost/timer", () => {
  setTimeout(() => {
    throw new Error("lost");
  });
  return "sent";
});
rt.get("/lost/microtask", () => {
  queueMicrotask(() => {
    throw new Error("lost");
  });
  return "sent";
});
rt.get("/waits", async ({ signal }) => {
  tell("begun /waits");
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  tell("left /waits");
});
rt.get("/esc/sse", text, ({ v }) =>
  EventStream(async function* () {
    yield await Promise.resolve(sseMessage(Div(v)));
  }));
rt.get("/esc/sseev", text, ({ v }) =>
  EventStream(async function* () {
    yield await Promise.resolve(sseMessage(Div("x"), { event: v }));
  }));
rt.get("/esc/sseraw", text, ({ v }) =>
  EventStream(async function* () {
    yield await Promise.resolve(v);
  }));
rt.get("/esc/ssetag", text, ({ v }) =>
  EventStream(async function* () {
    yield await Promise.resolve(sse`event: own\ndata: ${v}\n\n`);
  }));
rt.get("/esc/ssetagev", text, ({ v }) =>
  EventStream(async function* () {
    yield await Promise.resolve(sse`event: ${v}\ndata: <script>\n\n`);
  }));
rt.get("/sseboom", () =>
  EventStream(async function* () {
    yield await Promise.resolve(sseMessage("first"));
    throw new Error("boom");
  }));
rt.get("/sseidle", () =>
  EventStream(async function* ({ signal }) {
    tell("idle begins");
    yield sseMessage("first");
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  }));
app.ws("/ws", { msg: "" }, async ({ msg, send }) => {
  if (msg === "boom") throw new Error("<img src=x>");
  if (msg === "slow") await later(500);
  if (msg === "flood") { for (let i = 0; i < 2000; i++) await send(P("x".repeat(100_000))); }
  return P(msg);
}, {
  onDisconnect: () => tell("gone /ws"),
});
app.ws(
  "/wsauth",
  { msg: "" },
  ({ msg, session, headers }) =>
    P(`auth ${session.auth ?? "none"} host ${headers.get("host")} msg ${msg}`),
);
app.ws("/wsnum", { n: Number }, ({ n }) => P(n));
app.ws("/wsslow", { msg: "" }, async ({ msg }) => {
  await later(10);
  return P(msg);
});
const room = app.channel("room");
app.ws("/wsroom", { msg: "" }, async ({ msg }) => {
  await room.send(P(msg));
}, { onConnect: ({ ws }) => room.join(ws) });

serve(app, { grace: Number(Deno.env.get("GRACE") ?? 10) });
