/** A list that you sort by dragging, or with buttons. The order is in the database. */
import { database, fastApp, Form, Hidden, Li, serve, Span, Ul } from "@fasthtml/fasthtml";
import { Icon } from "@fasthtml/fasthtml/ext/icons";
import { SortableJS } from "@fasthtml/fasthtml/ext/js";
import { AuthPage, IconButton, ui } from "@fasthtml/fasthtml/ext/ui";

class Song {
  id = 0;
  owner = "";
  title = "";
  place = 0;

  __ft__() {
    const { id, title } = this;
    const up = { id: `up-${id}`, label: `Move ${title} up`, icon: "arrow-up" } as const;
    const move = { hx_post: raise.to({ id }), hx_target: "#songs" } as const;
    return Li(
      Hidden(id, { name: "ids" }),
      Icon("grip-vertical"),
      Span(title),
      IconButton({ type: "button", ...up, ...move }),
    );
  }
}

const TITLES = ["Summertime", "Blue Moon", "Misty", "Autumn Leaves", "Fever"];
export const db = database(":memory:");
const songs = db.create(Song);
export const { app, rt } = fastApp({
  ...ui({ css: css(), hdrs: SortableJS() }),
  csp: true,
  session: { cookie: "songs_" },
  before: ({ session }) => void songs.xtra({ owner: session.id ??= crypto.randomUUID() }),
});
const inOrder = () => songs({ orderBy: "place, id" });

const index = rt.get("/", () => {
  if (songs.count() === 0) songs.insertAll(TITLES.map((title, place) => ({ title, place })));
  // SortableJS sends an event "end", which sends the ids in their new order.
  const list = Ul({ id: "songs", cls: "sortable" }, inOrder());
  const form = Form({ hx_post: sort, hx_trigger: "end", hx_target: "#songs" }, list);
  return AuthPage({ title: "Playlist", brand: "Drag to sort", home: index }, form);
});

const sort = rt.post("/sort", { ids: [Number] }, ({ ids }) => (save(ids), inOrder()));

const raise = rt.post("/up/{id:int}", ({ id }) => {
  const ids = inOrder().map((song) => song.id), from = ids.indexOf(id);
  if (from > 0) ids.splice(from - 1, 2, id, ids[from - 1]!);
  save(ids);
  return inOrder();
});

/** Stores the order. Ids of others, and those that do not exist, are ignored. */
function save(ids: number[]) {
  const known = new Set(inOrder().map(({ id }) => id));
  ids.filter((id) => known.has(id)).forEach((id, place) => songs.update({ id, place }));
}

function css() {
  return `.sortable { display: grid; gap: .5rem; padding: 0 } .sortable span { flex: 1 }
    .sortable li { display: flex; align-items: center; gap: .5rem; padding: .25rem .75rem; cursor: grab;
      list-style: none; border: 1px solid var(--ui-line); border-radius: var(--ui-radius) }`;
}

serve(app);
