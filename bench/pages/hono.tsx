/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** The responses from a Hono application, by its own helpers for sessions, files and forms. */
import { Hono } from "hono";
import { getSignedCookie, setSignedCookie } from "hono/cookie";
import { serveStatic } from "hono/deno";
import { offer } from "../program.ts";
import { SECRET, toSentence } from "../answers.ts";
import { learnPage } from "../hono_page.tsx";

const [folder, origin] = Deno.args;
const answer = await learnPage(`${origin}/`, "<p>Hello, World!</p>");

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
app.get("/json", (c) => c.json({ message: "Hello, World!" }));
app.get("/plaintext", (c) => c.text("Hello, World!"));
app.get("/visits", async (c) => {
  const session = await getSignedCookie(c, SECRET, "session_");
  return c.json({ visits: session ? JSON.parse(session).visits : undefined });
});
app.get("/visit", async (c) => {
  const session = await getSignedCookie(c, SECRET, "session_");
  const visits = (session ? JSON.parse(session).visits : 0) + 1;
  await setSignedCookie(c, "session_", JSON.stringify({ visits }), SECRET, {
    maxAge: 14 * 24 * 60 * 60,
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
  });
  return c.json({ visits });
});
app.post("/form", async (c) => {
  const { name, age, subscribed } = await c.req.parseBody();
  if (typeof name !== "string" || !Number.isFinite(Number(age || NaN))) {
    return c.text("Bad Request", 400);
  }
  const person = { name, age: Number(age), subscribed: subscribed !== undefined };
  return answer(c, <p>{toSentence(person)}</p>);
});
app.get("*", serveStatic({ root: folder }));

offer(app.fetch);
