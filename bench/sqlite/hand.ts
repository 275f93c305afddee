/** The same queries by hand: prepared statements, and constant headers. */
import { DatabaseSync } from "node:sqlite";
import { learn, learnHeaders } from "../answers.ts";
import { PRAGMAS } from "../data/todos.ts";
import { toList, toTable } from "../html.ts";
import { offer } from "../program.ts";
import { ADDED, byMessage, type Fortune, type Item, random, twenty, type World } from "../rows.ts";

const [path, origin] = Deno.args;
const db = new DatabaseSync(path);
db.exec(PRAGMAS);
const selectItems = db.prepare("SELECT id, title, done FROM item LIMIT 100");
const selectWorld = db.prepare("SELECT id, value FROM world WHERE id = ?");
const updateWorld = db.prepare("UPDATE world SET value = ? WHERE id = ?");
const selectFortunes = db.prepare("SELECT id, message FROM fortune");

const list = await learn(`${origin}/list`, /<ul>.*<\/ul>/s);
const fortunes = await learn(`${origin}/fortunes`, /<table>.*<\/table>/s);
const json = { headers: await learnHeaders(`${origin}/db`) };

offer((request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/list") return list(request, toList(selectItems.all() as unknown as Item[]));
  if (pathname === "/db") return Response.json(selectWorld.get(random()), json);
  if (pathname === "/queries") {
    return Response.json(twenty().map((id) => selectWorld.get(id)), json);
  }
  if (pathname === "/updates") {
    const worlds = twenty().map((id) => {
      const world = selectWorld.get(id) as unknown as World;
      world.value = random();
      updateWorld.run(world.value, id);
      return world;
    });
    return Response.json(worlds, json);
  }
  if (pathname === "/fortunes") {
    const all = [...selectFortunes.all() as unknown as Fortune[], ADDED].sort(byMessage);
    return fortunes(request, toTable(all));
  }
  return new Response("Not Found", { status: 404 });
});
