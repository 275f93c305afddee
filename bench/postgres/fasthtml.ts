/** Queries of a Postgres database, from an application of this project. */
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
import { postgres } from "../../ext/postgres.ts";
import { SECRET } from "../answers.ts";
import { offer } from "../program.ts";
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

const db = database(postgres(Deno.args[0]));
const items = db.create(Item), worlds = db.create(World), fortunes = db.create(Fortune);
await Promise.all([items.ready(), worlds.ready(), fortunes.ready()]);
const { app, rt } = fastApp({ secretKey: SECRET });

rt("/", () => Titled("Hello", P("Hello, World!")));

rt("/list", async () =>
  Ul(
    (await items({ limit: 100 })).map(({ id, title, done }) =>
      Li(
        { id: `item-${id}`, cls: done ? "done" : "open" },
        A(title, { href: `/items/${id}` }),
      )
    ),
  ));

rt("/db", () => worlds.get(random()));

rt("/queries", () => Promise.all(twenty().map((id) => worlds.get(id))));

rt("/updates", () =>
  Promise.all(
    twenty().map(async (id) => {
      const world = await worlds.get(id);
      world.value = random();
      return await worlds.update(world);
    }),
  ));

rt("/fortunes", async () => {
  const all = [...await fortunes(), ADDED].sort(byMessage);
  return Titled(
    "Fortunes",
    Table(
      Thead(Tr(Th("Id"), Th("Message"))),
      Tbody(all.map(({ id, message }) => Tr(Td(id), Td(message)))),
    ),
  );
});

offer(app.fetch);
