/** The same queries by hand: named statements of npm:pg, and constant headers. */
import { learn, learnHeaders } from "../answers.ts";
import { toList, toTable } from "../html.ts";
import { offer } from "../program.ts";
import { ADDED, byMessage, type Fortune, type Item, random, twenty, type World } from "../rows.ts";
import { connect } from "./connect.ts";

const [url, origin] = Deno.args;
const { run } = connect(url);

const list = await learn(`${origin}/list`, /<ul>.*<\/ul>/s);
const fortunes = await learn(`${origin}/fortunes`, /<table>.*<\/table>/s);
const json = { headers: await learnHeaders(`${origin}/db`) };

offer(async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/list") return list(request, toList(await selectItems()));
  if (pathname === "/db") return Response.json(await selectWorld(random()), json);
  if (pathname === "/queries") {
    return Response.json(await Promise.all(twenty().map(selectWorld)), json);
  }
  if (pathname === "/updates") {
    const worlds = await Promise.all(
      twenty().map(async (id) => {
        const world = await selectWorld(id);
        world.value = random();
        await run("update", "UPDATE world SET value = $1 WHERE id = $2", [
          String(world.value),
          String(id),
        ]);
        return world;
      }),
    );
    return Response.json(worlds, json);
  }
  if (pathname === "/fortunes") {
    const all = [...await selectFortunes(), ADDED].sort(byMessage);
    return fortunes(request, toTable(all));
  }
  return new Response("Not Found", { status: 404 });
});

async function selectItems(): Promise<Item[]> {
  const { rows } = await run("items", "SELECT id, title, done FROM item LIMIT 100", []);
  return rows.map(([id, title, done]) => ({ id, title, done }) as Item);
}

async function selectWorld(id: number): Promise<World> {
  const { rows } = await run("world", "SELECT id, value FROM world WHERE id = $1", [String(id)]);
  return { id: rows[0][0], value: rows[0][1] } as World;
}

async function selectFortunes(): Promise<Fortune[]> {
  const { rows } = await run("fortunes", "SELECT id, message FROM fortune", []);
  return rows.map(([id, message]) => ({ id, message }) as Fortune);
}
