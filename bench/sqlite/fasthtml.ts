/** Queries of a SQLite file, from an application of this project. */
import {
  A,
  database,
  fastApp,
  Li,
  P,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Titled,
  Tr,
  Ul,
} from "../../mod.ts";
import { offer } from "../program.ts";
import { SECRET } from "../answers.ts";
import { ADDED, byMessage, random, twenty } from "../rows.ts";

class Item {
  id = 0;
  title = "";
  done = false;
}

class World {
  id = 0;
  value = 0;
}

class Fortune {
  id = 0;
  message = "";
}

const db = database(Deno.args[0]);
const items = db.create(Item), worlds = db.create(World), fortunes = db.create(Fortune);
const { app, rt } = fastApp({ secretKey: SECRET });

rt("/", () => Titled("Hello", P("Hello, World!")));

rt("/list", () =>
  Ul(
    items({ limit: 100 }).map(({ id, title, done }) =>
      Li(
        { id: `item-${id}`, cls: done ? "done" : "open" },
        A(title, { href: `/items/${id}` }),
      )
    ),
  ));

rt("/db", () => worlds[random()]);

rt("/queries", () => twenty().map((id) => worlds[id]));

rt("/updates", () =>
  twenty().map((id) => {
    const world = worlds[id];
    world.value = random();
    return worlds.update(world);
  }));

rt("/fortunes", () => {
  const all = [...fortunes(), ADDED].sort(byMessage);
  return Titled(
    "Fortunes",
    Table(
      Thead(Tr(Th("Id"), Th("Message"))),
      Tbody(all.map(({ id, message }) => Tr(Td(id), Td(message)))),
    ),
  );
});

offer(app.fetch);
