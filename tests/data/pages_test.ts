import { deepStrictEqual, strictEqual } from "node:assert";
import { DatabaseSync } from "node:sqlite";
import { database } from "../../lib/data/mod.ts";

Deno.test("each() holds some rows at a time, not all", () => {
  using db = database(":memory:");
  const notes = db.create("notes", { id: Number });
  notes.insertAll(Array.from({ length: 1200 }, () => ({})));
  let seen = 0;
  for (const { id } of notes.each()) {
    if (id === 1) notes.deleteWhere();
    seen++;
  }
  deepStrictEqual([seen, notes.count()], [500, 0]);
});

/** What other programs have in columns: dates in several forms, and what does not fit. */
const FOREIGN: Record<string, readonly unknown[]> = {
  datetime: [
    "2026-01-01 10:00:00",
    "2026-01-01 10:00:00.000002",
    "2026-01-01 10:00:00.000001",
    "2026-01-01T10:00:00.000Z",
    1767261600000,
    1767261600001,
    "soon",
    "",
    null,
  ],
  date: ["2026-01-01", "2026-01-01 10:00:00", 20260101, "today", null],
  integer: [5, 9007199254740993n, 9007199254740995n, 1.5, "five", null],
  real: [0.5, "much", 2n ** 60n, null],
  bigint: [1n, 2n ** 62n, 2n ** 62n + 1n, null],
  boolean: [0, 1, "yes", 5, null],
  text: ["5", "", "a", null],
  "": [5, "5", 1.5, 2n ** 60n + 1n, null],
};

for (const [type, values] of Object.entries(FOREIGN)) {
  Deno.test(`a page goes on behind any value of a column ${type || "without a type"}`, () => {
    const raw = new DatabaseSync(":memory:");
    using db = database(raw);
    raw.exec(`create table log (id integer primary key, v ${type})`);
    for (const value of values) {
      raw.prepare("insert into log (v) values (?)").run(value as string);
    }
    const log = db.table<{ id: number; v: unknown }, number>("log");
    for (const orderBy of ["v", "-v"] as const) {
      const wanted = log({ orderBy: `${orderBy}, id` }).map(({ id }) => id);
      const seen: number[] = [];
      let next: string | undefined;
      do {
        const page = log.page({ orderBy, size: 1, after: next });
        seen.push(...page.rows.map(({ id }) => id));
        next = page.next;
      } while (next && seen.length <= values.length);
      deepStrictEqual(seen, wanted, orderBy);
    }
  });
}

Deno.test("a page begins in the index of its order", () => {
  const raw = new DatabaseSync(":memory:");
  using db = database(raw);
  const posts = db.create("posts", { id: Number, at: Date }, { notNull: ["at"], indexes: ["at"] });
  posts.insertAll([1, 2, 3].map((n) => ({ at: new Date(n) })));
  const { next } = posts.page({ orderBy: "-at", size: 2 });
  deepStrictEqual(posts.page({ orderBy: "-at", after: next }).rows.map(({ id }) => id), [1]);
  const plan = raw.prepare(
    'explain query plan select "id" from "posts" where "at" <= ? and ("at" < ? or "at" = ? and "id" > ?) order by "at" desc, "id"',
  ).all("2", "2", "2", 1);
  strictEqual(plan[0]!.detail, "SEARCH posts USING COVERING INDEX idx_posts_at (at<?)");
});
