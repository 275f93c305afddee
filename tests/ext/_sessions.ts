import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from "node:assert";
import { createHash } from "node:crypto";
import {
  addToast,
  Client,
  EventStream,
  P,
  Redirect,
  setupToasts,
  signIn,
  signOut,
} from "../../mod.ts";
import type { FastHTML, FastHTMLOptions, RtFunction } from "../../mod.ts";
import type { Sessions, SessionsOptions, UserSession } from "../../ext/sessions.ts";
import type { ServerSessions, SessionOptions } from "../../types.ts";
import { needing } from "../_needs.ts";
import { until, within } from "../_within.ts";
import { answer, headsOf, HTMX, logged, newApp } from "../http/_app.ts";
import { serveSite } from "../live/_socket.ts";

/** A database for sessions, empty at first. */
export interface Shelf extends AsyncDisposable {
  /** Opens it, as another process would. */
  open(options?: SessionsOptions): Sessions;
  /** All that it holds, as text. */
  dump(): Promise<string>;
  /** How many sessions it holds, among them such as have expired. */
  count(): Promise<number>;
  /** Takes it away, and brings it back. */
  down(): Promise<void>;
  up(): Promise<void>;
}

/** A kind of store. */
export interface SessionsCase {
  /** What makes it, for names of tests. */
  readonly name: string;
  readonly needs: readonly string[];
  /** Whether the server itself deletes what has expired, by its own clock. */
  readonly expires?: boolean;
  /** Starts a server, which makes shelves. */
  start(): Promise<AsyncDisposable & { shelf(): Promise<Shelf> }>;
}

type Test = (shelf: Shelf) => Promise<void>;

/** Tests what every store of sessions promises, over one server. */
export function testSessions({ name, needs, expires, start }: SessionsCase): void {
  Deno.test({
    ...needing(needs, `${name} keeps sessions`),
    fn: async (t) => {
      await using server = await start();
      for (const [does, test] of Object.entries(TESTS)) {
        if (expires && test === TESTS[SWEEP]) continue;
        await t.step(does, async () => {
          await using shelf = await server.shelf();
          await test(shelf);
        });
      }
    },
  });
}

/** A program with accounts, as an application has it. */
function accounts(
  store: ServerSessions,
  session: SessionOptions = {},
  options: FastHTMLOptions = {},
): { app: FastHTML; rt: RtFunction; client: Client } {
  const made = newApp({
    ...options,
    session: { ...session, store },
    before: ({ session, scope }) => void (scope.auth = session.auth),
  });
  const { rt } = made;
  rt.get("/", ({ session }) => JSON.stringify(session));
  rt.post("/set", { name: String, value: String }, ({ session, name, value }) => {
    session[name] = value;
  });
  rt.post("/in", { name: String }, ({ session, name }) => signIn(session, name));
  rt.post("/out", ({ session }) => signOut(session));
  return made;
}

const COOKIE = "session_";

const dataOf = async (client: Client) => JSON.parse(await textOf(client.get("/", HTMX)));

const textOf = async (response: Promise<Response>) => {
  const { status } = await response, text = await (await response).text();
  strictEqual(status, 200, text);
  return text.replaceAll("&#34;", '"').replaceAll("&quot;", '"');
};

const set = (client: Client, name: string, value: string) =>
  client.post("/set", { data: { name, value } });

/** A browser with the cookie of another. */
function copyOf(app: FastHTML, client: Client): Client {
  const copy = new Client(app);
  copy.cookies.set(COOKIE, client.cookies.get(COOKIE)!);
  return copy;
}

/** The store, and how often it was read. */
function counting(store: Sessions): { store: Sessions; reads: () => number } {
  let reads = 0;
  const counted = new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (name === "read") reads++;
        return value.apply(target, args);
      };
    },
  });
  return { store: counted, reads: () => reads };
}

/** What the store calls the session of a browser. */
function idOf({ cookies }: Client): string {
  return createHash("sha256").update(cookies.get(COOKIE)!).digest("base64url");
}

/** Runs at a time, in seconds from now. */
async function at<T>(seconds: number, run: () => Promise<T>): Promise<T> {
  const own = Date.now;
  Date.now = () => own() + seconds * 1000;
  try {
    return await run();
  } finally {
    Date.now = own;
  }
}

const DAY = 86_400;

const SWEEP = "and delete what has expired when there are new ones";

const TESTS: Readonly<Record<string, Test>> = {
  async "with a token alone in the cookie, and no row where there is nothing to keep"(shelf) {
    const { app, rt, client } = accounts(shelf.open());
    strictEqual((await client.get("/")).headers.get("set-cookie"), null);
    strictEqual(await shelf.count(), 0);
    const large = "é\u0000😀\"'\\".repeat(2000);
    rt.post("/large", ({ session }) => void (session.large = large));
    const response = await client.post("/large");
    match(
      response.headers.get("set-cookie")!,
      /^session_=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    deepStrictEqual(await dataOf(client), { large });
    // Neither reading nor the next change needs another cookie.
    strictEqual((await set(client, "n", "1")).headers.get("set-cookie"), null);
    deepStrictEqual(await dataOf(client), { large, n: "1" });
    const token = client.cookies.get(COOKIE)!, dump = await shelf.dump();
    ok(dump.includes("😀") && !dump.includes(token), "the token is stored");
    // What a thief reads in the store is no cookie.
    for (const word of dump.match(/[\w-]{43}/g) ?? []) {
      const thief = new Client(app);
      thief.cookies.set(COOKIE, word);
      deepStrictEqual(await dataOf(thief), {});
    }
    const other = new Client(app);
    deepStrictEqual(await dataOf(other), {});
  },

  async "that guesses and broken tokens do not open, nor ask for"(shelf) {
    const { store, reads } = counting(shelf.open());
    const { client } = accounts(store);
    for (const value of ["x", "", "a".repeat(42), "a".repeat(44), "a.b.c", "é".repeat(43), "{}"]) {
      deepStrictEqual(
        await answer(client.request("/", {
          headers: { cookie: `session_=${encodeURIComponent(value)}`, "hx-request": "true" },
        })),
        [200, "{}"],
      );
    }
    strictEqual(reads(), 0);
    const cookie = Array.from({ length: 170 }, (_, i) => `session_=${`${i}`.padStart(43, "a")}`);
    const many = { headers: { cookie: cookie.join("; "), "hx-request": "true" } };
    deepStrictEqual(await answer(client.request("/", many)), [200, "{}"]);
    strictEqual(reads(), 4);
  },

  async "that a route which takes none does not read"(shelf) {
    const { store, reads } = counting(shelf.open());
    const { rt, client } = newApp({ session: { store } });
    rt.post("/in", ({ session }) => signIn(session, "eve"));
    rt.get("/plain", ({ url, headers: all }) => `${url.pathname}${all.has("x")}`);
    rt.get("/none", () => "none");
    rt.get("/id/{id}", { n: 1 }, function ({ id, n }) {
      return `${id}${n}`;
    });
    rt.get("/own", ({ session }) => session.auth);
    rt.get("/whole", (context) => context.session.auth);
    await client.post("/in");
    const before = reads();
    for (const path of ["/plain", "/none", "/id/a", "/nothing"]) await client.get(path);
    strictEqual(reads(), before);
    for (const path of ["/own", "/whole"]) {
      deepStrictEqual(await answer(client.get(path, HTMX)), [200, "eve"]);
    }
    strictEqual(reads(), before + 2);
  },

  async "in which requests at once keep what each has changed"(shelf) {
    const one = accounts(shelf.open()), two = accounts(shelf.open());
    await set(one.client, "first", "0");
    await set(one.client, "gone", "0");
    const begun = Promise.withResolvers<void>();
    let waiting = 0;
    for (const { rt } of [one, two]) {
      rt.post("/slow", { n: Number }, async ({ session, n }) => {
        const seen = Object.keys(session).length;
        if (++waiting === 100) begun.resolve();
        await begun.promise;
        session[`n${n}`] = n;
        if (n === 7) delete session.gone;
        session.last = n;
        return `${seen}`;
      });
    }
    const clients = [one.client, copyOf(two.app, one.client)];
    const made = await Promise.all(
      Array.from({ length: 100 }, (_, n) => clients[n % 2]!.post("/slow", { data: { n } })),
    );
    deepStrictEqual(made.filter(({ status }) => status !== 200), []);
    const { last, ...data } = await dataOf(one.client);
    deepStrictEqual(
      Object.entries(data).sort(),
      [["first", "0"], ...Array.from({ length: 100 }, (_, n) => [`n${n}`, n])].sort(),
    );
    ok(last >= 0 && last < 100);
  },

  async "with a new token at sign-in, so that one from before counts for nothing"(shelf) {
    const { app, rt, client } = accounts(shelf.open());
    rt.post("/by-hand", ({ session }) => void (session.auth = "eve"));
    for (const path of ["/in", "/by-hand"]) {
      await set(client, "cart", "1");
      const attacker = copyOf(app, client), planted = client.cookies.get(COOKIE);
      await client.post(path, { data: { name: "eve" } });
      notStrictEqual(client.cookies.get(COOKIE), planted);
      const data = path === "/in" ? { auth: "eve" } : { cart: "1", auth: "eve" };
      deepStrictEqual(await dataOf(client), data);
      deepStrictEqual(await dataOf(attacker), {});
      await client.post("/out");
    }
    strictEqual(await shelf.count(), 0);
  },

  async "that end at sign-out, for a copy of the cookie as well"(shelf) {
    const { app, rt, client } = accounts(shelf.open());
    rt.post("/leave", ({ session }) => {
      session.clear();
      session.bye = true;
    });
    for (const [path, data] of [["/out", {}], ["/leave", { bye: true }]] as const) {
      await client.post("/in", { data: { name: "eve" } });
      const copy = copyOf(app, client);
      deepStrictEqual(await dataOf(copy), { auth: "eve" });
      await client.post(path);
      deepStrictEqual([await dataOf(client), await dataOf(copy)], [data, {}]);
      // What the copy keeps now is a session of its own.
      await set(copy, "n", "1");
      deepStrictEqual([await dataOf(client), await dataOf(copy)], [data, { n: "1" }]);
    }
  },

  async "that can be listed, and ended one by one or all"(shelf) {
    const store = shelf.open(), { app, rt } = accounts(store);
    let listed = "";
    rt.get("/list", async ({ session }) => {
      const own = await store.list(session.auth, session);
      listed = own.map(({ agent, isCurrent }) => `${agent} ${isCurrent}`).sort().join();
    });
    const signed = async (name: string, agent: string) => {
      const client = new Client(app);
      await client.post("/in", { data: { name }, headers: { "user-agent": agent } });
      return client;
    };
    const start = Math.floor(Date.now() / 1000);
    const [desk, phone, tablet] = [
      await signed("eve", "Desk"),
      await signed("eve", "Phone"),
      await signed("eve", "x".repeat(300)),
    ];
    const ann = await signed("ann", "Ann");
    await desk.get("/list");
    strictEqual(listed, `Desk true,Phone false,${"x".repeat(256)} false`);
    const [{ id, start: begun, seen, ends }] = await store.list("ann") as [UserSession];
    deepStrictEqual([begun >= new Date(start * 1000), seen, +ends - +begun], [
      true,
      begun,
      14 * DAY * 1000,
    ]);
    ok(!ann.cookies.get(COOKIE)!.includes(id));
    deepStrictEqual([await store.revoke("eve", id), await store.revoke("ann", "x")], [
      false,
      false,
    ]);
    deepStrictEqual(await dataOf(ann), { auth: "ann" });
    const phoneId = (await store.list("eve")).find(({ agent }) => agent === "Phone")!.id;
    // In another process.
    strictEqual(await shelf.open().revoke("eve", phoneId), true);
    strictEqual(await store.revoke("eve", phoneId), false);
    deepStrictEqual(
      [await dataOf(desk), await dataOf(phone), await dataOf(tablet)],
      [{ auth: "eve" }, {}, { auth: "eve" }],
    );
    rt.post(
      "/elsewhere",
      async ({ session }) => `${await store.revokeAll(session.auth, { except: session })}`,
    );
    strictEqual(await textOf(desk.post("/elsewhere", HTMX)), "1");
    deepStrictEqual([await dataOf(desk), await dataOf(tablet)], [{ auth: "eve" }, {}]);
    strictEqual(await store.revokeAll("eve"), 1);
    deepStrictEqual([await dataOf(desk), await dataOf(ann)], [{}, { auth: "ann" }]);
    deepStrictEqual([await store.list("eve"), await store.revokeAll("eve")], [[], 0]);
    // 1 is another user than "1".
    rt.post("/number", ({ session }) => signIn(session, 1));
    await desk.post("/number");
    deepStrictEqual([(await store.list("1")).length, (await store.list(1)).length], [0, 1]);
  },

  async "that stay ended when a request that was under way writes late"(shelf) {
    const store = shelf.open(), { app, rt, client } = accounts(store);
    const begun = Promise.withResolvers<void>(), go = Promise.withResolvers<void>();
    rt.post("/late", async ({ session }) => {
      session.note = "late";
      begun.resolve();
      await go.promise;
    });
    await client.post("/in", { data: { name: "eve" } });
    const late = copyOf(app, client).post("/late");
    await begun.promise;
    await store.revokeAll("eve");
    go.resolve();
    deepStrictEqual([(await late).status, (await late).headers.getSetCookie()], [200, []]);
    deepStrictEqual([await dataOf(client), await shelf.count()], [{}, 0]);
  },

  async "until they are not used for maxAge, or lifetime is over"(shelf) {
    const { app, rt, client } = accounts(shelf.open(), { maxAge: 10 * DAY, lifetime: 25 * DAY });
    rt("/note", ({ session }) => void (session.note = 1));
    const read = async (after: number, headers: HeadersInit = {}) => {
      const cookie = `session_=${token}`;
      const response = await at(
        after * DAY,
        () => app.request("/", { headers: { cookie, "hx-request": "true", ...headers } }),
      );
      const age = response.headers.get("set-cookie")?.match(/session_=([\w-]+); Max-Age=(\d+)/);
      const days = age?.[1] === token && Math.round(Number(age[2]) / DAY * 100) / 100;
      return [(await response.text()).length > 2, days];
    };
    await client.post("/in", { data: { name: "eve" } });
    let token = client.cookies.get(COOKIE)!;
    deepStrictEqual(await read(0.04), [true, false]);
    deepStrictEqual(await read(0.05), [true, 10]);
    deepStrictEqual(await read(9), [true, 10]);
    deepStrictEqual(await read(18, { "sec-fetch-site": "cross-site" }), [true, false]);
    deepStrictEqual(await read(18), [true, 7]);
    deepStrictEqual(await read(24.9), [true, 0.1]);
    deepStrictEqual(await read(25.1), [false, false]);
    // What another site has changed is kept, and does not count as use.
    await client.post("/in", { data: { name: "eve" } });
    token = client.cookies.get(COOKIE)!;
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    const headers = { cookie: `session_=${token}`, ...link };
    await at(9 * DAY, () => app.request("/note", { headers }));
    strictEqual((await dataOf(client)).note, 1);
    deepStrictEqual(await read(10.1), [false, false]);
    await client.post("/in", { data: { name: "eve" } });
    token = client.cookies.get(COOKIE)!;
    deepStrictEqual(await read(10.1), [false, false]);
  },

  async [SWEEP](shelf) {
    const { app, client } = accounts(shelf.open(), { maxAge: 60 });
    for (let n = 0; n < 5; n++) await set(new Client(app), "n", "1");
    strictEqual(await shelf.count(), 5);
    await at(122, () => set(client, "n", "1"));
    strictEqual(await shelf.count(), 1);
  },

  async "whose sockets and streams end with them, in every process"(shelf) {
    const stores = [shelf.open(), shelf.open()] as const;
    const [here, there] = stores.map((store) => {
      const made = accounts(store);
      made.app.ws("/ws", () => {});
      made.rt.get("/stream", () =>
        EventStream(async function* ({ signal }) {
          yield P("open");
          await new Promise((done) => signal.addEventListener("abort", done));
        }));
      return made;
    }) as [ReturnType<typeof accounts>, ReturnType<typeof accounts>];
    await using site = serveSite(there.app);
    await using own = serveSite(here.app);
    const open = async ({ app }: typeof here, name: string, origin: typeof site) => {
      const client = new Client(app);
      await client.post("/in", { data: { name } });
      const headers = { cookie: `session_=${client.cookies.get(COOKIE)}` };
      const socket = await origin.open("/ws", headers);
      const { body } = await fetch(`${origin.origin}/stream`, { headers });
      const reader = body!.getReader();
      await reader.read();
      const ended = (async () => {
        while (!(await reader.read()).done);
      })();
      return { client, socket, ended };
    };
    const eve = await open(there, "eve", site), ann = await open(here, "ann", own);
    const other = await open(here, "eve", own);
    const [row] = await stores[0].list("eve") as [UserSession];
    const [gone, left] = row.id === idOf(eve.client) ? [eve, other] : [other, eve];
    await stores[0].revoke("eve", row.id);
    strictEqual((await within(30, "the socket's end", gone.socket.closed)).code, 1012);
    await within(30, "the stream's end", gone.ended);
    // Sign-out ends them without a call of the program's own.
    await left.client.post("/out");
    strictEqual((await within(30, "the socket's end", left.socket.closed)).code, 1012);
    await within(30, "the stream's end", left.ended);
    deepStrictEqual(await dataOf(ann.client), { auth: "ann" });
    strictEqual(await Promise.race([ann.socket.closed, Promise.resolve("open")]), "open");
    await stores[0].revokeAll("ann");
    await within(30, "the socket's end", ann.socket.closed);
    await within(30, "the stream's end", ann.ended);
  },

  async "of limited size"(shelf) {
    const { client } = accounts(shelf.open({ maxBytes: 100 }));
    await set(client, "a", "x".repeat(80));
    const lines = await logged(async () => {
      strictEqual((await set(client, "b", "é".repeat(40))).status, 500);
    });
    match(
      headsOf(lines)[0]!,
      /RangeError: Cannot keep the session: 175 bytes, expected at most 100 \(maxBytes\); keep what is large in the database/,
    );
    deepStrictEqual(await dataOf(client), { a: "x".repeat(80) });
  },

  async "that answer with 503 while the store is away, and are there when it is back"(shelf) {
    const { app, rt, client } = accounts(shelf.open(), {}, {
      exceptionHandlers: {},
      bodyWrap: (content, { session }) => [content, P(`of ${session.auth}`)],
    });
    setupToasts(app);
    rt.post("/toast", ({ session }) => {
      addToast(session, "Saved", "success");
      return Redirect("/page");
    });
    rt.get("/page", () => P("page"));
    rt.get("/public", { before: [] }, () => "public");
    await client.post("/in", { data: { name: "eve" } });
    await client.post("/toast");
    const cookie = client.cookies.get(COOKIE);
    await shelf.down();
    const lines = await logged(async () => {
      for (const path of ["/", "/page", "/public"]) {
        const response = await client.get(path);
        deepStrictEqual([path, response.status, response.headers.getSetCookie()], [path, 503, []]);
        await response.body?.cancel();
      }
      strictEqual((await client.post("/in", { data: { name: "ann" } })).status, 503);
      strictEqual((await client.post("/out")).status, 503);
      // A guest has nothing to be read.
      strictEqual((await new Client(app).get("/", HTMX)).status, 200);
      strictEqual((await set(new Client(app), "n", "1")).status, 503);
    });
    ok(headsOf(lines).every((line) => !line.includes(cookie!)), "the token is logged");
    strictEqual(client.cookies.get(COOKIE), cookie);
    await shelf.up();
    let page = "";
    await logged(() =>
      until(60, "the session", async () => {
        const response = await client.get("/page");
        page = await response.text();
        return response.status === 200;
      })
    );
    ok(page.includes("Saved") && page.includes("of eve"), page);
    deepStrictEqual(await dataOf(client), { auth: "eve" });
  },

  async "that a link of another site can't sign in to, and that may note its reading"(shelf) {
    const { rt, client } = accounts(shelf.open());
    rt("/both", ({ session }) => {
      session.n = (session.n ?? 0) + 1;
      session.auth = "mallory";
    });
    rt("/note", ({ session }) => void (session.n = (session.n ?? 0) + 1));
    const init = { headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" } };
    await client.post("/in", { data: { name: "eve" } });
    await logged(() => client.get("/both", init));
    deepStrictEqual(await dataOf(client), { auth: "eve" });
    strictEqual((await client.get("/note", init)).status, 200);
    deepStrictEqual(await dataOf(client), { auth: "eve", n: 1 });
  },

  async "that a test begins with"(shelf) {
    const store = shelf.open(), { app } = accounts(store);
    const client = new Client(app, { session: { auth: "eve", n: 1 } });
    deepStrictEqual(await dataOf(client), { auth: "eve", n: 1 });
    client.session = { auth: "ann" };
    deepStrictEqual(await dataOf(client), { auth: "ann" });
    strictEqual((await store.list("ann")).length, 1);
  },
};
