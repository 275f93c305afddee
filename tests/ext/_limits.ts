import { deepStrictEqual } from "node:assert";
import type { RequestContext } from "@fasthtml/fasthtml";
import { limit, limiter, type RateLimitOptions } from "@fasthtml/fasthtml/ext/ratelimit";
import { answer, logged, newApp, read } from "../http/_app.ts";

type Store = NonNullable<RateLimitOptions["store"]>;

/** A place where limits are kept. */
export interface StoreCase extends AsyncDisposable {
  /** Opens it once more, as another process does. */
  open(): Store | undefined;
}

/** Options of a limit in a store. A busy machine may take long: the store is there nevertheless. */
function on(store: Store | undefined, name: string): RateLimitOptions {
  return store ? { store, name, timeout: 600 } : {};
}

/** Tests what every store promises. */
export function testLimits(
  where: { name: string; ignore?: boolean },
  start: () => Promise<StoreCase> | StoreCase,
): void {
  const test = (does: string, run: (store: Store | undefined, at: StoreCase) => unknown) =>
    Deno.test({
      name: `limit() ${does}: ${where.name}`,
      ignore: where.ignore ?? false,
      fn: async () => {
        await using at = await start();
        await run(at.open(), at);
      },
    });

  // The asserts of nbs/api/07_ratelimit.ipynb of FastHTML, in its branch `ratelimit`: there of a minute.
  test("answers as FastHTML's notebook says", async (store) => {
    const { rt, client } = newApp();
    const own = (name: string) => on(store, name);
    const shared = limiter("2/h", own("shared"));
    const byKey = ({ req }: RequestContext) => req.headers.get("x-api-key") ?? "";
    const multi = [limiter("3/h", own("ip")), limiter("1/h", { key: "user", ...own("user") })];
    rt("/", () => "ok", { before: limiter("3/h", own("client")) });
    rt("/item/{item_id}", ({ item_id }) => `item ${item_id}`, {
      before: limiter("1/h", { key: "item_id", ...own("item") }),
    });
    rt.post("/submit", { email: String }, ({ email }) => `hello ${email}`, {
      before: limiter("1/h", { key: "email", ...own("email") }),
    });
    rt("/custom", () => "ok", { before: limiter("2/h", { key: byKey, ...own("custom") }) });
    rt("/users", () => "users", { before: shared });
    rt("/posts", () => "posts", { before: shared });
    rt("/multi", { user: String }, ({ user }) => `hi ${user}`, { before: multi });
    const get = async (path: string, headers = {}) => {
      const { status } = await client.get(path, { headers });
      return status;
    };
    const post = async (email: string) => {
      const { status } = await client.post("/submit", { data: { email } });
      return status;
    };
    deepStrictEqual([await get("/"), await get("/"), await get("/")], [200, 200, 200]);
    const { status, headers } = await client.get("/");
    deepStrictEqual([status, headers.has("retry-after")], [429, true]);
    deepStrictEqual(
      [await get("/item/abc"), await get("/item/abc"), await get("/item/xyz")],
      [200, 429, 200],
    );
    deepStrictEqual(
      [await post("a@test.com"), await post("a@test.com"), await post("b@test.com")],
      [200, 429, 200],
    );
    const key = (text: string) => get("/custom", { "x-api-key": text });
    deepStrictEqual(
      [await key("abc"), await key("abc"), await key("abc"), await key("xyz")],
      [200, 200, 429, 200],
    );
    deepStrictEqual(
      [await get("/users"), await get("/posts"), await get("/users")],
      [200, 200, 429],
    );
    const users = ["a", "a", "b", "c"];
    const found = [];
    for (const user of users) found.push(await get(`/multi?user=${user}`));
    deepStrictEqual(found, [200, 429, 200, 429]);
  });

  test("lets five of fifty through that come at once", async (store) => {
    const { app, rt } = newApp();
    rt("/", () => "ok", { before: limit("5/h", on(store, "burst")) });
    const responses = await Promise.all(Array.from({ length: 50 }, () => app.request("/")));
    const statuses = responses.map(({ status }) => status);
    deepStrictEqual([200, 429].map((s) => statuses.filter((found) => found === s).length), [5, 45]);
  });

  test("counts each key for itself, whatever is in it", async (store) => {
    const { take } = limit("1/h", on(store, "keys"));
    const long = "x".repeat(100_000);
    const keys = ["", "a\0", "a", "\ud800", "__proto__", "constructor", "'; --", long, `${long}y`];
    for (const key of keys) {
      deepStrictEqual([await take(key), await take(key)], [true, false], JSON.stringify(key));
    }
    deepStrictEqual([await take(" A "), await take(`${long.toUpperCase()} `)], [false, false]);
  });

  test("knows a name in each process, and others not", async (store, at) => {
    if (!store) return;
    const limits = [at.open(), at.open()].map((store) => limit("2/h", on(store, "a")));
    const other = limit("2/h", on(store, "b"));
    const found = [];
    for (const { take } of [...limits, ...limits, other]) found.push(await take("x"));
    deepStrictEqual(found, [true, true, false, false, true]);
  });
}

/** Tests what a store does when its server is away, and when that does not say anything. */
export function testAway(
  where: { name: string; ignore?: boolean },
  start: () => Promise<StoreCase & { away(): Promise<void> }>,
): void {
  Deno.test({
    name: `limit() lets requests through while the store is away, and says so once: ${where.name}`,
    ignore: where.ignore ?? false,
    fn: async () => {
      await using at = await start();
      const store = at.open()!, timeout = 3;
      await limit("1/h", on(store, "first")).take("connects");
      const { rt, client } = newApp();
      rt("/", () => "ok", { before: limit("1/h", { store, name: "open", timeout }) });
      rt("/closed", () => "ok", {
        before: limit("1/h", { store, name: "closed", timeout, closed: true }),
      });
      deepStrictEqual((await client.get("/")).status, 200);
      await at.away();
      const lines = await logged(async () => {
        const passed = [await answer(client.get("/")), await answer(client.get("/"))];
        deepStrictEqual(passed, [[200, "ok"], [200, "ok"]]);
        const { status, headers } = await read(client.get("/closed"));
        deepStrictEqual([status, headers.get("retry-after")], [503, "5"]);
      });
      const heads = lines.map(([line]) => /^Limit "\w+": Cannot/.exec(`${line}`)?.[0]);
      deepStrictEqual(heads.filter(Boolean), ['Limit "open": Cannot', 'Limit "closed": Cannot']);
    },
  });
}
