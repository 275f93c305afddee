/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/**
 * The three responses from a Hono application with a layout in hono/jsx. Headers and the URLs of
 * styles and script are read from this project's own responses.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { type Context, Hono } from "hono";
import type { Child, PropsWithChildren } from "hono/jsx";
import { frame, type Item, listen, paths } from "./answers.ts";

const [database, origin] = Deno.args;
const db = new DatabaseSync(database);
const select = db.prepare("SELECT id, title, done FROM item LIMIT 100");
const { headers, before } = await frame(origin + paths.hello, "<p>Hello, World!</p>");
const fields = Object.fromEntries(headers);
const styles = [...before.matchAll(/href="([^"]+)"/g)].map(([, url]) => url);
const scripts = [...before.matchAll(/src="([^"]+)"/g)].map(([, url]) => url);

function Page({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <html>
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover"
        />
        {styles.map((url) => <link key={url} rel="stylesheet" href={url} />)}
        {scripts.map((url) => <script key={url} src={url}></script>)}
        <style>{":root { --pico-font-size: 100%; }"}</style>
        <title>{title}</title>
      </head>
      <body>{children}</body>
    </html>
  );
}

function answer(c: Context, content: Child, title?: string) {
  if (c.req.header("hx-request") && !c.req.header("hx-history-restore-request")) {
    return c.html(`${title ? <title>{title}</title> : ""}${content}`, 200, fields);
  }
  const page = <Page title={title ?? "FastHTML page"}>{content}</Page>;
  return c.html(`<!doctype html>${page}`, 200, fields);
}

const app = new Hono();
app.get("/", (c) => {
  const content = (
    <main class="container">
      <h1>Hello</h1>
      <p>Hello, World!</p>
    </main>
  );
  return answer(c, content, "Hello");
});
app.get("/greet/:name", (c) => {
  const excited = c.req.query("excited") === "true";
  return answer(c, <p>Hello, {c.req.param("name")}{excited ? "!!!" : "."}</p>);
});
app.get("/list", (c) => {
  const items = select.all() as unknown as Item[];
  const content = (
    <ul>
      {items.map(({ id, title, done }) => (
        <li id={`item-${id}`} class={done ? "done" : "open"}>
          <a href={`/items/${id}`}>{title}</a>
        </li>
      ))}
    </ul>
  );
  return answer(c, content);
});

Deno.serve(listen, app.fetch);
