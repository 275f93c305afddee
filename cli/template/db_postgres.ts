/** The database: Postgres at `DATABASE_URL`, or without it PGlite, a Postgres in this process. */
import { database } from "@fasthtml/fasthtml";
import { pglite, postgres } from "@fasthtml/fasthtml/ext/postgres";

const url = Deno.env.get("DATABASE_URL");
if (!url && Deno.env.get("DENO_ENV") === "production") {
  throw new Error("Cannot open the database: no DATABASE_URL, expected postgres://…");
}

export const db = database(url ? postgres(url) : pglite(Deno.env.get("DB") ?? "data/postgres"));
