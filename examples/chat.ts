/**
 * A chat with rooms that show their members and the last hundred messages. Servers that share a
 * Postgres share the rooms, and their messages are there after a restart.
 *
 * @module
 */
import {
  Button,
  Div,
  fastApp,
  Form,
  Group,
  Input,
  Label,
  Li,
  P,
  serve,
  Strong,
  Style,
  Titled,
  Ul,
} from "@fasthtml/fasthtml";
import { postgresBroker } from "@fasthtml/fasthtml/ext/postgres-broker";

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
const url = Deno.env.get("DATABASE_URL");
const broker = url ? postgresBroker(url) : undefined;
export const { app, rt } = fastApp({ exts: ["ws"], htmx, broker, hdrs: Style(css()) });

const room = (name: string) =>
  app.channel(`room ${name}`, {
    keep: 100,
    presence: (names) => Ul({ id: "here", hx_swap_oob: true }, names.map((name) => Li(name, " "))),
  });

rt(function index() {
  return Titled(
    "Chat",
    Form(
      { action: enter, method: "get" },
      Label("Your name", Input({ name: "name", required: true, autofocus: true })),
      Label("Room", Input({ name: "place", required: true, value: "kitchen" })),
      Button("Enter"),
    ),
  );
});

const enter = rt.get("/room", { name: String, place: String }, ({ name, place }) =>
  Titled(
    place,
    Div({ role: "status" }, P("You are offline.", { cls: "offline" })),
    Div(
      { ws_connect: talk.to({ place }) + `?${new URLSearchParams({ name })}` },
      Ul({ id: "here" }),
      Div({ cls: "log" }, Div({ id: "messages", role: "log" })),
      Form({ ws_send: true }, Group(Say(), Button("Send"))),
    ),
  ));

// The name comes from the query of the connection, so that no message can set another.
const talk = app.ws("/talk/{place}", { name: String, msg: String }, async ({ place, ...said }) => {
  if (!said.msg.trim()) return;
  const line = P(Strong(said.name), " ", said.msg);
  await room(place).send(Div({ id: "messages", hx_swap_oob: "beforeend" }, line));
  return Say();
}, {
  onConnect: ({ place, ws, url }) => room(place).join(ws, url.searchParams.get("name") ?? "?"),
});

function Say() {
  const attrs = { autocomplete: "off", autofocus: true, hx_swap_oob: true };
  return Input({ id: "msg", name: "msg", aria_label: "Message", ...attrs });
}

// The log is turned round, so that it stays at its end when messages come.
function css() {
  return `
    #here { padding: 0 }
    #here li { display: inline-block; margin: 0 1rem .5rem 0; color: var(--pico-muted-color) }
    #here li::before { content: "● "; color: #2e7d32 }
    .log { display: flex; flex-direction: column-reverse; height: 50vh; overflow: auto }
    #messages p { margin: 0 0 .5rem; overflow-wrap: anywhere }
    .offline { display: none }
    .fasthtml-offline .offline { display: block }
    .fasthtml-offline #here { visibility: hidden }`;
}

serve(app);
