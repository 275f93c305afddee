import { deepStrictEqual, strictEqual } from "node:assert";
import { Client, database, fastApp, type FastHTML, Meta, P } from "../../../mod.ts";
import type { Drivers } from "./types.ts";

class Todo {
  id = 0;
  name = "";
  title = "";
}

/** An application whose guard narrows one table to the user, as FastHTML's own example does. */
function scopedApp(): { app: FastHTML; all: () => { name: string }[] } {
  const db = database(":memory:");
  const todos = db.create(Todo);
  for (const name of ["alice", "bob"]) {
    for (let i = 0; i < 5; i++) todos.insert({ name, title: `${i}` });
  }
  const { app, rt } = fastApp({
    defaultHdrs: false,
    secretKey: "x".repeat(32),
    before: ({ url }) => {
      const user = url.searchParams.get("user");
      if (user) todos.xtra({ name: user });
    },
  });
  const names = () => [...new Set(todos().map(({ name }) => name))].join();
  rt("/fast", () => names());
  rt("/slow", async () => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    return names();
  });
  rt("/add", async () => {
    await Promise.resolve();
    return todos.insert({ title: "new" }).name;
  });
  rt("/pub", () => String(todos().length));
  return { app, all: () => db.q("select name, title from todo where title = 'new'") as never };
}

async function crossed(app: FastHTML, path: string): Promise<number> {
  let wrong = 0;
  for (let round = 0; round < 25; round++) {
    const users = ["alice", "bob"].flatMap((user) => Array(4).fill(user) as string[]);
    await Promise.all(users.map(async (user) => {
      const answer = await app.request(`${path}?user=${user}`, { method: "POST" });
      if (await answer.text() !== user) wrong++;
    }));
  }
  return wrong;
}

export const CONCURRENCY: Drivers = {
  "CON-01": async () => strictEqual(await crossed(scopedApp().app, "/slow"), 0),
  "CON-02": async () => strictEqual(await crossed(scopedApp().app, "/fast"), 0),
  "CON-03": async () => {
    const { app, all } = scopedApp();
    strictEqual(await crossed(app, "/add"), 0);
    const count = (user: string) => all().filter(({ name }) => name === user).length;
    deepStrictEqual([count("alice"), count("bob")], [100, 100]);
  },
  "CON-05": async () => {
    const { app } = scopedApp();
    await app.request("/fast?user=alice");
    strictEqual(await (await app.request("/pub")).text(), "10");
  },
  "CON-06": async () => {
    const { app, rt } = fastApp({ defaultHdrs: false, secretKey: "x".repeat(32) });
    rt("/set", { k: "" }, async ({ session, k }) => {
      session[k] = 1;
      await Promise.resolve();
    });
    rt("/get", ({ session }) => ({ ...session }));
    const client = new Client(app), other = new Client(app);
    await Promise.all([client.get("/set?k=a"), client.get("/set?k=b"), other.get("/set?k=c")]);
    // Last write wins within one browser; nothing passes to another.
    const mine = Object.keys(await (await client.get("/get")).json());
    strictEqual(mine.length === 1 && ["a", "b"].includes(mine[0]!), true, mine.join());
    deepStrictEqual(await (await other.get("/get")).json(), { c: 1 });
  },
  "CON-07": async () => {
    const { app, rt } = fastApp({ defaultHdrs: false });
    rt("/own", async ({ hdrs, htmlAttrs }) => {
      hdrs.push(Meta({ name: "mine" }));
      htmlAttrs.lang = "xx";
      await Promise.resolve();
      return P("x");
    });
    rt("/other", () => P("x"));
    const pages = await Promise.all(
      ["/own", "/other", "/own", "/other"].map(async (path) =>
        (await (await app.request(path)).text()).includes("mine")
      ),
    );
    deepStrictEqual(pages, [true, false, true, false]);
  },
};
