import { deepStrictEqual } from "node:assert";
import { database } from "../../../lib/data/mod.ts";
import { parseDefinition, toColumnText } from "../../../lib/data/sqlite/definition.ts";

const SQL = `create table "a ""b""" ( -- a comment, (with a bracket
  id integer constraint pk primary key on conflict replace autoincrement,
  [odd name] varchar ( 20 ) not null collate nocase default 'it''s, (' /* a , */ unique,
  \`c\` decimal(10, 2) default null check (c > 0 or c is null), 'text',
  d int constraint "to one" references p (id) on delete set null match simple deferrable initially deferred,
  e as (d + 1) stored, f integer generated always as (d * 2), g default (1, 2) null on conflict fail,
  constraint two unique (d, "c") on conflict ignore check (d < 5)
  foreign key (d, c) references q not deferrable
) without rowid, strict`;

Deno.test("parseDefinition() reads columns and constraints in their own words", () => {
  const { columns, constraints, suffix } = parseDefinition(SQL);
  deepStrictEqual(
    columns.map(({ name, type, clauses }) => [name, type, ...clauses.map(({ kind }) => kind)]),
    [
      ["id", "integer", "PRIMARY"],
      ["odd name", "varchar ( 20 )", "NOT", "COLLATE", "DEFAULT", "UNIQUE"],
      ["c", "decimal(10, 2)", "DEFAULT", "CHECK"],
      ["text", ""],
      ["d", "int", "REFERENCES"],
      ["e", "", "AS"],
      ["f", "integer", "GENERATED"],
      ["g", "", "DEFAULT", "NULL"],
    ],
  );
  deepStrictEqual(columns.map(({ clauses }) => clauses.flatMap(({ names }) => names)), [
    [],
    [],
    ["c", "or", "c", "is", "null"],
    [],
    [],
    ["d"],
    ["d"],
    [],
  ]);
  deepStrictEqual(constraints, [
    {
      kind: "UNIQUE",
      text: 'constraint two unique (d, "c") on conflict ignore',
      names: ["d", "c"],
    },
    { kind: "CHECK", text: "check (d < 5)", names: ["d"] },
    {
      kind: "FOREIGN",
      text: "foreign key (d, c) references q not deferrable",
      names: ["d", "c"],
    },
  ]);
  deepStrictEqual(suffix, " without rowid, strict");
});

Deno.test("toColumnText() gives a column's words back", () => {
  const { columns } = parseDefinition(SQL);
  deepStrictEqual(columns.map(toColumnText).slice(0, 5), [
    "id integer constraint pk primary key on conflict replace autoincrement",
    "[odd name] varchar ( 20 ) not null collate nocase default 'it''s, (' unique",
    "`c` decimal(10, 2) default null check (c > 0 or c is null)",
    "'text'",
    'd int constraint "to one" references p (id) on delete set null match simple deferrable initially deferred',
  ]);
});

Deno.test("parseDefinition() reads what SQLite keeps of CREATE TABLE … AS and of ALTER TABLE", () => {
  using db = database(":memory:");
  db.q("create table a as select 1 as one, 'x' as \"two words\"");
  db.q("alter table a add column three text default 'a)'");
  const [{ sql }] = db.q<{ sql: string }>("select sql from sqlite_schema") as [{ sql: string }];
  deepStrictEqual(parseDefinition(sql).columns.map(toColumnText), [
    "one",
    '"two words"',
    "three text default 'a)'",
  ]);
});
