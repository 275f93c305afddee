/** Migrations of a database. */
import type { Database, Migration } from "../database_types.ts";
import { DataError } from "../errors.ts";

/** Applies the migrations that a database lacks, each with its record in one transaction. */
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
    // Counted outside of the transaction, which runs its function again after a conflict.
    const isApplied = await db.transaction(async () => {
      // The record first: another process at the same migration waits here, and then skips it.
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
