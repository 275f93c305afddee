/** Approach 1: fastApp() makes the tables. */
import { fastApp, serve } from "@fasthtml/fasthtml";

export const { app, rt, tables: { store, task: tasks } } = fastApp({
  db: "data/tasks.db", // SQLite file for persistence
  tables: {
    store: { key: String, value: String, pk: "key" },
    task: {
      id: Number,
      name: String,
      done: Boolean,
      priority: Number,
      profile_id: Number,
      pk: "id",
    },
  },
});

// `tasks` is a table, and `tasks.Row` the class of its rows.
rt("/", () => tasks()); // a list of rows is JSON

serve(app);
