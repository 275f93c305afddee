import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { show, toSqlText } from "../../../lib/data/backend.ts";
import { database, sql } from "../../../lib/data/mod.ts";

const read = (dialect: "SQLite" | "Postgres") => (sql: string, args?: unknown) =>
  toSqlText(sql, args, { dialect, encode: (value) => `<${value}>` });

/** The text with each value in its place. */
const filled = (dialect: "SQLite" | "Postgres") => (sql: string, args?: unknown) => {
  const { pieces, values } = read(dialect)(sql, args);
  return pieces.reduce((text, piece, i) => `${text}${values[i - 1]}${piece}`);
};
const sqlite = filled("SQLite");
const postgres = filled("Postgres");

Deno.test("toSqlText() puts values in place of ?, in their order", () => {
  strictEqual(sqlite("a = ? and b in (?, ?)", [1, 2, 3]), " a =  <1>  and b in ( <2> ,  <3> ) ");
  strictEqual(sqlite("a = ?", 5), " a =  <5>  ");
  strictEqual(sqlite("a is null"), " a is null ");
  strictEqual(sqlite(""), "  ");
});

Deno.test("toSqlText() puts values in place of :name, @name and $name", () => {
  strictEqual(
    sqlite("a = :a or b = @b or c = $c or d = :a", { a: 1, b: 2, c: 3 }),
    " a =  <1>  or b =  <2>  or c =  <3>  or d =  <1>  ",
  );
});

Deno.test("toSqlText() keeps a space between a value and its neighbours", () => {
  deepStrictEqual(read("SQLite")("?or?", [1, 2]).pieces, ["  ", " or ", "  "]);
});

Deno.test("toSqlText() counts the values", () => {
  const wrong: [sql: string, args: unknown, message: RegExp][] = [
    ["a = ?", undefined, /"a = \?": it has 0 values, expected 1$/],
    ["a = ?", [], /0 values, expected 1/],
    ["a = ?", [1, 2], /2 values, expected 1/],
    ["a = 1", [1], /1 values, expected 0/],
    ["a = :a", { b: 1 }, /no value for :a, expected \{ a: … \}$/],
    ["a = :a", [1], /no value for :a/],
    ["a = :a", null, /no value for :a/],
    ["a = :a", undefined, /no value for :a/],
    ["a = :toString", {}, /no value for :toString/],
    ["a = ? and b = :b", { b: 1 }, /no value for :\?/],
  ];
  for (const [sql, args, message] of wrong) {
    throws(() => sqlite(sql, args), { name: "DataError", message }, sql);
  }
});

/** Texts in which a ? or a bracket is only a character; `$` marks where a value goes. */
const LITERALS: readonly [dialect: "SQLite" | "Postgres", sql: string][] = [
  ["SQLite", "a = '?' and b = ?"],
  ["SQLite", "a = 'it''s ?)' and b = ?"],
  ["SQLite", 'a = "?)" and b = ?'],
  ["SQLite", "a = `?)` and b = ?"],
  ["SQLite", "a = [?)] and b = ?"],
  ["SQLite", "a = 1 -- ?)\n and b = ?"],
  ["SQLite", "a = 1 /* ?) */ and b = ?"],
  ["SQLite", "a = 1 /**/ and b = ?"],
  ["SQLite", "a = '' and b = ?"],
  ["SQLite", 'a = "" and b = ?'],
  ["SQLite", "a = `` and b = ?"],
  ["SQLite", "a = [] and b = ?"],
  ["SQLite", "a = 1 --\n and b = ?"],
  ["SQLite", "a = 'x /* y' and b = ?"],
  ["SQLite", "a$b = ?"],
  ["SQLite", "é$b = ?"],
  ["Postgres", "a = '?' and b = ?"],
  ["Postgres", "a = $$ ?) ' $$ and b = ?"],
  ["Postgres", "a = $tag$ ?) $$ $tag$ and b = ?"],
  ["Postgres", "a = 1 -- ?)\r and b = ?"],
  ["Postgres", "a = '1'::int and b = ?"],
  ["Postgres", "a = $t$ ?) $t$ and b = ?"],
  ["Postgres", "a = $$$$ and b = ?"],
  ["Postgres", "a$b$ = ?"],
];
for (const [dialect, sql] of LITERALS) {
  Deno.test(`toSqlText() finds one value in ${dialect}'s ${JSON.stringify(sql)}`, () => {
    const { pieces, values } = read(dialect)(sql, [1]);
    const at = sql.lastIndexOf("?");
    deepStrictEqual([pieces, values], [[` ${sql.slice(0, at)} `, `  `], ["<1>"]]);
  });
}

Deno.test("toSqlText() finds a value between two comments, and between two texts", () => {
  for (
    const [dialect, sql] of [["SQLite", "/* a */ ? /* b */"], [
      "Postgres",
      "$$ a $$ ? $$ b $$",
    ]] as const
  ) {
    strictEqual(read(dialect)(sql, [1]).values.length, 1);
  }
});

/** What could close the bracket around a where, start a second statement, or hide a value. */
const REJECTED: readonly [dialect: "SQLite" | "Postgres", sql: string, why: RegExp][] = [
  ["SQLite", "1=1) or (1=1", /found "\)" without "\(", expected brackets in pairs/],
  ["SQLite", ")", /found "\)" without/],
  ["SQLite", "(1=1", /found "\(" without "\)"/],
  ["SQLite", "a = '", /found ', expected its end too/],
  ["SQLite", 'a = "', /found ", expected its end too/],
  ["SQLite", "a = `", /found `, expected its end too/],
  ["SQLite", "a = [", /found \[, expected its end too/],
  ["SQLite", "a /* b", /found \/\*, expected its end too/],
  ["SQLite", "a /* /* */", /found a comment in a comment/],
  ["SQLite", "a = $1", /found \$, expected a value as \? or :name/],
  ["SQLite", "a = $$", /found \$, expected a value/],
  ["SQLite", "a = #x", /found #/],
  ["SQLite", "a::text", /found :/],
  ["SQLite", "1=1; drop table notes", /found more after a semicolon/],
  ["SQLite", "1=1; -- end\n select 1", /found more after a semicolon/],
  ["SQLite", "1; 2; 3", /found more after a semicolon/],
  ["SQLite", "1=1;x", /found more after a semicolon/],
  ["SQLite", "a /*/* */", /found a comment in a comment/],
  ["Postgres", "1=1) or (1=1", /found "\)" without/],
  ["Postgres", "a = E'x'", /found E', expected/],
  ["Postgres", "a = e'x'", /found e', expected/],
  ["Postgres", "a = $tag$ x", /found \$,/],
  ["Postgres", "a /* /* */ ) */", /found a comment in a comment/],
  ["Postgres", "1=1; drop table notes", /found more after a semicolon/],
];
for (const [dialect, sql, why] of REJECTED) {
  Deno.test(`toSqlText() rejects ${dialect}'s ${JSON.stringify(sql)}`, () => {
    throws(() => read(dialect)(sql, []), { name: "DataError", message: why });
  });
}

/** A semicolon that ends the only statement, and a trigger, which holds others. */
const WHOLE = [
  "select 1;",
  "select 1; --\n",
  "create trigger t after insert on a\nbegin\n  select 1;\n  select 2;\nend",
  "select 1; -- done",
  "select 1; /* done */ ",
  "create trigger t after insert on a begin insert into b values (1); insert into b values (2); end",
  "CREATE TEMP TRIGGER t after insert on a begin select 1; end;",
  " create temporary trigger t after insert on a begin select 1; end ; ",
];
for (const sql of WHOLE) {
  Deno.test(`toSqlText() takes ${JSON.stringify(sql)}`, () => {
    strictEqual(sqlite(sql), ` ${sql} `);
    strictEqual(postgres(sql), ` ${sql} `);
  });
}

/** What looks like a trigger, and would let a second statement pass. */
const NO_TRIGGERS = [
  "create trigger t after insert on a begin select 1; end; drop table a",
  "select 1; create trigger t after insert on a begin select 1; end",
  "createtrigger t after insert on a begin select 1; end",
  "create temptrigger t after insert on a begin select 1; end",
  "create triggers t after insert on a begin select 1; end",
  "create trigger t after insert on a begin select 1; send",
];
for (const sql of NO_TRIGGERS) {
  Deno.test(`toSqlText() rejects ${JSON.stringify(sql)}`, () => {
    throws(() => sqlite(sql), {
      name: "DataError",
      message: `Cannot run ${show(sql)}: found more after a semicolon, expected one statement`,
    });
  });
}

Deno.test("toSqlText() says which text has no value for which name", () => {
  throws(() => sqlite("a = :b", {}), {
    message: 'Cannot run "a = :b": no value for :b, expected { b: … }',
  });
});

Deno.test("toSqlText() shows no more than the start of a long text in an error", () => {
  throws(() => sqlite(`${"x".repeat(100)} = ?`), {
    message: `Cannot run "${"x".repeat(60)}…": it has 0 values, expected 1`,
  });
});

Deno.test("toSqlText() reads a text again after a thousand others", () => {
  for (let i = 0; i < 1005; i++) strictEqual(sqlite(`a${i} = ?`, i), ` a${i} =  <${i}>  `);
  strictEqual(sqlite("a0 = ?", 1), " a0 =  <1>  ");
});

Deno.test("a value of a where text never becomes SQL", () => {
  using db = database(":memory:");
  const notes = db.create("notes", { id: Number, text: String });
  const hostile = ["' or 1=1 --", "?", ":a", "\\' or ''='", "x) or (1=1"];
  notes.insertAll([{ text: "other" }, ...hostile.map((text) => ({ text }))]);
  for (const text of hostile) {
    deepStrictEqual(notes("text = ?", [text]).map((note) => note.text), [text]);
    deepStrictEqual(notes("text = :t", { t: text }).map((note) => note.text), [text]);
    deepStrictEqual(db.sql`select text from notes where text = ${text}`, [{ text }]);
  }
});

Deno.test("a where text that ends in a comment does not swallow what comes after", () => {
  using db = database(":memory:");
  const notes = db.create("notes", { id: Number, text: String });
  notes.insertAll([{ text: "a" }, { text: "b" }]);
  deepStrictEqual(notes("text = 'a' -- only", [], { limit: 1 }).map(({ id }) => id), [1]);
  deepStrictEqual(notes("1 = 1 -- all", [], { orderBy: "-id", limit: 1 }).map(({ id }) => id), [2]);
});

Deno.test("sql has a placeholder for each value", () => {
  const { text, values } = sql`lower(a) = ${"x"} or b > ${2}`;
  deepStrictEqual([text, values], ["lower(a) = ? or b > ?", ["x", 2]]);
});
