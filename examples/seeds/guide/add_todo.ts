/** The program that `testing_test.ts` tests. */
import { fastApp, Li, P, serve, Ul } from "@fasthtml/fasthtml";

export const { app, rt, tables: { todos } } = fastApp({
  db: ":memory:",
  tables: { todos: { task: String } },
});

rt("/", { q: "World" }, ({ q }) => P(`Hello, ${q}`));

rt("/change", () => P("Nice to be here!", { id: "msg" }));

rt.post({ task: String }, function add_todo({ task }) {
  todos.insert({ task });
  return P("Added");
});

rt("/todos", () => Ul(todos().map((todo) => Li(todo.task))));

serve(app);
