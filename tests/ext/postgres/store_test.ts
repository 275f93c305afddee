import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { pglite, postgres } from "../../../ext/postgres.ts";
import {
  ConflictError,
  ConstraintError,
  type Database,
  database,
  DataError,
} from "../../../lib/data/mod.ts";
import { needing } from "../../_needs.ts";
import { within } from "../../_within.ts";
import { DebianServer, type Server, startPglite } from "../postgres_servers.ts";

class Note {
  id = 0;
  text = "";
}

let server: Server;
Deno.test.beforeAll(async () => {
  server = await startPglite();
});
Deno.test.afterAll(async () => await server[Symbol.asyncDispose]());

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

Deno.test("postgres() gives up a part of a transaction, and goes on with the rest", async () => {
  await using db = await server.open();
  const notes = db.create(Note);
  await notes.ready();
  await db.transaction(async () => {
    await notes.insert({ text: "outer" });
    await rejects(
      db.transaction(async () => {
        await notes.insert({ text: "inner" });
        await notes.insert({ id: 1, text: "twice" });
      }),
      ConstraintError,
    );
    await db.transaction(() => notes.insert({ text: "second" }));
  });
  deepStrictEqual((await notes({ orderBy: "id" })).map(({ text }) => text), ["outer", "second"]);
});

/** Databases by the pool over TCP, and by PGlite in the process. */
const DRIVERS: readonly [name: string, open: () => Promise<Database<true>>][] = [
  ["postgres()", () => server.open()],
  ["pglite()", () => Promise.resolve(database(pglite()))],
];

for (const [name, open] of DRIVERS) {
  Deno.test(`${name} does not say that a transaction is stored which the server rolled back`, async () => {
    await using db = await open();
    const notes = db.create(Note);
    await notes.insert({ id: 1, text: "first" });
    await rejects(
      db.transaction(async () => {
        await notes.insert({ text: "lost" });
        await Promise.resolve(notes.insert({ id: 1 })).catch(() => {});
      }),
      {
        name: "DataError",
        message: "Cannot commit: the function went on after an error (Cannot run SQL: duplicate " +
          'key value violates unique constraint "note_pkey"), expected db.transaction() around ' +
          "the part that may fail",
      },
    );
    await rejects(
      db.transaction(async () => {
        await Promise.resolve(notes.insert({ id: 1 })).catch(() => {});
        throw new TypeError("the program's own");
      }),
      { name: "TypeError", message: "the program's own" },
    );
    deepStrictEqual((await notes()).map(({ text }) => text), ["first"]);
  });
}

/** A test with a server, whose connections really run at once. */
function parallel(name: string, fn: (db: Database<true>) => Promise<void>): void {
  Deno.test({
    ...needing(["postgresql"], `${name} (Debian's server)`),
    fn: async () => {
      await using server = await DebianServer.start();
      await using db = await server.open();
      await within(120, name, fn(db));
    },
  });
}

class Account {
  id = 0;
  cents = 0;
}

parallel("transactions that read and write lose no update", async (db) => {
  const accounts = db.create(Account);
  const { id } = await accounts.insert({});
  await Promise.all(Array.from({ length: 40 }, () =>
    db.transaction(async () => {
      const { cents } = await accounts.get(id);
      await accounts.update({ id, cents: cents + 1 });
    })));
  strictEqual((await accounts.get(id)).cents, 40);
});

parallel("transactions that wait for each other are run again", async (db) => {
  const accounts = db.create(Account);
  await accounts.insertAll([{}, {}]);
  let runs = 0;
  const both = Promise.withResolvers<void>();
  const move = (from: number, to: number) =>
    db.transaction(async () => {
      const isFirst = ++runs <= 2;
      await db.q("update account set cents = cents - 1 where id = ?", [from]);
      if (runs === 2) both.resolve();
      if (isFirst) await both.promise;
      await db.q("update account set cents = cents + 1 where id = ?", [to]);
    });
  await Promise.all([move(1, 2), move(2, 1)]);
  deepStrictEqual((await accounts({ orderBy: "id" })).map(({ cents }) => cents), [0, 0]);
  strictEqual(runs, 3);
});

parallel(
  "a statement that conflicts is run again, and a conflict without end is an error",
  async (db) => {
    await db.q("create sequence tries");
    const fail = (times: string) =>
      db.q(`create or replace function fail() returns int language plpgsql as $$ begin
      if nextval('tries') < ${times} then raise exception 'no' using errcode = '40001'; end if;
      return currval('tries'); end $$`);
    await fail("4");
    deepStrictEqual(await db.q("select fail() as n"), [{ n: 4 }]);
    await fail("1000");
    await rejects(async () => await db.q("select fail() as n"), ConflictError);
    let runs = 0;
    await rejects(
      db.transaction(async () => {
        runs++;
        await Promise.resolve(db.q("select fail() as n")).catch(() => {});
      }),
      ConflictError,
    );
    strictEqual(runs, 20);
  },
);

/** Values that can be bound, and what the server has of them. */
const BOUND: readonly [value: unknown, text: string | null][] = [
  [null, null],
  ["it's $1", "it's $1"],
  [1.5, "1.5"],
  [2n ** 70n, "1180591620717411303424"],
  [true, "true"],
  [new Date(0), "1970-01-01T00:00:00.000Z"],
  [new Uint8Array([0, 255]), "\\x00ff"],
];

Deno.test("postgres() binds values to SQL, and rejects what would be lost", async () => {
  await using db = await server.open();
  for (const [value, text] of BOUND) {
    deepStrictEqual(await db.q("select ?::text as text", [value]), [{ text }]);
  }
  for (const value of ["a\0b", NaN, Infinity, {}, [1], undefined, Symbol()]) {
    await rejects(async () => await db.q("select ?::text as text", [value]), DataError);
  }
});

Deno.test("postgres() lists tables and views, none of the server's own", async () => {
  await using db = await server.open();
  await db.create("b", { id: Number }).ready();
  await db.create("a", { id: Number }).ready();
  await db.q("create view v as select * from a");
  deepStrictEqual([await db.tables(), await db.views()], [["a", "b"], ["v"]]);
});

Deno.test("postgres() finds rows by JSON, of both of its types", async () => {
  await using db = await server.open();
  await db.q("create table doc (id int primary key, a json, b jsonb)");
  const docs = await db.table<{ id: number; a: unknown; b: unknown }, number>("doc");
  await docs.insertAll([{ id: 1, a: { x: 1 }, b: [1] }, { id: 2, a: [], b: null }]);
  strictEqual(await docs.count({ a: { x: 1 } }), 1);
  strictEqual(await docs.count({ b: [1] }), 1);
  strictEqual(await docs.count({ a: { x: 1 }, b: null }), 0);
});

Deno.test({
  ...needing(
    ["postgresql"],
    "postgres() with distributed needs no advisory locks and no channels (Debian's server)",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    // A user who may use neither: what CockroachDB and YugabyteDB lack.
    await server.run("create role plain login");
    await server.run("grant create on schema public to plain");
    for (const name of ["pg_advisory_xact_lock(bigint)", "pg_notify(text, text)"]) {
      await server.run(`revoke execute on function ${name} from public`);
    }
    const url = `${server.address.replace("postgres@", "plain@")}/postgres`;
    await rejects(async () => await database(postgres(url)).create(Note).ready(), /advisory/);
    const pgs = Array.from({ length: 4 }, () => postgres(url, { distributed: true }));
    const programs = pgs.map((pg) => database(pg));
    await Promise.all(programs.map((db, i) => db.create(Note).insert({ text: `${i}` })));
    await Promise.all(
      programs.map((db) =>
        db.create("note", { id: Number, body: String }, {
          transform: true,
          rename: { text: "body" },
        })
          .ready()
      ),
    );
    const notes = programs[0].create("note", { id: Number, body: String });
    deepStrictEqual((await notes({ orderBy: "body" })).map(({ body }) => body), [
      "0",
      "1",
      "2",
      "3",
    ]);
    deepStrictEqual(await programs[0].tables(), ["note"]);
    const message = "Cannot use channels: the database is distributed, expected another broker";
    await rejects(pgs[0].notify("news"), { name: "DataError", message });
    await rejects(pgs[0].listen("news").next(), { name: "DataError", message });
    await Promise.all(programs.map((db) => db.close()));
  },
});
