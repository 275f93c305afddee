import type { Database, Migration } from "../database_types.ts";
import { DataError } from "../errors.ts";

/** Applies the migrations that a database has not seen, each with its record in one transaction. */
export async function migrate(
  db: Database<boolean>,
  migrations: readonly Migration[],
): Promise<number> {
  const records = db.create("_migrations", { id: Number, applied: Date });
  const seen = await records.count();
  if (seen > migrations.length) {
    throw new DataError(
      `Cannot migrate: the database has seen ${seen} migrations, expected at most the ` +
        `${migrations.length} of the list`,
    );
  }
  let applied = 0;
  for (let id = seen + 1; id <= migrations.length; id++) {
    // counted outside: a transaction that conflicts with another runs its function again
    const isApplied = await db.transaction(async () => {
      // the record first: another process that is at the same one waits here, and then skips it
      const record = await records.insert({ id, applied: new Date() }, { ignore: true });
      if (record) await apply(db, migrations[id - 1], id);
      return record !== undefined;
    });
    if (isApplied) applied++;
  }
  return applied;
}

async function apply(db: Database<boolean>, migration: Migration, id: number): Promise<void> {
  try {
    if (typeof migration === "function") await migration(db);
    else for (const sql of [migration].flat()) await db.q(sql);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DataError(`Cannot apply migration ${id}: ${why}`, { cause: error });
  }
}
