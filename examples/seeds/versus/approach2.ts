/** Approach 2: a database of its own, and tables that are made where they are missing. */
import { database, FastHTML, serve } from "@fasthtml/fasthtml";

export const app = new FastHTML();
const rt = app.route;

// Connects to the same SQLite file
const db = database("data/tasks.db");

// Makes the table "task" if it does not exist
const tasks = db.create("task", {
  id: Number,
  name: String,
  done: Boolean,
  priority: Number,
  profile_id: Number,
  pk: "id",
});

// And the table "store"
export const store = db.create("store", { key: String, value: String, pk: "key" });

// The classes of the rows
export const Task = tasks.Row;
export const Store = store.Row;

rt("/", () => tasks());

serve(app);
