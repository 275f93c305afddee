/**
 * The three responses by hand on bare `Deno.serve`: a page for browsers and a part of one for htmx.
 * The text around the changing part, and all headers, are constants, read once from this project's
 * own responses so that the bytes are the same.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { escape } from "../table/hand.ts";
import { type Item, learn, listen, paths } from "./answers.ts";

const [database, origin] = Deno.args;
const db = new DatabaseSync(database);
const select = db.prepare("SELECT id, title, done FROM item LIMIT 100");

const hello = await learn(origin, paths.hello, "<p>Hello, World!</p>");
const greet = await learn(origin, paths.greet, "<p>Hello, Ada Lovelace!!!</p>");
const list = await learn(origin, paths.list, /<ul>.*<\/ul>/s);

Deno.serve(listen, (request) => {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/") return hello(request, "<p>Hello, World!</p>");
  if (pathname.startsWith("/greet/")) {
    const name = escape(decodeURIComponent(pathname.slice(7)));
    return greet(
      request,
      `<p>Hello, ${name}${searchParams.get("excited") === "true" ? "!!!" : "."}</p>`,
    );
  }
  if (pathname === "/list") {
    const items = select.all() as unknown as Item[];
    return list(
      request,
      `<ul>${
        items.map(({ id, title, done }) =>
          `<li id="item-${id}" class="${done ? "done" : "open"}"><a href="/items/${id}">${
            escape(title)
          }</a></li>`
        ).join("")
      }</ul>`,
    );
  }
  return new Response("Not Found", { status: 404 });
});
