import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { setTimeout as delay } from "node:timers/promises";
import { pglite, postgres } from "../../ext/postgres.ts";
import { ConnectionError, database } from "../../lib/data/mod.ts";
import { needing } from "../_needs.ts";
import { tempFolder } from "../_temp.ts";
import { DebianServer } from "./postgres_servers.ts";

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

Deno.test({
  ...needing(
    ["postgresql"],
    "postgres() lets the processes of one program make and change tables at once (Debian's server)",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    const programs = Array.from(
      { length: 4 },
      () => database(postgres(`${server.address}/postgres`)),
    );
    class Memo {
      id = 0;
      body = "";
      stars = 0;
    }
    const ran: number[] = [];
    await Promise.all(programs.map(async (db, i) => {
      await db.create(Note).insert({ text: `${i}` });
    }));
    await Promise.all(programs.map(async (db, i) => {
      const options = { name: "note", transform: true, rename: { text: "body" } } as const;
      await db.create(Memo, options).ready();
      await db.migrate([() => void ran.push(i), "update note set stars = stars + 1"]);
    }));
    const memos = await programs[0].create(Memo, { name: "note" })({ orderBy: "body" });
    deepStrictEqual(memos.map(({ body, stars }) => `${body} ${stars}`), [
      "0 1",
      "1 1",
      "2 1",
      "3 1",
    ]);
    strictEqual(ran.length, 1);
    await Promise.all(programs.map((db) => db.close()));
  },
});

Deno.test("pglite() keeps its rows in a folder", async () => {
  await using folder = await tempFolder();
  {
    await using db = database(pglite(folder.path));
    const notes = db.create(Note);
    await db.transaction(async () => {
      await notes.insert({ text: "kept" });
      await notes.insert({ id: 9, text: "kept, too" });
    });
  }
  {
    await using db = database(pglite(folder.path));
    const notes = db.create(Note);
    deepStrictEqual((await notes({ orderBy: "id" })).map(({ text }) => text), [
      "kept",
      "kept, too",
    ]);
    strictEqual((await notes.insert({ text: "next" })).id, 10);
  }
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
