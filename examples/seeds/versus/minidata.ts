/** MiniDataAPI: the five verbs and `xtra`. */
import { database } from "@fasthtml/fasthtml";

const db = database(":memory:");

class Todo {
  id = 0;
  title = "";
  status = "";
  name = "";
}
const todos = db.create(Todo, { pk: "id" });

todos.insert({ title: "Task", status: "open", name: "Alice" }); // Create
todos.insert({ title: "Other", status: "open", name: "Bob" });
const one = todos[1]; // Read: single
const open = todos("status = 'open'"); // Read: multiple
todos.update({ id: 1, status: "done" }); // Update
todos.xtra({ name: "Alice" }); // Scoped: from here on, only Alice's
const hers = todos();
todos.delete(1); // Delete

// deno-lint-ignore no-console -- the program prints what it has read
console.log(JSON.stringify([one.title, open.length, hers.map(({ status }) => status), todos()]));
