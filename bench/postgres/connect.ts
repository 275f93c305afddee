/** npm:pg by hand, by the rules that ext/postgres keeps, too. */
// @ts-types="../../ext/postgres/types.ts"
import pg from "pg";

/** Runs a statement under a name. */
export type Run = (name: string, text: string, values: string[]) => Promise<{ rows: unknown[][] }>;

/** Named statements, and a connection that only a broken one loses. */
export function connect(url: string): { pool: InstanceType<typeof pg.Pool>; run: Run } {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 0,
    maxLifetimeSeconds: 1800,
    types: { getTypeParser: (oid) => PARSERS[oid] ?? String },
  });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const run: Run = async (name, text, values) => {
    const client = await pool.connect();
    let lost: Error | undefined;
    try {
      return await client.query({ name, text, values, rowMode: "array" });
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) lost = error as Error;
      throw error;
    } finally {
      client.release(lost);
    }
  };
  return { pool, run };
}

const PARSERS: Record<number, (text: string) => unknown> = {
  16: (text) => text === "t",
  20: Number,
};
