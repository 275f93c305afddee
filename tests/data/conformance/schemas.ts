import {
  ConstraintError,
  type Database,
  DataError,
  DateOnly,
  Integer,
  ValueError,
} from "../../../lib/data/mod.ts";
import { tempFolder } from "../../_temp.ts";
import { section } from "./step.ts";

class Person {
  id = 0;
  name = "";
  age = 0;
}

/** What SQL computes of them. */
class Ages {
  n = 0;
  mean = 0.5;
  first = "";
  big = 0n;
  bob = false;
}

/** The same table, later. */
class Grown {
  id = 0;
  fullName = "";
  age = "";
  email = "none";
}

const make = section("create", (db) => db.create(Person), [
  ["a name of two words", (_, db) =>
    db.create(
      class CamelCase {
        id = 0;
      },
    ).table, "camel_case"],
  ["a name of one's own", (_, db) => db.create(Person, { name: "my_people" }).table, "my_people"],
  [
    "SQL finds a table that was just declared",
    async (_, db) => {
      const table = db.create(
        class Early {
          id = 0;
        },
      );
      const rows = await db.q("select id from early");
      await table.drop();
      return rows;
    },
    [],
    "sql",
  ],
  ["a class without id", (_, db) =>
    db.create(
      class NoId {
        name = "";
      } as never,
    ), /no column id/],
  ["a field that says nothing", (_, db) =>
    db.create(
      class Vague {
        id = 0;
        when = null;
      },
    ), /Vague.when: it starts as null/],
  [
    "a schema that says nothing",
    (_, db) => db.create("vague", { id: Number, x: "text" }),
    /not a column type/,
  ],
  ["an unknown key", (_, db) => db.create(Person, { pk: "nme" as "name" }), /did you mean "name"/],
  [
    "ifNotExists: false",
    async (_, db) => await db.create(Person, { ifNotExists: false }).count(),
    /it exists/,
  ],
  [
    "a table that lacks a column",
    async (_, db) => {
      return await db.create(
        class Person {
          id = 0;
          name = "";
          age = 0;
          nick = "";
        },
      ).count();
    },
    /no column nick, expected the option transform/,
    "sql",
  ],
  ["a table with more columns", async (people, db) => {
    await people.insert({ name: "ann", age: 5 });
    return await db.create(
      class Person {
        id = 0;
        name = "";
      },
    )();
  }, [{ id: 1, name: "ann" }]],
  ["replace", (_, db) => db.create(Person, { replace: true }).count(), 0],
  ["replace of a table that another refers to keeps the rows of both", async (_, db) => {
    const teams = db.create("team", { id: Number, name: String });
    const players = db.create("player", { id: Number, team: Number }, {
      foreignKeys: { team: "team" },
    });
    const { id: team } = await teams.insert({ name: "reds" });
    await players.insert({ team });
    const replaced = Promise.resolve().then(() =>
      db.create("team", { id: Number, name: String }, { replace: true }).count()
    );
    const message = await replaced.then(String, (error: Error) => error.message);
    await players.drop();
    const kept = db.create("team", { id: Number });
    const many = await kept.count();
    await kept.drop();
    return [message, many];
  }, ['Cannot replace "team": player.team refers to it, expected no foreign key to it', 1]],
  ["defaults", async (_, db) => {
    const rows = db.create("filled", { id: Number, name: String, n: Number, yes: Boolean }, {
      defaults: { name: "it's", n: 7, yes: true },
    });
    return await rows.insert({});
  }, { id: 1, name: "it's", n: 7, yes: true }],
  ["defaults of a table by name", async (_, db) => {
    const rows = await db.table("filled");
    return [await rows.insert({ n: 8 }), new rows.Row()];
  }, [{ id: 2, name: "it's", n: 8, yes: true }, { id: 0, name: "it's", n: 7, yes: true }]],
  ["notNull", async (_, db) => {
    const rows = db.create(Person, { name: "strict_people", notNull: ["name"] });
    return await rows.insert({ name: null as unknown as string });
  }, ValueError],
  [
    "notNull of an unknown column",
    (_, db) => db.create(Person, { name: "x", notNull: ["nme" as "name"] }),
    /did you mean/,
  ],
  ["a unique index", async (_, db) => {
    const rows = db.create(Person, {
      name: "unique_people",
      indexes: [{ columns: ["name"], unique: true }, "age"],
    });
    await rows.insert({ name: "a" });
    return await rows.insert({ name: "a" });
  }, ConstraintError],
  ["a list in a schema", async (_, db) => {
    const rows = db.create("lists", { id: Number, tags: [String] });
    const { tags } = await rows.insert({});
    return [tags, (await rows.insert({ tags: ["a"] })).tags];
  }, [[], ["a"]]],
  ["an unknown table", async (_, db) => await db.table("persn"), /did you mean "person"/],
  ["tables", (_, db) => db.tables(), [
    "camel_case",
    "filled",
    "lists",
    "my_people",
    "person",
    "strict_people",
    "unique_people",
  ]],
]);

const references = section("foreign keys", async (db) => {
  const users = db.create("users", { name: String, pk: "name" });
  const notes = db.create("notes", { id: Number, text: String, owner: String }, {
    foreignKeys: { owner: "users.name" },
  });
  await users.insertAll([{ name: "a" }, { name: "b" }]);
  await notes.insertAll([{ text: "1", owner: "a" }, { text: "2", owner: "b" }]);
  return { users, notes };
}, [
  [
    "a missing parent is refused",
    ({ notes }) => notes.insert({ owner: "nobody" }),
    ConstraintError,
    "sql",
  ],
  [
    "rows go with their parent",
    async ({ users, notes }) => {
      await users.delete("a");
      return (await notes()).map(({ text }) => text);
    },
    ["2"],
    "sql",
  ],
  ["the shape knows", async (_, db) => (await db.table("notes")).columns[2].references, {
    table: "users",
    column: "name",
  }, "sql"],
  [
    "the diagram shows",
    async (_, db) => /<title>notes.owner → users.name<\/title>/.test(await db.diagram()),
    true,
    "sql",
  ],
]);

const changes = section("transform", async (db) => {
  const people = db.create(Person, { indexes: ["name"] });
  await people.insertAll([{ name: "ann", age: 5 }, { name: "bob", age: 6 }]);
}, [
  ["adds, renames, changes types", async (_, db) => {
    const grown = db.create(Grown, {
      name: "person",
      transform: true,
      rename: { name: "fullName" },
    });
    return await grown({ orderBy: "id" });
  }, [
    { id: 1, fullName: "ann", age: "5", email: "none" },
    { id: 2, fullName: "bob", age: "6", email: "none" },
  ]],
  ["a key of bigints stays", async (_, db) => {
    const make = (transform: boolean) =>
      db.create("bigs", { id: BigInt, n: Integer }, { transform });
    await make(false).insert({ n: 1 });
    return await make(true)();
  }, [{ id: 1n, n: 1 }]],
  [
    "again changes nothing",
    (_, db) =>
      db.create(Grown, { name: "person", transform: true, rename: { name: "fullName" } }).count(),
    2,
  ],
  ["the index is kept", (_, db) => indexesOf(db), 1, "sql"],
  ["keys go on", async (_, db) => (await db.create(Grown, { name: "person" }).insert({})).id, 3],
  ["what can't be converted stops it", async (_, db) => {
    const grown = db.create(Grown, { name: "person" });
    await grown.update({ id: 3, age: "old" });
    return await db.create(
      class Person {
        id = 0;
        fullName = "";
        age = 0;
      },
      { transform: true },
    ).count();
  }, /person.*age is "old"/],
  ["and nothing has changed", (_, db) => db.create(Grown, { name: "person" }).get(3), {
    id: 3,
    fullName: "",
    age: "old",
    email: "none",
  }],
  [
    "drops",
    async (_, db) => {
      await db.create(Grown, { name: "person" }).update({ id: 3, age: "7" });
      const people = db.create(
        class Person {
          id = 0;
          age = 0;
        },
        { transform: true, indexes: [] },
      );
      return await people({ orderBy: "id" });
    },
    [{ id: 1, age: 5 }, { id: 2, age: 6 }, { id: 3, age: 7 }],
    "sql",
  ],
  [
    "changes the key",
    async (_, db) => {
      const people = db.create(
        class Person {
          id = 0;
          age = 0;
        },
        { transform: true, pk: "age" },
      );
      return [await people.get(7), people.pks];
    },
    [{ id: 3, age: 7 }, ["age"]],
    "sql",
  ],
  [
    "a key that is not unique stops it",
    async (_, db) => {
      await db.create(
        class Person {
          id = 0;
          age = 0;
        },
        { pk: "age" },
      ).update({ id: 1 }, 7);
      return await db.create(
        class Person {
          id = 0;
          age = 0;
        },
        { transform: true },
      ).count();
    },
    DataError,
    "sql",
  ],
]);

async function indexesOf(db: Database<boolean>): Promise<number> {
  const sqlite =
    "select count(*) as n from sqlite_schema where type = 'index' and tbl_name = 'person' and sql not null";
  const postgres =
    "select count(*)::int as n from pg_indexes where tablename = 'person' and indexname like 'idx%'";
  const sql = (await db.q("select 1 as one where 'a' like 'A'")).length > 0 ? sqlite : postgres;
  return Number((await db.q(sql))[0].n);
}

const migrations = section("migrate", (db) => ({ db, ran: [] as string[] }), [
  ["applies in order", async ({ ran }, db) => {
    const list = [
      () => void ran.push("first"),
      async (db: Database<boolean>) => {
        await db.create(Person).insert({ name: "m" });
        ran.push("second");
      },
    ];
    return [await db.migrate(list), await db.migrate(list), ran];
  }, [2, 0, ["first", "second"]]],
  ["applies what is new", async ({ ran }, db) => {
    const applied = await db.migrate([() => {}, () => {}, () => void ran.push("third")]);
    return [applied, ran.length];
  }, [1, 3]],
  [
    "SQL, several statements of it",
    (_, db) =>
      db.migrate(["", "", "", [
        "create table a (id integer primary key)",
        "create table b (id integer primary key)",
      ]]),
    1,
    "sql",
  ],
  [
    "one that fails leaves nothing",
    (_, db) =>
      db.migrate(["", "", "", "", ["create table c (id integer primary key)", "nonsense"]]),
    /migration 5/,
    "sql",
  ],
  ["nothing was left", async (_, db) => (await db.tables()).includes("c"), false, "sql"],
  ["a list that is too short", (_, db) => db.migrate([]), /the database has seen/],
]);

const files = section("files", async () => {
  const folder = await tempFolder();
  await Deno.writeTextFile(
    `${folder.path}/people.csv`,
    'id,name,born,score,ok,code\n1,"Ann ""A"", b",2001-02-03,1.5,true,007\n2,,2002-03-04,2,false,010\n',
  );
  await Deno.writeTextFile(
    `${folder.path}/notes.json`,
    JSON.stringify([{ text: "a", n: 1, tags: ["x"] }, { text: "b", n: 2.5, tags: [] }]),
  );
  await Deno.writeTextFile(`${folder.path}/bad.csv`, "id,name\n1\n");
  return folder;
}, [
  ["CSV", async ({ path }, db) => await (await db.importFile("people", `${path}/people.csv`))(), [
    { id: 1, name: 'Ann "A", b', born: new Date("2001-02-03"), score: 1.5, ok: true, code: "007" },
    { id: 2, name: "", born: new Date("2002-03-04"), score: 2, ok: false, code: "010" },
  ]],
  [
    "JSON",
    async ({ path }, db) =>
      await (await db.importFile("notes", `${path}/notes.json`))({ orderBy: "id" as never }),
    [
      { id: 1, text: "a", n: 1, tags: ["x"] },
      { id: 2, text: "b", n: 2.5, tags: [] },
    ],
  ],
  [
    "into a table that is there",
    async ({ path }, db) => await (await db.importFile("notes", `${path}/notes.json`)).count(),
    4,
  ],
  [
    "twice the same keys",
    ({ path }, db) => db.importFile("people", `${path}/people.csv`),
    ConstraintError,
  ],
  [
    "a row that is too short",
    ({ path }, db) => db.importFile("bad", `${path}/bad.csv`),
    /row 2 has 1 values, expected 2/,
  ],
  [
    "another format",
    ({ path }, db) => db.importFile("bad", `${path}/bad.xls`, { format: "xls" as "csv" }),
    Error,
  ],
  [
    "a module of the tables",
    async (_, db) => await db.createMod(),
    [
      'import { DateOnly, Float, Integer } from "@fasthtml/fasthtml/data";',
      "",
      '/** A row of "notes": `db.create(Notes, { name: "notes", pk: "id" })`. */',
      "export class Notes {",
      "  static types = { id: Integer, text: String, n: Float, tags: Object };",
      "  id = 0;",
      "  text: string | null = null;",
      "  n: number | null = null;",
      "  tags: unknown = null;",
      "}",
      "",
      '/** A row of "people": `db.create(People, { name: "people", pk: "id" })`. */',
      "export class People {",
      "  static types = { id: Integer, name: String, born: DateOnly, score: Float, ok: Boolean, code: String };",
      "  id = 0;",
      "  name: string | null = null;",
      "  born: Date | null = null;",
      "  score: number | null = null;",
      "  ok: boolean | null = null;",
      "  code: string | null = null;",
      "}",
      "",
    ].join("\n"),
  ],
  ["a diagram", async (_, db) => (await db.diagram()).match(/<rect/g)?.length, 2],
]);

const raw = section("SQL", async (db) => {
  const people = db.create(Person);
  await people.insertAll([{ name: "ann", age: 5 }, { name: "bob", age: 60 }]);
  return people;
}, [
  ["q with values", (_, db) => db.q("select name from person where age > ?", [10]), [{
    name: "bob",
  }], "sql"],
  ["q with names", (_, db) => db.q("select name from person where age < :age;", { age: 10 }), [{
    name: "ann",
  }], "sql"],
  [
    "q that writes",
    async (_, db) => {
      await db.q("update person set age = age + 1 where name = ?", "ann");
      return await db.q("select age from person order by id");
    },
    [{ age: 6 }, { age: 60 }],
    "sql",
  ],
  [
    "sql binds",
    (_, db) => db.sql`select id from person where name = ${"ann' or '1'='1"}`,
    [],
    "sql",
  ],
  [
    "sql binds several",
    (_, db) => db.sql`select id from person where name = ${"ann"} and age = ${6}`,
    [{ id: 1 }],
    "sql",
  ],
  [
    "sql of a class",
    async (_, db) => {
      const [all] = await db.sql(Ages)`
        select count(*) as n, avg(age) / 4 as mean, min(name) as first, max(age) as big,
          max(name) = ${"bob"} as bob from person`;
      return [all instanceof Ages, { ...all! }];
    },
    [true, { n: 2, mean: 8.25, first: "ann", big: 60n, bob: true }],
    "sql",
  ],
  [
    "sql of a class with a field that no column has",
    (_, db) => db.sql(Ages)`select name, age from person`,
    /^Cannot read rows as Ages: found the columns name, age, expected n among them$/,
    "sql",
  ],
  [
    "a second statement is refused",
    (_, db) => db.q("select 1; drop table person"),
    /one statement/,
    "sql",
  ],
  ["nonsense is a DataError", (_, db) => db.q("selekt"), DataError, "sql"],
  ["a value that can't be bound", (_, db) => db.q("select ?", [() => 1]), DataError, "sql"],
  [
    "a view",
    async (_, db) => {
      await db.q("create view adults as select name, age from person where age > 17");
      return [
        await db.views(),
        await (await db.table("adults"))(),
        await db.v.adults.count({ name: "bob" }),
      ];
    },
    [["adults"], [{ name: "bob", age: 60 }], 1],
    "sql",
  ],
]);

class Known {
  static types = {
    email: String,
    n: Integer,
    at: Date,
    day: DateOnly,
    sure: Boolean,
    key: Uint8Array,
  };
  id = 0;
  email: string | null = null;
  n: number | null = null;
  at: Date | null = null;
  day: Date | null = null;
  sure: boolean | null = null;
  key: Uint8Array | null = null;
}

const VALUES = {
  email: "",
  n: -5,
  at: new Date("0001-01-01T00:00Z"),
  day: new Date("2026-01-01"),
  sure: false,
  key: new Uint8Array(),
};

const nulls = section("a unique index and null", async (db) => {
  const rows = db.create(Known, {
    indexes: [
      ...Object.keys(VALUES).map((name) => ({
        columns: [name as keyof typeof VALUES],
        unique: true,
      })),
      { columns: ["email", "n"], unique: true },
    ],
  });
  await rows.insertAll([{}, {}]);
  return rows;
}, [
  ["takes many rows with null", (rows) => rows.count(), 2],
  ["takes a value once", async (rows) => {
    await rows.insert({ id: 3, ...VALUES });
    const names: string[] = [];
    for (const [name, value] of Object.entries(VALUES)) {
      await Promise.resolve().then(() => rows.insert({ [name]: value })).catch((error: Error) => {
        if (error instanceof ConstraintError) names.push(name);
      });
    }
    return names;
  }, Object.keys(VALUES)],
  [
    "ignores no row because of null",
    async (rows) => [
      (await rows.insert({ id: 4 }, { ignore: true }))?.id,
      await rows.insert({ id: 5, email: "" }, { ignore: true }),
      (await rows.insert({ id: 6, n: 1 }, { ignore: true, on: "email" }))?.id,
    ],
    [4, undefined, 6],
  ],
  ["replaces no row because of null", async (rows) => {
    const row = await rows.insert({ id: 7, n: 2 }, { replace: true, on: "email" });
    return [row.id, await rows.count()];
  }, [7, 6]],
  ["upserts no row because of null", async (rows) => {
    const row = await rows.upsert({ id: 8, email: null, n: 3 }, { on: "email" });
    return [row.n, await rows.count()];
  }, [3, 7]],
]);

/** How tables are made and changed, and what there is beside the verbs. */
export const SCHEMAS = [make, nulls, references, changes, migrations, files, raw];
