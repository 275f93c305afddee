import { deepStrictEqual, throws } from "node:assert";
import { type Database, database } from "../../lib/data/mod.ts";
import { sessions } from "../../ext/sessions.ts";
import { mongodb } from "../../ext/mongodb.ts";
import { postgres } from "../../ext/postgres.ts";
import { newApp } from "../http/_app.ts";
import { tempFolder } from "../_temp.ts";
import { DebianServer } from "./postgres_servers.ts";
import { type Shelf, testSessions } from "./_sessions.ts";

testSessions({
  name: "sessions(SQLite)",
  needs: [],
  async start() {
    const folder = await tempFolder();
    let files = 0;
    const shelf = () => {
      const file = `${folder.path}/${files++}.db`;
      const admin = database(file);
      const down = async () => void await admin.q("ALTER TABLE _sessions RENAME TO away");
      const up = async () => void await admin.q("ALTER TABLE away RENAME TO _sessions");
      return Promise.resolve(toShelf(() => database(file), { down, up }));
    };
    return { shelf, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
  },
});

testSessions({
  name: "sessions(Postgres)",
  needs: ["postgresql"],
  async start() {
    const server = await DebianServer.start();
    let databases = 0;
    const shelf = async () => {
      const name = `sessions${databases++}`;
      await server.run(`CREATE DATABASE ${name}`);
      const open = () => database(postgres(`${server.address}/${name}`));
      return toShelf(open, { down: () => server.down(), up: () => server.up() });
    };
    return { shelf, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  },
});

function toShelf(
  open: () => Database | Database<true>,
  power: Pick<Shelf, "down" | "up">,
): Shelf {
  const opened: (Database | Database<true>)[] = [];
  const ask = async (sql: string) => {
    const db = connect();
    await sessions(db as Database).list("none"); // Makes the table.
    return await db.q(sql);
  };
  const connect = () => {
    const db = open();
    opened.push(db);
    return db as Database<boolean>;
  };
  return {
    ...power,
    open: (options) => sessions(connect() as Database, options),
    dump: async () => JSON.stringify(await ask("SELECT * FROM _sessions")),
    count: async () => (await ask("SELECT id FROM _sessions")).length,
    async [Symbol.asyncDispose]() {
      for (const db of opened) await db.close();
    },
  };
}

Deno.test("sessions() says that MongoDB can't keep them", () => {
  throws(() => sessions(database(mongodb("mongodb://127.0.0.1:1/app"))), {
    name: "TypeError",
    message: "Cannot keep sessions in MongoDB: it has no SQL, expected SQLite or Postgres",
  });
});

Deno.test("sessions() takes no senseless size", () => {
  for (const maxBytes of [0, -1, 1.5, NaN]) {
    throws(() => sessions(database(":memory:"), { maxBytes }), {
      name: "RangeError",
      message: `Cannot keep sessions: maxBytes is ${maxBytes}, expected 1 or more`,
    });
  }
});

Deno.test("sessions() deletes what has expired after a hundred new ones, and after a minute", async () => {
  using db = database(":memory:");
  const { rt, app } = newApp({ session: { store: sessions(db), maxAge: 10 } });
  rt.post("/set", ({ session }) => void (session.n = 1));
  const own = Date.now, start = Math.floor(own() / 1000) * 1000;
  /** Adds some at a time, in seconds, and counts what is kept then. */
  const add = async (seconds: number, count: number) => {
    Date.now = () => start + seconds * 1000;
    for (let n = 0; n < count; n++) await app.request("/set", { method: "POST" });
    return db.q<{ n: number }>("select count(*) as n from _sessions")[0]!.n;
  };
  try {
    deepStrictEqual([await add(0, 99), await add(20, 1), await add(20, 1)], [99, 100, 2]);
    deepStrictEqual([await add(79, 1), await add(80, 1), await add(139, 1)], [3, 2, 3]);
    // What has expired this second is not over yet.
    deepStrictEqual([await add(140, 0), await add(149, 98), await add(149, 1)], [3, 99, 100]);
  } finally {
    Date.now = own;
  }
});
