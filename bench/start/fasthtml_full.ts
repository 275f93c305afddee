/** A program of this project with a table, sessions and sockets. */
import { database, fastApp, P, serve } from "@fasthtml/fasthtml";

class Todo {
  id = 0;
  title = "";
}

const todos = database(":memory:").create(Todo);
const { app, rt } = fastApp({ secretKey: "a secret of the bench, which no environment has" });

rt("/", ({ session }) => {
  session.visits = Number(session.visits ?? 0) + 1;
  todos.insert({ title: "Visit" });
  return P("Hello, World!");
});

app.ws("/ws", () => P("Hello"));

serve(app, { port: 0, host: "127.0.0.1" });
