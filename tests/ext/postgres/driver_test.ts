import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { setTimeout as delay } from "node:timers/promises";
import { postgres } from "../../../ext/postgres.ts";
import { LiteDriver } from "../../../ext/postgres/driver.ts";
import { ConnectionError, database } from "../../../lib/data/mod.ts";
import { needing } from "../../_needs.ts";
import { DebianServer } from "../postgres_servers.ts";

class Note {
  id = 0;
  text = "";
}

Deno.test({
  ...needing(["postgresql"], "postgres() comes back after the server was away (Debian's server)"),
  fn: async () => {
    await using server = await DebianServer.start();
    await using db = await server.open();
    const notes = db.create(Note);
    await notes.insert({ text: "before" });
    await server.down();
    await rejects(async () => await notes(), (error: Error) => {
      ok(error instanceof ConnectionError);
      ok(/^Cannot reach Postgres at 127\.0\.0\.1:\d+: /.test(error.message), error.message);
      return true;
    });
    await rejects(async () => await notes.insert({ text: "lost" }), ConnectionError);
    await rejects(
      async () => await db.transaction(() => notes.insert({ text: "lost" })),
      ConnectionError,
    );
    await server.up();
    const found = await eventually(async () => await notes());
    deepStrictEqual(found.map(({ text }) => text), ["before"]);
    strictEqual((await notes.insert({ text: "after" })).id, 2);
  },
});

Deno.test({
  ...needing(["postgresql"], "postgres() opens a table once the server is there (Debian's server)"),
  fn: async () => {
    await using server = await DebianServer.start();
    await server.down();
    await using db = database(postgres(`${server.address}/postgres`));
    const notes = db.create(Note);
    await rejects(async () => await notes(), ConnectionError);
    await server.up();
    strictEqual(await eventually(async () => (await notes.insert({ text: "late" })).id), 1);
  },
});

Deno.test({
  ...needing(["postgresql"], "postgres() hears what another connection says (Debian's server)"),
  fn: async () => {
    await using server = await DebianServer.start();
    const pg = postgres(`${server.address}/postgres`);
    await using db = database(pg);
    const heard: string[] = [];
    const listening = (async () => {
      for await (const message of pg.listen("news")) {
        heard.push(message);
        if (message === "end") break;
      }
    })();
    // LISTEN is on its way: say it until it is heard
    while (heard.length === 0) {
      await pg.notify("news", "hello");
      await delay(5);
    }
    await db.transaction(async () => {
      await pg.notify("news", "in a transaction");
    });
    await rejects(async () =>
      await db.transaction(async () => {
        await pg.notify("news", "never said");
        throw new Error("no");
      })
    );
    await pg.notify("news", "end");
    await listening;
    deepStrictEqual([...new Set(heard)], ["hello", "in a transaction", "end"]);
  },
});

Deno.test("LiteDriver opens its database at the first query, once, and closes none that it has not", async () => {
  let opened = 0, closed = 0;
  const lite = {
    query: () => Promise.resolve({ fields: [{ name: "n" }], rows: [[1]] }),
    transaction: () => Promise.reject(new Error("not asked for")),
    listen: () => Promise.reject(new Error("not asked for")),
    close: () => Promise.resolve(void closed++),
  };
  const open = () => new LiteDriver("here", () => Promise.resolve((opened++, lite)));
  await open().close();
  deepStrictEqual([opened, closed], [0, 0]);
  const driver = open();
  const answers = await Promise.all([driver.query("select 1", []), driver.query("select 1", [])]);
  deepStrictEqual(answers[0], { columns: ["n"], rows: [[1]], count: 1 });
  await driver.close();
  deepStrictEqual([opened, closed], [1, 1]);
});

/** Tries until the server that has just come back takes connections again. */
async function eventually<T>(fn: () => Promise<T>): Promise<T> {
  for (let tries = 0;; tries++) {
    try {
      return await fn();
    } catch (error) {
      if (!(error instanceof ConnectionError) || tries === 100) throw error;
      await delay(50);
    }
  }
}
