import { database } from "@fasthtml/fasthtml";
import type { DataTable } from "@fasthtml/fasthtml/data";
import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, newApp } from "../_app.ts";

class Todo {
  id = 0;
  title = "";
  user = 0;
}

/** A table with a row of user 1 and one of user 2, and what it shows. */
function fill(): { todos: DataTable<Todo, number>; titles: () => string } {
  const todos = database(":memory:").create(Todo);
  todos.insertAll([{ title: "ann", user: 1 }, { title: "bob", user: 2 }]);
  return { todos, titles: () => todos().map(({ title }) => title).join() };
}

const bytes = new TextEncoder();

/** A stream that is asked three times, after it was handed over. */
function ask(titles: () => string): ReadableStream<Uint8Array> {
  let asked = 0;
  return new ReadableStream({
    pull(controller) {
      if (asked++ === 3) controller.close();
      else controller.enqueue(bytes.encode(`${titles()};`));
    },
  }, { highWaterMark: 0 });
}

Deno.test("xtra holds in bodies that are made while they are sent, over a socket", async () => {
  const { todos, titles } = fill();
  const { app, rt } = newApp({ before: () => void todos.xtra({ user: 1 }) });
  rt("/response", () => new Response(ask(titles), { status: 201, headers: { "x-a": "b" } }));
  rt("/stream", () => ask(titles));
  rt("/text", () => new Response(titles()));
  rt("/empty", () => new Response(null, { status: 204 }));
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const get = (path: string) => fetch(`http://127.0.0.1:${server.addr.port}${path}`);
  const made = await get("/response");
  strictEqual(made.headers.get("x-a"), "b");
  deepStrictEqual(await answer(made), [201, "ann;ann;ann;"]);
  deepStrictEqual(await answer(get("/stream")), [200, "ann;ann;ann;"]);
  deepStrictEqual(await answer(get("/text")), [200, "ann"]);
  deepStrictEqual(await answer(get("/empty")), [204, ""]);
});

Deno.test("a body that xtra holds in is cancelled when the client leaves", async () => {
  const { todos, titles } = fill();
  const { app, rt } = newApp({ before: () => void todos.xtra({ user: 1 }) });
  const seen: unknown[] = [];
  const cancel = (reason: unknown) => void seen.push(reason, titles());
  rt("/", () => new Response(new ReadableStream({ cancel })));
  await (await app.request("/")).body!.cancel("gone");
  deepStrictEqual(seen, ["gone", "ann"]);
});
