/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/**
 * The three answers as a Hono application with hono/jsx. What stands around the changing part is a
 * constant here, which is more than Hono's own layouts would do for it.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { type Context, Hono } from "hono";
import { frame, type Item, listen, paths } from "./answers.ts";

const [database, origin] = Deno.args;
const db = new DatabaseSync(database);
const select = db.prepare("SELECT id, title, done FROM item LIMIT 100");

const hello = await layout(paths.hello, "<p>Hello, World!</p>");
const greet = await layout(paths.greet, "<p>Hello, Ada Lovelace!!!</p>");
const list = await layout(paths.list, /<ul>.*<\/ul>/s);

const app = new Hono();
app.get("/", (c) => hello(c, <p>Hello, World!</p>));
app.get("/greet/:name", (c) => {
  const excited = c.req.query("excited") === "true";
  return greet(c, <p>Hello, {c.req.param("name")}{excited ? "!!!" : "."}</p>);
});
app.get("/list", (c) => {
  const items = select.all() as unknown as Item[];
  return list(
    c,
    <ul>
      {items.map(({ id, title, done }) => (
        <li id={`item-${id}`} class={done ? "done" : "open"}>
          <a href={`/items/${id}`}>{title}</a>
        </li>
      ))}
    </ul>,
  );
});

Deno.serve(listen, app.fetch);

async function layout(path: string, inner: string | RegExp) {
  const { headers, before, after } = await frame(origin, path, inner);
  const fields = Object.fromEntries(headers);
  return (c: Context, inner: { toString(): string }) =>
    c.body(before + inner.toString() + after, 200, fields);
}
