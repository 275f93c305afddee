/** The programs of the design, word for word: they compile, and they do what they say. */
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { setTimeout as delay } from "node:timers/promises";
import {
  A,
  Button,
  Client,
  database,
  Div,
  EventStream,
  fastApp,
  Li,
  P,
  sseMessage,
  Time,
  Titled,
  Ul,
} from "@fasthtml/fasthtml";

const secretKey = "a secret of at least thirty-two characters";
const text = async (answer: Response | Promise<Response>) => await (await answer).text();

Deno.test("the smallest program answers with a page", async () => {
  const { app, rt } = fastApp();

  rt("/", () => Titled("Hello", P("Hello, World!")));

  match(await text(app.request("/")), /^<!doctype html>.*<title>Hello<\/title>.*Hello, World!/is);
});

Deno.test("the path gives types by itself, the second argument declares the rest", async () => {
  class Todo {
    id = 0;
    title = "";
    done = false;
  }
  const todos = database(":memory:").create(Todo);
  const TodoItem = (todo: Todo) => Li(todo.title, todo.done && " ✓");
  const { app, rt } = fastApp();
  const client = new Client(app);

  rt(
    "/greet/{name}",
    { excited: false },
    ({ name, excited }) => P(`Hello, ${name}`, excited ? "!!!" : "."),
  );

  const toggle = rt({ id: Number }, function toggle({ id }) {
    return TodoItem(todos.update({ id, done: !todos[id].done }));
  });
  const index = rt(function index() {
    return Ul(todos().map(TodoItem));
  });

  strictEqual(toggle.to({ id: 42 }), "/toggle?id=42");
  // @ts-expect-error a missing id does not compile
  (() => toggle.to({}));
  // @ts-expect-error nor does a wrong one
  (() => toggle.to({ id: "42" }));
  strictEqual(
    `${Button("Done", { hx_post: toggle.to({ id: 42 }), hx_swap: "outerHTML" })}`,
    '<button hx-post="/toggle?id=42" hx-swap="outerHTML">Done</button>',
  );
  strictEqual(`${A("List", { href: index })}`, '<a href="/">List</a>');

  todos.insert({ title: "Write" });
  strictEqual(
    await text(client.get("/greet/Ada?excited=on", { htmx: true })),
    "<p>Hello, Ada!!!</p>",
  );
  strictEqual(await text(client.post(toggle.to({ id: 1 }), { htmx: true })), "<li>Write ✓</li>");
  strictEqual(await text(client.get(`${index}`, { htmx: true })), "<ul><li>Write ✓</li></ul>");
});

Deno.test("a class is a table, a form and a view; sessions are signed cookies", async () => {
  class Todo {
    id = 0;
    title = "";
    done = false;
    details = "";
    __ft__() {
      return Li(this.title, { id: `todo-${this.id}` });
    }
  }

  const db = database(":memory:");
  const todos = db.create(Todo);
  const { app, rt } = fastApp({ secretKey });

  rt.post("/add", { todo: Todo }, ({ todo }) => todos.insert(todo));

  rt("/visits", ({ session }) => {
    session.count = (session.count ?? 0) + 1;
    return P(`Visit ${session.count}`);
  });

  const client = new Client(app);
  const added = await client.post("/add", { data: { title: "Read" }, htmx: true });
  strictEqual(await added.text(), '<li id="todo-1">Read</li>');
  deepStrictEqual({ ...todos[1] }, { id: 1, title: "Read", done: false, details: "" });
  await client.get("/visits");
  strictEqual(await text(client.get("/visits", { htmx: true })), "<p>Visit 2</p>");
});

Deno.test("the all-in-one form makes application and tables", () => {
  const { app, rt, tables: { users } } = fastApp({
    db: ":memory:",
    tables: { users: { username: String, pk: "username" } },
  });

  const { username } = users.insert({ username: "eve" });

  strictEqual(username, "eve");
  strictEqual("eve" in users, true);
  strictEqual(rt, app.route);
});

Deno.test("sockets and event streams are declared as routes are", async () => {
  const { app, rt } = fastApp({ exts: ["ws"] });

  app.ws("/ws", { msg: String }, async ({ msg, send }) => {
    await send(Div(`Hello ${msg}`, { id: "notifications", hx_swap_oob: true }));
  }, {
    onConnect: ({ send }) => send(Div("Connected", { id: "notifications", hx_swap_oob: true })),
  });

  rt("/clock", ({ signal }) =>
    EventStream(async function* () {
      while (!signal.aborted) {
        yield sseMessage(Time(new Date().toISOString()));
        await delay(10);
      }
    }));

  const answer = await app.request("/clock");
  match(answer.headers.get("content-type")!, /^text\/event-stream/);
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  match((await reader.read()).value!, /data: <time>20/);
  await reader.cancel();
  await app.close();
});
