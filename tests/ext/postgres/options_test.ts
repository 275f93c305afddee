import { deepStrictEqual, match, rejects, throws } from "node:assert";
import { postgres, type PostgresOptions } from "../../../ext/postgres.ts";
import { database } from "../../../lib/data/mod.ts";
import { needing } from "../../_needs.ts";
import { DebianServer } from "../postgres_servers.ts";

Deno.test("postgres() rejects options that cannot work", () => {
  for (
    const [options, message] of [
      [{ max: 0 }, "max is 0"],
      [{ max: NaN }, "max is NaN"],
      [{ acquireTimeout: 0 }, "acquireTimeout is 0"],
      [{ acquireTimeout: Infinity }, "acquireTimeout is Infinity"],
    ] as [PostgresOptions, string][]
  ) {
    throws(() => postgres("postgres://127.0.0.1/x", options), {
      message: `Cannot open Postgres: ${message}, expected a number above 0`,
    });
  }
});

Deno.test({
  ...needing(
    ["postgresql"],
    "postgres() takes settings from options and the URL (Debian's server)",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    const shown = async (url: string, options: PostgresOptions, name: string) => {
      await using db = database(postgres(`${server.address}/postgres${url}`, options));
      return (await db.q<Record<string, string>>(`show ${name}`)).map((row) =>
        Object.values(row)[0]
      );
    };
    deepStrictEqual(await shown("", {}, "TimeZone"), ["UTC"]);
    deepStrictEqual(await shown("?options=-c%20TimeZone%3DAsia/Tokyo", {}, "TimeZone"), ["UTC"]);
    deepStrictEqual(
      await shown("?options=-c%20work_mem%3D5MB", {}, "work_mem"),
      ["5MB"],
    );
    deepStrictEqual(await shown("", { schema: 'app, "Odd \\ one"' }, "search_path"), [
      'app, "Odd \\ one"',
    ]);
    deepStrictEqual(await shown("", { statementTimeout: 1.5 }, "statement_timeout"), ["1500ms"]);
    deepStrictEqual(
      await shown("", { transactionTimeout: 2 }, "idle_in_transaction_session_timeout"),
      ["2s"],
    );
  },
});

Deno.test({
  ...needing(
    ["postgresql"],
    "postgres() keeps its tables in the schema that is named (Debian's server)",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    await server.run("create schema app");
    await using app = database(postgres(`${server.address}/postgres`, { schema: "app" }));
    await using plain = database(postgres(`${server.address}/postgres`));
    const make = (db: typeof app) => db.create("note", { id: Number, text: String });
    await make(app).insert({ text: "in app" });
    await make(plain).insert({ text: "in public" });
    deepStrictEqual(
      await server.run("select (select text from app.note) a, (select text from public.note) b"),
      [{ a: "in app", b: "in public" }],
    );
    deepStrictEqual([await app.tables(), await plain.tables()], [["note"], ["note"]]);
  },
});

Deno.test({
  ...needing(
    ["postgresql", "openssl"],
    "postgres() checks the server's certificate as it is told (Debian's server)",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    const ca = await server.useTls();
    const url = `${server.address}/postgres`;
    const isEncrypted = async (url: string, options: PostgresOptions = {}) => {
      await using db = database(postgres(url, options));
      const sql = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
      return (await db.q<{ ssl: boolean }>(sql))[0].ssl;
    };
    deepStrictEqual(await isEncrypted(url), false);
    deepStrictEqual(await isEncrypted(url, { ssl: { ca } }), true);
    deepStrictEqual(await isEncrypted(url, { ssl: "require" }), true);
    deepStrictEqual(await isEncrypted(`${url}?sslmode=require`), true);
    deepStrictEqual(await isEncrypted(`${url}?sslmode=verify-full`, { ssl: false }), false);
    for (
      const [url_, options] of [
        [url, { ssl: true }],
        [url, { ssl: "verify-full" }],
        [`${url}?sslmode=verify-full`, {}],
        [`${url}?sslmode=require`, { ssl: true }],
      ] as [string, PostgresOptions][]
    ) {
      await rejects(isEncrypted(url_, options), (error: Error) => {
        match(error.message, /^Cannot reach Postgres at .*certificate/i);
        return error.name === "ConnectionError";
      });
    }
  },
});

Deno.test({
  ...needing(
    ["postgresql"],
    "postgres() says why the server takes no connection (Debian's server)",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    await server.usePasswords("ann", "right");
    const url = (user: string, database = "postgres") =>
      `${server.address.replace("postgres@", `${user}@`)}/${database}`;
    const ask = async (url: string) => {
      await using db = database(postgres(url));
      return await db.q("select current_user as me");
    };
    deepStrictEqual(await ask(url("ann:right")), [{ me: "ann" }]);
    for (
      const [one, why] of [
        [url("ann:wrong"), 'password authentication failed for user "ann"'],
        [url("ann:right", "nothing"), 'database "nothing" does not exist'],
      ]
    ) {
      await rejects(ask(one), (error: Error) => {
        match(
          error.message,
          new RegExp(`^Cannot reach Postgres at 127\\.0\\.0\\.1:\\d+: ${why}, `),
        );
        return error.name === "ConnectionError";
      });
    }
  },
});
