/**
 * What the short form of the bench measures: calls in one process, of this project and of a
 * yardstick, which is plain code that does about the same.
 *
 * @module
 */

import { fastApp, P, Titled } from "../../mod.ts";
import { SECRET } from "../answers.ts";
import { fasthtmlTodos } from "../data/fasthtml.ts";
import { handTodos } from "../data/hand.ts";
import { newTodo, type Todos } from "../data/todos.ts";
import { openSession, seal } from "../pages/hand_session.ts";
import { table as fasthtmlTable } from "../table/fasthtml.ts";
import { table as handTable } from "../table/hand.ts";
import { people } from "../table/people.ts";

/** Two ways to do something once. */
export interface Figure {
  ours(): unknown;
  yardstick(): unknown;
}

const { app, rt } = fastApp({ secretKey: SECRET });
rt("/hello", () => Titled("Hello", P("Hello, World!")));
rt("/json", () => ({ message: "Hello, World!" }));
rt("/visit", ({ session }) => {
  session.visits = Number(session.visits ?? 0) + 1;
  return { visits: session.visits };
});
const ORIGIN = "http://localhost";
/**
 * The figures; those of requests take their responses to the end. A form is none of them: its ratio
 * varies by two from process to process.
 */
export async function toFigures(): Promise<Record<string, Figure>> {
  const first = await app.request("/visit");
  const cookie = first.headers.get("set-cookie")!.split(";")[0];
  const visit = (cookie: string) => new Request(`${ORIGIN}/visit`, { headers: { cookie } });
  const own = seal({ visits: 1 }).split(";")[0];
  const ours = fasthtmlTodos(":memory:"), hand = handTodos(":memory:");
  for (const todos of [ours, hand]) todos.insertAll(TODOS);
  const ask = async (request: Request) => await (await app.fetch(request)).text();
  const page = async (request: Request, text: (request: Request) => string) => {
    const { pathname } = new URL(request.url);
    if (request.headers.has("hx-request")) return pathname;
    return await new Response(BEFORE + text(request), { headers: HEADERS }).text();
  };
  return {
    hello: {
      ours: () => ask(new Request(`${ORIGIN}/hello`)),
      yardstick: () => page(new Request(`${ORIGIN}/hello`), () => "<p>Hello, World!</p>"),
    },
    json: {
      ours: () => ask(new Request(`${ORIGIN}/json`)),
      yardstick: () => page(new Request(`${ORIGIN}/json`), () => JSON.stringify({ message: "Hi" })),
    },
    session: {
      ours: () => ask(visit(cookie)),
      yardstick: () =>
        page(visit(own), (request) => seal({ visits: openSession(request)!.visits + 1 })),
    },
    table: {
      // A string of many pieces is only joined when it is read.
      ours: () => encoder.encode(fasthtmlTable(FEW)),
      yardstick: () => encoder.encode(handTable(FEW)),
    },
    get: verb((todos, i) => todos.get(i % 100 + 1), ours, hand),
    update: verb((todos, i) => todos.update(i % 100 + 1, i % 3 === 0), ours, hand),
    insert: verb((todos, i) => todos.insert(newTodo(i)), ours, hand),
  };
}

function verb(run: (todos: Todos, i: number) => unknown, ours: Todos, hand: Todos): Figure {
  let at = 0, other = 0;
  return { ours: () => run(ours, at++), yardstick: () => run(hand, other++) };
}

const encoder = new TextEncoder();

const TODOS = Array.from({ length: 100 }, (_, i) => newTodo(i));

const FEW = people.slice(0, 20);

const BEFORE = `<!doctype html><html lang="en"><head>${"<meta>".repeat(100)}</head><body>`;

const HEADERS: [string, string][] = [
  ["content-type", "text/html; charset=utf-8"],
  ["vary", "HX-Request, HX-History-Restore-Request"],
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "SAMEORIGIN"],
  ["referrer-policy", "strict-origin-when-cross-origin"],
];
