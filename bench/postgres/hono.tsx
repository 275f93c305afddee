/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** The same queries from a Hono application, by drizzle with prepared statements. */
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { bigint, boolean, pgTable, text } from "drizzle-orm/pg-core";
import { Hono } from "hono";
import { learnPage } from "../hono_page.tsx";
import { Fortunes, List } from "../hono_rows.tsx";
import { offer } from "../program.ts";
import { ADDED, byMessage, random, twenty } from "../rows.ts";

const [url, origin] = Deno.args;
const answer = await learnPage(`${origin}/`, "<p>Hello, World!</p>");
const db = drizzle({ connection: { connectionString: url, max: 10 } });

const id = () => bigint({ mode: "number" }).primaryKey();
const item = pgTable("item", { id: id(), title: text().notNull(), done: boolean().notNull() });
const world = pgTable("world", { id: id(), value: bigint({ mode: "number" }).notNull() });
const fortune = pgTable("fortune", { id: id(), message: text().notNull() });

const byId = eq(world.id, sql.placeholder("id"));
const selectItems = db.select().from(item).limit(100).prepare("items");
const selectWorld = db.select().from(world).where(byId).prepare("world");
const updateWorld = db.update(world).set({ value: sql`${sql.placeholder("value")}` }).where(byId)
  .prepare("update");
const selectFortunes = db.select().from(fortune).prepare("fortunes");

const app = new Hono();
app.get("/list", async (c) => answer(c, <List items={await selectItems.execute()} />));
app.get("/db", async (c) => c.json((await selectWorld.execute({ id: random() }))[0]));
app.get("/queries", async (c) =>
  c.json(
    await Promise.all(twenty().map(async (id) => (await selectWorld.execute({ id }))[0])),
  ));
app.get("/updates", async (c) =>
  c.json(
    await Promise.all(
      twenty().map(async (id) => {
        const [found] = await selectWorld.execute({ id });
        found.value = random();
        await updateWorld.execute({ ...found });
        return found;
      }),
    ),
  ));
app.get("/fortunes", async (c) => {
  const all = [...await selectFortunes.execute(), ADDED].sort(byMessage);
  return answer(c, <Fortunes fortunes={all} />, "Fortunes");
});

offer(app.fetch);
