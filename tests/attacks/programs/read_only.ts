/** A program whose database file stops taking writes. */
import { database, fastApp, serve } from "@fasthtml/fasthtml";

const db = database("data/app.db");
const rows = db.create("row", { id: Number, n: Number });
const { app, rt } = fastApp({ secretKey: "x".repeat(32) });

rt.post("/lock", () => db.q("pragma query_only = on"));
rt.post("/unlock", () => db.q("pragma query_only = off"));
rt.post("/add", () => `added ${rows.insert({ n: 1 }).id}`);
rt.get("/ok", () => "ok");

serve(app);
