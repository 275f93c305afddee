/** The database: a SQLite file, or the one that `DB` names. */
import { database } from "@fasthtml/fasthtml";

export const db = database(Deno.env.get("DB") ?? "data/app.db");
