/** Pages, data, sessions, files and a form from an application of this project. */
import { fastApp, P, Titled } from "../../mod.ts";
import { offer } from "../program.ts";
import { type Person, SECRET, toSentence } from "../answers.ts";

const [staticPath] = Deno.args;
const { app, rt } = fastApp({ secretKey: SECRET, staticPath });

rt("/", () => Titled("Hello", P("Hello, World!")));

rt(
  "/greet/{name}",
  { excited: false },
  ({ name, excited }) => P("Hello, ", name, excited ? "!!!" : "."),
);

rt("/json", () => ({ message: "Hello, World!" }));

rt("/plaintext", () => new Response("Hello, World!"));

rt("/visits", ({ session }) => ({ visits: session.visits }));

rt("/visit", ({ session }) => {
  session.visits = Number(session.visits ?? 0) + 1;
  return { visits: session.visits };
});

rt.post(
  "/form",
  { name: String, age: Number, subscribed: false },
  (person: Person) => P(toSentence(person)),
);

offer(app.fetch);
