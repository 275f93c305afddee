import { Integer, oneOf, UnknownColumnError, XtraError } from "../../../mod.ts";
import { ConstraintError, type Database, DataError } from "../../../lib/data/mod.ts";
import { inReadOnly } from "../../../lib/data/read_only.ts";
import { section } from "./step.ts";

class Note {
  id = 0;
  title = "";
  stars = "";
}

/** A table with two rows. */
async function prepare(db: Database<boolean>) {
  const notes = db.create(Note);
  await notes.insertAll([{ title: "a", stars: "1" }, { title: "b", stars: "2" }]);
  return notes;
}

const inPlace = section("addColumn and createIndex", prepare, [
  ["a column has its default in old rows and in new ones", async (notes) => {
    const grown = await notes.addColumn("votes", Integer, { default: 7 });
    await grown.insert({ title: "c" });
    await grown.update({ id: 1, votes: 8 });
    return (await grown({ orderBy: "id" })).map(({ id, title, votes }) => [id, title, votes]);
  }, [[1, "a", 8], [2, "b", 7], [3, "c", 7]]],
  ["a column starts as its type does", async (notes) => {
    await notes.addColumn("text", String);
    await notes.addColumn("tags", [String]);
    await notes.addColumn("done", Boolean);
    await notes.addColumn("state", oneOf("open", "closed"));
    const grown = await notes.addColumn("due", Date);
    const row = await grown.insert({ title: "d" });
    return [await grown.get(1), row].map((row) => Object.entries(row).slice(4).map(([, v]) => v));
  }, [["", [], false, "open", null], ["", [], false, "open", null]]],
  [
    "its choices are known",
    (notes) => notes.insert({ title: "e", state: "lost" } as object),
    /state is "lost", expected "open" or "closed"/,
  ],
  [
    "the database has them",
    async (_, db) => Object.keys((await db.q("select * from note"))[0]!),
    ["id", "title", "stars", "votes", "text", "tags", "done", "state", "due"],
    "sql",
  ],
  [
    "a column that is there",
    (notes) => notes.addColumn("title", String),
    /^Cannot transform table "note": it has title, expected a new column$/,
  ],
  [
    "a column of no type",
    (notes) => notes.addColumn("x", "text" as never),
    /^Cannot create column "note.x": text is not a column type/,
  ],
  [
    "a misspelt option",
    (notes) => notes.addColumn("x", String, { defualt: "" } as object),
    /"defualt" is no option here, did you mean "default"\?/,
  ],
  ["a foreign key", async (notes, db) => {
    await db.create("owner", { name: String, pk: "name" }).insert({ name: "ann" });
    const owned = await notes.addColumn("owner", String, { foreignKey: "owner.name" });
    await owned.update({ id: 1, owner: "ann" });
    return [owned.foreignKeys, (await owned({ orderBy: "id" })).map(({ owner }) => owner)];
  }, [
    [{ column: "owner", references: { table: "owner", column: "name" } }],
    ["ann", null, null, null],
  ]],
  [
    "the foreign key holds",
    (notes) => notes.update({ id: 2, owner: "bob" } as object),
    DataError,
    "sql",
  ],
  ["an index", async (notes) => {
    await notes.createIndex("stars");
    await notes.createIndex("stars");
    const indexed = await notes.createIndex(["title", "id"], { unique: true });
    return indexed.indexes;
  }, [{ columns: ["stars"], unique: false }, { columns: ["title", "id"], unique: true }]],
]);

const grown = section('create with transform: "add"', prepare, [
  ["adds what the table lacks, and drops nothing", async (notes, db) => {
    const more = db.create(
      "note",
      { id: Number, title: String, votes: Integer, due: Date },
      { transform: "add", indexes: ["votes"] },
    );
    const rows = await more({ orderBy: "id" });
    const before = await notes({ orderBy: "id" });
    return [
      rows.map(({ id, title, votes, due }) => [id, title, votes, due]),
      before.map(({ id, stars }) => [id, stars]),
    ];
  }, [[[1, "a", 0, null], [2, "b", 0, null]], [[1, "1"], [2, "2"]]]],
  ["leaves a table as it is that has all", async (notes, db) => {
    const same = db.create("note", { id: Number, title: String }, { transform: "add" });
    return [(await same({ orderBy: "id" })).length, (await notes.get(1)).stars];
  }, [2, "1"]],
]);

const unique = section("createIndex", prepare, [
  ["a unique index holds", async (notes) => {
    await notes.createIndex("title", { unique: true });
    return await notes.insert({ title: "a" });
  }, /^Cannot insert into "note"/],
  ["of an unknown column", (notes) => notes.createIndex("titel" as "title"), UnknownColumnError],
  ["that the rows do not allow", async (notes) => {
    await notes.update({ id: 2, stars: "1" });
    return await notes.createIndex("stars", { unique: true });
  }, DataError],
  ["of a column that has another index", async (notes) => {
    await notes.createIndex("stars");
    await notes.update({ id: 2, stars: "2" });
    await notes.createIndex("stars", { unique: true });
    return await notes.update({ id: 2, stars: (await notes.get(1)).stars });
  }, ConstraintError],
]);

const fail = () => {
  throw new Error("no");
};

const inTransactions = section("changes of tables in transactions", prepare, [
  [
    "are there when it ends",
    async (notes, db) => {
      const grown = await db.transaction(async () => {
        const grown = await notes.addColumn("votes", Integer, { default: 7 });
        await grown.createIndex("votes");
        await grown.insert({ title: "c", votes: 9 });
        return grown;
      });
      return [(await grown({ orderBy: "id" })).map(({ votes }) => votes), grown.indexes];
    },
    [[7, 7, 9], [{ columns: ["votes"], unique: false }]],
    "sql",
  ],
  ["are gone when it fails, and the table is as before", async (_, db) => {
    const notes = await db.table<Note & { votes: number }, number>("note");
    const error = await Promise.resolve(db.transaction(async () => {
      const changed = await notes.transform({
        rename: { title: "name" },
        drop: ["stars"],
        types: { votes: String },
      });
      await changed.insert({ name: "d", votes: "many" });
      await changed.createIndex("name");
      await db.create("other", { id: Number }).insert({});
      fail();
    })).catch((error: Error) => error.message);
    await notes.insert({ title: "e", stars: "3", votes: 1 });
    return [
      error,
      (await notes({ orderBy: "id" })).map(({ title, votes }) => [title, votes]),
      notes.columns.map(({ name }) => name),
      notes.indexes,
      await db.tables(),
    ];
  }, [
    "no",
    [["a", 7], ["b", 7], ["c", 9], ["e", 1]],
    ["id", "title", "stars", "votes"],
    [{ columns: ["votes"], unique: false }],
    ["note"],
  ], "sql"],
  [
    "are gone when the inner one fails",
    async (_, db) => {
      const notes = await db.table<Note, number>("note");
      await db.transaction(async () => {
        await notes.addColumn("kept", String);
        await Promise.resolve(db.transaction(async () => {
          await notes.addColumn("gone", String);
          fail();
        })).catch(() => {});
        await notes.update({ id: 1, kept: "yes" } as object);
      });
      return [
        notes.columns.map(({ name }) => name),
        (await (await db.table("note")).get(1)).kept,
      ];
    },
    [["id", "title", "stars", "votes", "kept"], "yes"],
    "sql",
  ],
  [
    "a table that is dropped comes back",
    async (_, db) => {
      const notes = await db.table<Note, number>("note");
      await Promise.resolve(db.transaction(async () => {
        await notes.drop();
        await db.create("note", { id: Number, text: String }).insert({ text: "x" });
        fail();
      })).catch(() => {});
      return [(db.t.note as unknown) === notes, await notes.count()];
    },
    [true, 4],
    "sql",
  ],
  [
    "a search index that is made goes",
    async (_, db) => {
      const notes = await db.table<Note, number>("note");
      await Promise.resolve(db.transaction(async () => {
        await notes.enableSearch("title");
        fail();
      })).catch(() => {});
      return await notes.search("a");
    },
    /no search index/,
    "sql",
  ],
  [
    "migrations use the verbs",
    async (_, db) => {
      const notes = await db.table<Note, number>("note");
      const migrations = [
        async () => {
          await notes.transform({ drop: ["kept" as "stars"], notNull: ["title"] });
          await notes.createIndex("title", { unique: true });
        },
        "update note set stars = '5'",
      ];
      await db.migrate(migrations);
      return [notes.columns.map(({ name }) => name), (await notes.get(1)).stars];
    },
    [["id", "title", "stars", "votes"], "5"],
    "sql",
  ],
  [
    "a table that others refer to gets columns",
    async (_, db) => {
      const notes = await db.table<Note, number>("note");
      const parts = db.create("part", { id: Number, note: Number }, {
        foreignKeys: { note: "note" },
      });
      await parts.insert({ note: 1 });
      await db.transaction(async () => await notes.addColumn("more", String));
      return [await parts.count(), await notes.count()];
    },
    [1, 4],
    "sql",
  ],
]);

const transformed = section("transform by a table", prepare, [
  ["renames, drops, changes types and defaults", async (notes) => {
    const changed = await notes.transform({
      rename: { title: "name" },
      types: { stars: Integer },
      defaults: { stars: 3 },
    });
    await changed.insert({ name: "c" });
    await changed.update({ id: 1, stars: 5 });
    return await changed({ orderBy: "id" });
  }, [{ id: 1, name: "a", stars: 5 }, { id: 2, name: "b", stars: 2 }, {
    id: 3,
    name: "c",
    stars: 3,
  }]],
  ["drops", async (_, db) => {
    const changed =
      await (await db.table<{ id: number; name: string; stars: number }, number>("note"))
        .transform({ drop: ["stars"] });
    return await changed.get(1);
  }, { id: 1, name: "a" }],
  ["nothing", async (_, db) => await (await db.t.note!.transform({})).count(), 3],
  [
    "an unknown column",
    (_, db) => db.t.note!.transform({ drop: ["nme"] }),
    /^Cannot use "nme" on table "note": it has no such column, did you mean "name"\?$/,
  ],
  [
    "a misspelt option",
    (_, db) => db.t.note!.transform({ renam: {} } as object),
    /^Cannot transform "note": "renam" is no option here, did you mean "rename"\?$/,
  ],
  [
    "what can't be converted",
    (_, db) => db.t.note!.transform({ types: { name: Integer } }),
    /^Cannot transform table "note": name is "a", expected integer$/,
  ],
  ["notNull", async (_, db) => {
    await db.t.note!.transform({ notNull: ["name"] });
    return await db.t.note!.insert({ name: null });
  }, /name is null, expected a value/],
  [
    "pk",
    async (_, db) => {
      const changed = await db.t.note!.transform({ pk: "name" });
      return [changed.pks, await changed.get("b")];
    },
    [["name"], { id: 2, name: "b" }],
    "sql",
  ],
  [
    "columns that the program does not know stay",
    async (_, db) => {
      await db.create("wide", { id: Number, a: String, b: String }).insert({ a: "x", b: "y" });
      const narrow = db.create("wide", { id: Number, a: String });
      await narrow.transform({ rename: { a: "c" } });
      return Object.keys((await db.q("select * from wide"))[0]!);
    },
    ["id", "c", "b"],
    "sql",
  ],
]);

const dropped = section("drop", prepare, [
  ["a table that another refers to", async (notes, db) => {
    await db.create("reply", { id: Number, note: Number }, { foreignKeys: { note: "note" } })
      .insert({
        note: 1,
      });
    return await notes.drop();
  }, /^Cannot drop "note": reply.note refers to it, expected no foreign key to it$/],
  ["nothing was lost", async (notes, db) => [await notes.count(), await db.t.reply!.count()], [
    2,
    1,
  ]],
  ["drops", async (notes, db) => {
    await db.t.reply!.drop();
    return [await notes.drop(), await db.tables()];
  }, [undefined, []]],
  [
    "then there is none",
    async (_, db) => await db.t.note!.count(),
    /the database has no such table/,
  ],
  ["then it can be made again", async (_, db) => await db.create(Note).count(), 0],
]);

const guarded = section("changes of a table obey", prepare, [
  ...Object.entries({
    drop: (notes: Notes) => notes.drop(),
    addColumn: (notes: Notes) => notes.addColumn("x", String),
    createIndex: (notes: Notes) => notes.createIndex("title"),
    transform: (notes: Notes) => notes.transform({ drop: ["stars"] }),
  }).flatMap(([verb, run]) => [
    [
      `read-only: ${verb}`,
      (notes: Notes) => inReadOnly((action) => new Error(`may not ${action}`), () => run(notes)),
      verb === "drop" ? /^may not drop "note"$/ : /^may not transform "note"$/,
    ] as const,
    [
      `xtra: ${verb}`,
      (_: Notes, db: Database<boolean>) => run(db.create(Note).xtra({ title: "a" })),
      XtraError,
    ] as const,
  ]),
  ["and nothing has changed", async (_, db) => Object.keys((await db.create(Note)())[0]!), [
    "id",
    "title",
    "stars",
  ]],
]);

type Notes = Awaited<ReturnType<typeof prepare>>;

const named = section("tables by name", prepare, [
  ["their names", async (_, db) => await Array.fromAsync(db.t), ["note"]],
  [
    "views have their own",
    async (_, db) => {
      await db.q("create view titles as select title from note");
      return [await Array.fromAsync(db.v), await Array.fromAsync(db.t)];
    },
    [["titles"], ["note"]],
    "sql",
  ],
  [
    "the SQL of a table and of a view",
    async (notes, db) =>
      [await notes.schema, await db.v.titles!.schema].map((sql) => sql?.slice(0, 12).toLowerCase()),
    ["create table", "create view "],
    "sql",
  ],
]);

const again = section("schema", (db) => {
  db.create("owner", { name: String, pk: "name" });
  return db.create("note", { id: Number, title: String, owner: String }, {
    defaults: { title: "it's" },
    notNull: ["title"],
    foreignKeys: { owner: "owner.name" },
  });
}, [
  ["makes the table again", async (notes, db) => {
    await notes.ready();
    const before = await db.createMod();
    const sql = await notes.schema;
    await notes.drop();
    await db.q(sql!);
    const made = await db.table("note");
    return [
      await made.insert({}),
      made.pks,
      made.foreignKeys,
      await made.schema === sql,
      await db.createMod() === before,
    ];
  }, [
    { id: 1, title: "it's", owner: null },
    ["id"],
    [{ column: "owner", references: { table: "owner", column: "name" } }],
    true,
    true,
  ], "sql"],
]);

/** Tables that change themselves. */
export const CHANGING = [
  inPlace,
  grown,
  unique,
  transformed,
  dropped,
  guarded,
  named,
  again,
  inTransactions,
];
