import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import { postgres } from "../../../ext/postgres.ts";
import {
  ConnectionError,
  ConstraintError,
  type Database,
  database,
} from "../../../lib/data/mod.ts";
import { needing } from "../../_needs.ts";
import { startProgram } from "../../_program.ts";
import { until, within } from "../../_within.ts";
import { startProxy } from "../../live/_proxy.ts";
import { DebianServer } from "../postgres_servers.ts";

class Note {
  id = 0;
  text = "";
}

/** A test with a server of its own. */
function test(name: string, fn: (server: DebianServer) => Promise<void>): void {
  Deno.test({
    ...needing(["postgresql"], `${name} (Debian's server)`),
    fn: async () => {
      await using server = await DebianServer.start();
      await within(240, name, fn(server));
    },
  });
}

test("postgres() comes back after the server was away", async (server) => {
  await using db = await server.open();
  const notes = db.create(Note);
  await notes.insert({ text: "before" });
  await server.down();
  await rejects(async () => await notes(), (error: Error) => {
    ok(error instanceof ConnectionError);
    match(error.message, /^Cannot reach Postgres at 127\.0\.0\.1:\d+: /);
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
});

test("postgres() gives up a statement that the server never ends", async (server) => {
  const url = new URL(`${server.address}/postgres`);
  await using router = startProxy([Number(url.port)]);
  url.host = new URL(router.origin).host;
  await using db = database(postgres(url.href, { max: 1, statementTimeout: 1 }));
  await db.q("select 1 as n");
  router.hush(); // as one that has forgotten the connection
  const late = {
    name: "ConnectionError",
    message: `Cannot reach Postgres at ${url.host}: Query read timeout, the next call tries again`,
  };
  await rejects(async () => await db.q("select 2 as n"), late);
  deepStrictEqual(await db.q("select 3 as n"), [{ n: 3 }]);
  router.hush();
  await rejects(async () => await db.transaction(() => db.q("select 4 as n")), late);
  deepStrictEqual(await db.q("select 5 as n"), [{ n: 5 }]);
});

test("postgres() opens a table once the server is there", async (server) => {
  await server.down();
  await using db = database(postgres(`${server.address}/postgres`));
  const notes = db.create(Note);
  await rejects(async () => await notes(), ConnectionError);
  await server.up();
  strictEqual(await eventually(async () => (await notes.insert({ text: "late" })).id), 1);
});

test("postgres() opens a table again whose first transaction was rolled back", async (server) => {
  await server.down();
  await using db = database(postgres(`${server.address}/postgres`));
  const notes = db.create(Note);
  await rejects(async () => await notes(), ConnectionError);
  await server.up();
  await eventually(async () => await db.q("select 1 as n"));
  const lose = db.transaction(async () => {
    await notes.insert({ text: "lost" }); // This makes the table.
    throw new Error("no");
  });
  await rejects(async () => await lose, { message: "no" });
  await notes.insert({ text: "kept" });
  deepStrictEqual((await notes()).map(({ text }) => text), ["kept"]);
});

test("postgres() runs a transaction as its first call, and after the server was away", async (server) => {
  await using db = await server.open();
  const one = () => db.transaction(() => db.q("select 1 as n"));
  deepStrictEqual(await one(), [{ n: 1 }]);
  await server.down();
  await server.up();
  deepStrictEqual(await eventually(one), [{ n: 1 }]);
});

test("postgres() runs transactions at once, each on a connection of its own", async (server) => {
  await using db = await server.open();
  const together = async (many: number) => {
    let inside = 0;
    const all = Promise.withResolvers<void>();
    return await Promise.all(Array.from({ length: many }, () =>
      db.transaction(async () => {
        const [{ pid }] = await db.q<{ pid: number }>("select pg_backend_pid() as pid");
        // On fewer connections, none would ever go on.
        if (++inside === many) all.resolve();
        await all.promise;
        return pid;
      })));
  };
  strictEqual(new Set(await together(10)).size, 10);
  strictEqual(new Set(await together(10)).size, 10);
});

test("postgres() says that all connections are in use, and goes on when one is free", async (server) => {
  const options = { max: 2, acquireTimeout: 3 };
  await using db = database(postgres(`${server.address}/postgres`, options));
  const held = Promise.withResolvers<void>();
  const inside = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const both = inside.map(({ resolve }) =>
    db.transaction(async () => {
      await db.q("select 1");
      resolve();
      await held.promise;
    })
  );
  await Promise.all(inside.map(({ promise }) => promise));
  await rejects(async () => await db.q("select 1"), (error: Error) => {
    strictEqual(error.constructor, ConnectionError);
    strictEqual(
      error.message.replace(/:\d+:/, ":1:"),
      "Cannot get a connection to Postgres at 127.0.0.1:1: all 2 are in use for 3 s, " +
        "expected one that is free",
    );
    return true;
  });
  held.resolve();
  await Promise.all(both);
  deepStrictEqual(await db.q("select 1 as n"), [{ n: 1 }]);
});

for (const mode of ["fast", "immediate"] as const) {
  test(`postgres() survives a restart of the server (${mode}) in a transaction: the handler gets an error, the process lives`, async (server) => {
    const file = fileURLToPath(new URL("../../fixtures/postgres_pairs.ts", import.meta.url));
    const env = { DATABASE: `${server.address}/postgres` };
    await using program = await startProgram(["run", "-A", file], { env });
    const get = async (path: string) => {
      const response = await fetch(program.origin + path);
      return { status: response.status, text: await response.text() };
    };
    match((await get("/count")).text, /0 notes/);
    const pair = get("/pair");
    await until(30, "the first row", () => Promise.resolve(/between/.test(program.printed())));
    await server.down(mode);
    await server.up();
    await get("/go");
    strictEqual((await pair).status, 503);
    match(program.printed(), /ConnectionError: Cannot reach Postgres at 127\.0\.0\.1:\d+: /);
    await until(30, "the database", async () => (await get("/count")).status === 200);
    match((await get("/count")).text, /0 notes/);
  });
}

test("postgres() loses nothing that it has stored, and halves no transaction, under load and restarts", async (server) => {
  await using db = database(postgres(`${server.address}/postgres`, { max: 6 }));
  const notes = db.create(Note);
  await notes.ready();
  let stored = 0, lost = 0, isOver = false;
  const write = async (fn: () => Promise<unknown>) => {
    while (!isOver) {
      try {
        await fn();
        stored++;
      } catch (error) {
        if (!(error instanceof ConnectionError)) throw error;
        lost++;
        await delay(20);
      }
    }
  };
  const pair = () =>
    db.transaction(async () => {
      await notes.insert({ text: "first" });
      await notes.insert({ text: "second" });
    });
  const writing = Promise.all(
    Array.from(
      { length: 16 },
      (_, i) => write(i % 2 ? pair : async () => await notes.insert({ text: "one" })),
    ),
  );
  for (const mode of ["fast", "immediate"] as const) {
    const before = stored;
    await until(30, "some writes", () => Promise.resolve(stored > before + 100));
    await server.down(mode);
    await server.up();
  }
  const before = stored;
  await until(30, "writes after the last restart", () => Promise.resolve(stored > before + 100));
  isOver = true;
  await writing;
  const many = async (text: string) => await notes.count({ text });
  const [one, first, second] = [await many("one"), await many("first"), await many("second")];
  strictEqual(first, second);
  // A commit whose answer was lost may be stored as well.
  ok(
    one + first >= stored && one + first <= stored + lost,
    `${one} + ${first}, ${stored}, ${lost}`,
  );
});

test("postgres() keeps its connections after errors of statements", async (server) => {
  await using db = await server.open();
  const notes = db.create(Note);
  await notes.insert({ id: 1 });
  const pids = async () => {
    const found = await Promise.all(
      Array.from(
        { length: 4 },
        () => db.q<{ pid: number }>("select pg_backend_pid() as pid, pg_sleep(0.05)"),
      ),
    );
    return new Set(found.map(([{ pid }]) => pid));
  };
  const before = await pids();
  for (let i = 0; i < 20; i++) {
    await rejects(async () => await notes.insert({ id: 1 }), ConstraintError);
    await rejects(
      async () => await db.transaction(() => notes.insert({ id: 1 })),
      ConstraintError,
    );
  }
  const after = await pids();
  deepStrictEqual([...after].filter((pid) => !before.has(pid)), []);
});

test("postgres() gives up a connection that the server has ended, and opens another", async (server) => {
  await using db = database(postgres(`${server.address}/postgres`, { max: 1 }));
  const waiting = Promise.resolve(db.q("select pg_sleep(60)"));
  const end = "select count(pg_terminate_backend(pid)) as n from pg_stat_activity " +
    "where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()";
  await Promise.all([
    rejects(waiting, { name: "ConnectionError", message: /terminating connection/ }),
    until(30, "its connection", async () => (await server.run(end))[0].n === "1"),
  ]);
  deepStrictEqual(await db.q("select 1 as n"), [{ n: 1 }]);
});

test("postgres() asks again where a prepared statement is older than its table", async (server) => {
  await using db = database(postgres(`${server.address}/postgres`, { max: 2 }));
  const all = () => db.q("select * from t");
  await db.q("create table t (a int)");
  await db.q("insert into t values (1)");
  for (let i = 0; i < 6; i++) await all();
  await server.run("alter table t add b int default 2");
  deepStrictEqual(await all(), [{ a: 1, b: 2 }]);
  for (let i = 0; i < 6; i++) await all();
  await server.run("alter table t add c int default 3");
  deepStrictEqual(await db.transaction(all), [{ a: 1, b: 2, c: 3 }]);
  for (let i = 0; i < 6; i++) await all();
  await db.transaction(async () => {
    await all();
    await db.q("alter table t add d int default 4");
    deepStrictEqual(await all(), [{ a: 1, b: 2, c: 3, d: 4 }]);
  });
});

test("postgres() runs the statements of a transaction one after the other", async (server) => {
  await using db = await server.open();
  const notes = db.create(Note);
  await notes.ready();
  const rows = await db.transaction(() =>
    Promise.all(Array.from({ length: 20 }, (_, i) => notes.insert({ text: `${i}` })))
  );
  deepStrictEqual(rows.map(({ id, text }) => id - Number(text)), Array(20).fill(1));
});

test("postgres() hears what another connection says", async (server) => {
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
});

test("postgres() closes while a statement still runs", async (server) => {
  const db: Database<true> = database(postgres(`${server.address}/postgres`));
  const waiting = rejects(async () => await db.q("select pg_sleep(60)"), ConnectionError);
  await until(30, "the statement", async () => {
    const [{ n }] = await server.run(
      "select count(*) as n from pg_stat_activity " +
        "where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()",
    );
    return n === "1";
  });
  await Promise.all([db.close(), db.close(), waiting]);
  await rejects(async () => await db.q("select 1"), /the database is closed/);
});

/** Tries until the server that has just come back takes connections again. */
async function eventually<T>(fn: () => Promise<T>): Promise<T> {
  for (let tries = 0;; tries++) {
    try {
      return await fn();
    } catch (error) {
      if (!(error instanceof ConnectionError) || tries === 600) throw error;
      await delay(50);
    }
  }
}
