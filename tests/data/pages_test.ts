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

Deno.test("a page goes on behind a date that has more digits than a Date, in any format", () => {
  const raw = new DatabaseSync(":memory:");
  using db = database(raw);
  const days = ["2026-01-01 10:00:00", "2026-01-01 10:00:00.000001", "2026-01-01 10:00:00.000002"];
  raw.exec("create table log (id integer primary key, at datetime)");
  for (const day of days) raw.prepare("insert into log (at) values (?)").run(day);
  const log = db.table("log");
  const seen: unknown[] = [];
  let next: string | undefined;
  do {
    const page = log.page({ orderBy: "at", size: 1, after: next });
    seen.push(...page.rows.map(({ id }) => id));
    next = page.next;
  } while (next && seen.length < 9);
  deepStrictEqual(seen, [1, 2, 3]);
});

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
