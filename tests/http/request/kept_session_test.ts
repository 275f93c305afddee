import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import {
  P,
  type RequestContext,
  type Session,
  setupToasts,
  signIn,
  signOut,
} from "../../../mod.ts";
import type { ServerSessions } from "../../../types.ts";
import { sessions } from "../../../ext/sessions.ts";
import { database } from "../../../lib/data/mod.ts";
import { within } from "../../_within.ts";
import { serveSite } from "../../live/_socket.ts";
import { answer, detail, errorsOf, headsOf, HTMX, logged, newApp } from "../_app.ts";

/** A store that answers by promises, as one over a network does, and how often it was read. */
function slowStore(): { store: ServerSessions; reads: () => number } {
  const store = sessions(database(":memory:"));
  let reads = 0;
  const slow = new Proxy(store, {
    get(target, name) {
      if (name === "async") return true;
      const value = Reflect.get(target, name);
      if (!["read", "insert", "update", "remove", "end"].includes(`${String(name)}`)) {
        return typeof value === "function" ? value.bind(target) : value;
      }
      return (...args: unknown[]) => {
        if (name === "read") reads++;
        return Promise.resolve(value.apply(target, args));
      };
    },
  });
  return { store: slow, reads: () => reads };
}

const nameOf = ({ session }: { session: Session }) => `${session.auth}`;

/** Handlers by whether they may read the session. */
const HANDLERS: Record<string, ((context: RequestContext) => string)[]> = {
  reading: [
    ({ session }) => `${session.auth}`,
    ({ session: own }) => `${own.auth}`,
    (context) => nameOf(context),
    nameOf,
    nameOf.bind(null),
    function ({ session }) {
      return `${session.auth}`;
    },
    ({ url, ...rest }) => `${url && rest && "eve"}`,
    ({ req: { method } }) => `${method && "eve"}`,
    ({ url = new URL("a:"), session }) => `${url && session.auth}`,
    function () {
      // As programs did before ES2015.
      return nameOf(arguments[0]);
    },
    (...all) => nameOf(all[0]),
    {
      ["a()"](context: RequestContext) {
        return nameOf(context);
      },
    }["a()"],
  ],
  plain: [
    () => "eve",
    ({ url }) => `${url && "eve"}`,
    ({ url: own, headers }) => `${own && headers && "eve"}`,
    function named({ url }) {
      return `${url && "eve"}`;
    },
  ],
};

for (const [kind, handlers] of Object.entries(HANDLERS)) {
  Deno.test(`takesSession() knows a function that is ${kind}`, async () => {
    const { store, reads } = slowStore();
    const { app, rt, client } = newApp({ session: { store } });
    rt.post("/in", ({ session }) => signIn(session, "eve"));
    handlers.forEach((handler, at) => rt.get(`/${at}`, handler));
    const asynchronous = async ({ session }: RequestContext) => `${await session.auth}`;
    if (kind === "reading") rt.get(`/${handlers.length}`, asynchronous);
    await client.post("/in");
    const before = reads(), found: unknown[] = [];
    const { length } = app.routes.filter(({ route }) => /^\/\d+$/.test(route.path));
    for (let at = 0; at < length; at++) found.push(await answer(client.get(`/${at}`, HTMX)));
    deepStrictEqual(found, Array(length).fill([200, "eve"]));
    strictEqual(reads() - before, kind === "reading" ? length : 0);
  });
}

Deno.test("Session of a store that is waited for is read once, by guards, handlers and after functions", async () => {
  const { store, reads } = slowStore();
  const seen: string[] = [];
  const note = (who: string) => ({ session }: RequestContext) => void seen.push(who + session.auth);
  const { rt, client, app } = newApp({
    session: { store },
    before: note("guard "),
    after: note("after "),
    bodyWrap: (content, context) => [content, context.session.auth],
    exceptionHandlers: { 404: ({ session }) => `no page for ${session.auth}` },
  });
  app.addExtra(({ session }) => `extra ${session.auth}`);
  rt.post("/in", ({ session }) => signIn(session, "eve"));
  rt.get("/", () => "page");
  await client.post("/in");
  seen.splice(0);
  const before = reads();
  deepStrictEqual(await answer(client.get("/", HTMX)), [200, "pageextra eve"]);
  deepStrictEqual([seen, reads() - before], [["guard eve", "after eve"], 1]);
  deepStrictEqual(await answer(client.get("/missing", HTMX)), [404, "no page for eveextra eve"]);
});

Deno.test("Session of a store that is waited for can be read by attributes of pages", async () => {
  const { store, reads } = slowStore();
  const { rt, client } = newApp({
    session: { store },
    htmlAttrs: { data_user: ({ session }) => session.auth },
  });
  rt.post("/in", ({ session }) => signIn(session, "eve"));
  rt.get("/", () => P("x"));
  await client.post("/in");
  const before = reads();
  const [, page] = await answer(client.get("/"));
  strictEqual(/<html[^>]*>/.exec(page)![0], '<html lang="en" data-user="eve">');
  strictEqual(reads() - before, 1);
  deepStrictEqual(await answer(client.get("/", HTMX)), [200, "<p>x</p>"]);
  strictEqual(reads() - before, 1);
});

Deno.test("Session of a store that is waited for can't be read where nothing has waited", async () => {
  const { store } = slowStore();
  const { rt, client } = newApp({ session: { store } });
  rt.get(
    "/",
    () => ({ __response__: ({ session }: RequestContext) => new Response(session.auth) }),
  );
  const message = "Cannot read the session here: its store answers by a promise, expected a " +
    "function that takes it from its argument: ({ session }) => …";
  const lines = await logged(async () => strictEqual((await client.get("/", HTMX)).status, 500));
  deepStrictEqual(errorsOf(lines), [`TypeError: ${message}`]);
  throws(() => client.session, { name: "TypeError", message });
});

Deno.test("Session that can't be read is a page that says so, without toasts", async () => {
  const db = database(":memory:"), store = sessions(db);
  const { app, rt, client } = newApp({ session: { store }, exceptionHandlers: {} });
  setupToasts(app);
  rt.post("/in", ({ session }) => signIn(session, "eve"));
  rt.get("/", ({ session }) => session.auth);
  await client.post("/in");
  db.close();
  const lines = await logged(async () => {
    const [status, html] = await answer(client.get("/"));
    match(html, /^<!doctype html>.*The server is busy/s);
    strictEqual(status, 503);
  });
  strictEqual(lines.length, 1, `${lines}`);
});

Deno.test("Session that ends closes the socket that read it, where no guard says whose it is", async () => {
  const store = sessions(database(":memory:"));
  const { app, rt, client } = newApp({
    session: { store },
    before: ({ session }) => void session.auth,
  });
  rt.post("/in", ({ session }) => signIn(session, "eve"));
  app.ws("/ws", () => {});
  await client.post("/in");
  await using site = serveSite(app);
  const headers = { cookie: `session_=${client.cookies.get("session_")}` };
  const socket = await site.open("/ws", headers);
  strictEqual(await store.revokeAll("eve"), 1);
  strictEqual((await within(30, "the socket's end", socket.closed)).code, 1012);
});

Deno.test("Session of a socket is the one that its guards have seen and changed", async () => {
  for (const store of [undefined, slowStore().store]) {
    const { app } = newApp({
      session: store ? { store } : {},
      before: ({ session }) => void (session.n = 7),
    });
    app.ws("/ws", { msg: String }, ({ session, msg }) => `${msg} ${session.n}`);
    await using site = serveSite(app);
    await using socket = await site.open("/ws");
    socket.send({ msg: "n is" });
    strictEqual(await within(30, "an answer", socket.next()), "n is 7");
  }
});

Deno.test("fastApp() takes no store that is none", () => {
  for (const store of [{}, { read() {} }, "db", database(":memory:")]) {
    throws(() => newApp({ session: { store: store as unknown as ServerSessions } }), {
      name: "TypeError",
      message: /session\.store is .*, expected what sessions\(\) of ext\/sessions makes$/,
    });
  }
});

Deno.test("Session without a value any more is removed from the store, with its cookie", async () => {
  const db = database(":memory:");
  const { rt, client } = newApp({ session: { store: sessions(db) } });
  rt.post("/set", ({ session }) => void (session.n = 1));
  rt.post("/drop", ({ session }) => void delete session.n);
  rt.post("/out", ({ session }) => signOut(session));
  const found: unknown[] = [];
  for (const path of ["/out", "/drop", "/set", "/drop", "/set", "/out", "/out"]) {
    const cookies = (await client.post(path)).headers.getSetCookie();
    const [{ n }] = db.q<{ n: number }>("select count(*) as n from _sessions");
    found.push([path, cookies.map((cookie) => cookie.replace(/[\w-]{43}/, "token")), n]);
  }
  const set = "session_=token; Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax";
  const gone = "session_=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax";
  deepStrictEqual(found, [
    ["/out", [], 0],
    ["/drop", [], 0],
    ["/set", [set], 1],
    ["/drop", [gone], 0],
    ["/set", [set], 1],
    ["/out", [gone], 0],
    ["/out", [], 0],
  ]);
});

Deno.test("Session is there to the last second of maxAge, and of lifetime", async () => {
  const store = sessions(database(":memory:")), start = 1_790_000_000;
  const own = Date.now;
  /** What becomes of one session at some seconds after its start: who it is of, and what is told. */
  const walk = async (options: { maxAge: number; lifetime: number }, times: number[]) => {
    const { rt, client, app } = newApp({ session: { store, ...options } });
    rt.post("/in", ({ session }) => signIn(session, "eve"));
    rt.get("/", ({ session }) => session.auth ?? "none");
    Date.now = () => start * 1000;
    await client.post("/in");
    const headers = { cookie: `session_=${client.cookies.get("session_")}`, "hx-request": "true" };
    const found: unknown[] = [];
    for (const seconds of times) {
      Date.now = () => (start + seconds) * 1000;
      const listed = (await store.list("eve")).map(({ start: begun, seen, ends }) =>
        [begun, seen, ends].map((date) => date.getTime() / 1000 - start)
      );
      const response = await app.request("/", { headers });
      const age = /Max-Age=(\d+)/.exec(response.headers.get("set-cookie") ?? "")?.[1];
      found.push([seconds, listed, await response.text(), age]);
    }
    await store.revokeAll("eve");
    return found;
  };
  try {
    deepStrictEqual(
      await walk({ maxAge: 100, lifetime: 250 }, [0, 10, 11, 111, 211, 250, 251]),
      [
        [0, [[0, 0, 100]], "eve", undefined],
        [10, [[0, 0, 100]], "eve", undefined],
        [11, [[0, 0, 100]], "eve", "100"],
        [111, [[0, 11, 111]], "eve", "100"],
        [211, [[0, 111, 211]], "eve", "39"],
        [250, [[0, 211, 250]], "eve", "0"],
        [251, [], "none", undefined],
      ],
    );
    deepStrictEqual(await walk({ maxAge: 100, lifetime: 250 }, [101]), [
      [101, [], "none", undefined],
    ]);
    deepStrictEqual(await walk({ maxAge: 300, lifetime: 250 }, [250, 251]), [
      [250, [[0, 0, 250]], "eve", "0"],
      [251, [], "none", undefined],
    ]);
  } finally {
    Date.now = own;
  }
});

Deno.test("Session whose store is away is a 503 that says why, and is in the log", async () => {
  const cases = [[new Error("gone"), "gone", "Error: gone"], ["bad", "bad", '"bad"']] as const;
  for (const [thrown, why, line] of cases) {
    const store: ServerSessions = {
      ...{ async: false, maxBytes: 100, know() {}, onEnd() {} },
      read: () => fail(thrown),
      insert: () => fail(thrown),
      update: () => fail(thrown),
      remove: () => fail(thrown),
      end: () => fail(thrown),
    };
    const { app, rt } = newApp({ session: { store } });
    rt.get("/", ({ session }) => session.auth);
    rt.post("/", ({ session }) => void (session.n = 1));
    const cookie = `session_=${"a".repeat(43)}`;
    const lines = await logged(async () => {
      deepStrictEqual(await detail(app.request("/", { headers: { cookie } })), [
        503,
        `Cannot read the session: ${why}, expected its store`,
      ]);
      const response = await app.request("/", { method: "POST" });
      strictEqual(response.headers.get("retry-after"), "5");
      deepStrictEqual(await detail(response), [
        503,
        `Cannot keep the session: ${why}, expected its store`,
      ]);
    });
    deepStrictEqual(headsOf(lines), [`GET /: ${line}`, `POST /: ${line}`]);
  }
});

function fail(error: unknown): never {
  throw error;
}
