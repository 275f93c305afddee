/** A program of Hono with a table, sessions and sockets. */
import { DatabaseSync } from "node:sqlite";
import { Hono } from "hono";
import { getSignedCookie, setSignedCookie } from "hono/cookie";
import { upgradeWebSocket } from "hono/deno";

const SECRET = "a secret of the bench, which no environment has";
const db = new DatabaseSync(":memory:");
db.exec("CREATE TABLE todo (id INTEGER PRIMARY KEY, title TEXT)");
const insert = db.prepare("INSERT INTO todo (title) VALUES (?)");
const app = new Hono();

app.get("/", async (c) => {
  const visits = Number(await getSignedCookie(c, SECRET, "visits") || 0) + 1;
  await setSignedCookie(c, "visits", String(visits), SECRET, { path: "/", httpOnly: true });
  insert.run("Visit");
  return c.html("<p>Hello, World!</p>");
});

app.get("/ws", upgradeWebSocket(() => ({ onMessage: (_, socket) => socket.send("<p>Hello</p>") })));

Deno.serve({ port: 0, hostname: "127.0.0.1" }, app.fetch);
