/** The long page from a Hono application, in hono/jsx. */
import { Hono } from "hono";
import { raw } from "hono/html";
import { learnPage } from "../hono_page.tsx";
import { offer } from "../program.ts";
import { table } from "../table/hono.tsx";
import { peopleOf } from "./people.ts";

const [origin] = Deno.args;
const answer = await learnPage(`${origin}/?count=1`, /<table>.*<\/table>/s);
const app = new Hono();

app.get("/", (c) => {
  const people = peopleOf(Number(c.req.query("count")));
  return answer(c, raw(`<main class="container"><h1>People</h1>${table(people)}</main>`), "People");
});

offer(app.fetch);
