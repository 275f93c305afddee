/** The three responses from an application of this project. */
import { A, database, fastApp, Li, P, Titled, Ul } from "../../mod.ts";
import { listen } from "./answers.ts";

class Item {
  id = 0;
  title = "";
  done = false;
}

const items = database(Deno.args[0]).create(Item);
const { app, rt } = fastApp({ secretKey: "a secret of the bench, which no session uses" });

rt("/", () => Titled("Hello", P("Hello, World!")));

rt(
  "/greet/{name}",
  { excited: false },
  ({ name, excited }) => P("Hello, ", name, excited ? "!!!" : "."),
);

rt("/list", () =>
  Ul(
    items({ limit: 100 }).map(({ id, title, done }) =>
      Li(
        { id: `item-${id}`, cls: done ? "done" : "open" },
        A(title, { href: `/items/${id}` }),
      )
    ),
  ));

Deno.serve(listen, app.fetch);
