import { fastApp, type FastHTML, Li, P, Ul } from "../../../mod.ts";
import { repr } from "../printed.ts";

class Item {
  id = 0;
  name = "";
  done = false;
  __ft__() {
    return Li(this.name, { id: `i${this.id}` });
  }
}

/** `apps/fastapp_db.py`: tables by `fastApp()`. */
export default function (): FastHTML {
  const { app, rt, tables: { items } } = fastApp({
    db: ":memory:",
    defaultHdrs: false,
    tables: { items: Item },
  });
  const { app: app2, rt: rt2, tables: { todos } } = fastApp({
    db: ":memory:",
    defaultHdrs: false,
    tables: { todos: { id: Number, title: String, pk: "id" } },
  });
  rt("/", () => Ul(items()));
  rt("/add", { i: Item }, ({ i }) => items.insert(i));
  rt("/addempty", { i: Item }, ({ i }) => repr({ ...items.insert(i) }));
  rt2("/", () => P(todos.columns.map(({ name }) => name).join(", ")));
  app.mount("/two", app2);
  return app;
}
