import { deepStrictEqual, strictEqual } from "node:assert";
import { toColumnSql, toCreateIndexes, toCreateTable } from "../../../lib/data/backend.ts";
import type { Dialect } from "../../../lib/data/backend.ts";
import { shapeOfSchema } from "../../../lib/data/shape.ts";

const dialect: Dialect = {
  type: ({ kind }, alone) => alone ? `${kind}!` : kind,
  literal: ({ fallback }) => `<${fallback}>`,
};

Deno.test("toCreateTable() writes names in quotes, the key, defaults and foreign keys", () => {
  const shape = shapeOfSchema('a"b', { id: Number, n: Number, user: Number }, {
    notNull: ["n"],
    defaults: { n: 5 },
    foreignKeys: { user: "users" },
  });
  strictEqual(
    toCreateTable(shape, dialect, " STRICT"),
    `CREATE TABLE "a""b" (
  "id" integer! PRIMARY KEY,
  "n" float NOT NULL DEFAULT <5>,
  "user" integer,
  FOREIGN KEY ("user") REFERENCES "users" ("id") ON UPDATE CASCADE ON DELETE CASCADE
) STRICT`,
  );
});

Deno.test("toCreateTable() writes a composite key on a line of its own", () => {
  const shape = shapeOfSchema("p", { a: String, b: Number, pk: ["b", "a"] }, {});
  strictEqual(
    toCreateTable(shape, dialect),
    `CREATE TABLE "p" (
  "a" text NOT NULL,
  "b" integer NOT NULL,
  PRIMARY KEY ("b", "a")
)`,
  );
});

Deno.test("toCreateIndexes() names an index by its columns", () => {
  const shape = shapeOfSchema("p", { id: Number, a: String, b: String }, {
    indexes: ["a", ["a", "b"], { columns: ["b"], unique: true }],
  });
  deepStrictEqual(toCreateIndexes(shape), [
    'CREATE INDEX IF NOT EXISTS "idx_p_a" ON "p" ("a")',
    'CREATE INDEX IF NOT EXISTS "idx_p_a_b" ON "p" ("a", "b")',
    'CREATE UNIQUE INDEX IF NOT EXISTS "unique_p_b" ON "p" ("b")',
  ]);
});

Deno.test("toColumnSql() writes NOT NULL on a text key, which SQLite would let be null", () => {
  const column = { name: "id", kind: "text", notNull: true } as const;
  deepStrictEqual(
    [
      toColumnSql(column, dialect, true),
      toColumnSql({ ...column, kind: "integer" }, dialect, true),
    ],
    ['"id" text! PRIMARY KEY NOT NULL', '"id" integer! PRIMARY KEY'],
  );
});
