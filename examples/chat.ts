/**
 * A chat with rooms that show their members. With a `broker`, a room spans several machines.
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

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
const { app, rt } = fastApp({ exts: ["ws"], htmx, hdrs: Style("#here li { display: inline }") });

const room = (name: string) =>
  app.channel(`room ${name}`, {
    presence: (names) =>
      Ul({ id: "here", hx_swap_oob: true }, names.map((name) => Li({ cls: "badge" }, name, " "))),
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
    Div(
      { ws_connect: talk.to({ place }) + `?${new URLSearchParams({ name })}` },
      Ul({ id: "here" }),
      Div({ id: "messages" }),
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
  return Input({ id: "msg", name: "msg", autocomplete: "off", hx_swap_oob: true, autofocus: true });
}

serve(app);
