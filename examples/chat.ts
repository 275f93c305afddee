/**
 * A chat with rooms that show their members and the last hundred messages. Servers that share a
 * Postgres share the rooms, and their messages are there after a restart.
 *
 * @module
 */
import { Div, fastApp, Form, Input, Li, P, serve, Strong, Ul } from "@fasthtml/fasthtml";
import { postgresBroker } from "@fasthtml/fasthtml/ext/postgres-broker";
import {
  AuthPage,
  Badge,
  Button,
  Card,
  Field,
  FieldForm,
  LandingPage,
  PageSection,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
const url = Deno.env.get("DATABASE_URL");
const broker = url ? postgresBroker(url) : undefined;
export const { app, rt } = fastApp(ui({ css: css() }), { exts: ["ws"], htmx, broker });

const room = (name: string) =>
  app.channel(`room ${name}`, {
    keep: 100,
    presence: (names) =>
      Ul(
        { id: "here", hx_swap_oob: true },
        names.map((name) => Li(Badge(name, { tone: "success", dot: true }), " ")),
      ),
  });

rt(function index() {
  return AuthPage(
    { title: "Chat", brand: "Chat", end: ThemeToggle() },
    FieldForm(
      { action: enter, method: "get" },
      Field({ label: "Your name", name: "name", required: true, autofocus: true }),
      Field({ label: "Room", name: "place", required: true, value: "kitchen" }),
      Button("Enter", { variant: "primary", wide: true }),
    ),
  );
});

const enter = rt.get("/room", { name: String, place: String }, ({ name, place }) =>
  LandingPage(
    { title: place, brand: "Chat", end: ThemeToggle() },
    PageSection(
      { title: place, level: 1 },
      Div({ role: "status" }, P("You are offline.", { cls: "offline" })),
      Card(
        { ws_connect: talk.to({ place }) + `?${new URLSearchParams({ name })}` },
        Ul({ id: "here" }),
        Div({ cls: "log" }, Div({ id: "messages", role: "log" })),
        Form({ ws_send: true, cls: "say" }, Say(), Button("Send", { variant: "primary" })),
      ),
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
  const attrs = { autocomplete: "off", autofocus: true, hx_swap_oob: true } as const;
  return Input({ id: "msg", name: "msg", aria_label: "Message", cls: "ui-input", ...attrs });
}

// The log is turned round, so that it stays at its end when messages come.
function css() {
  return `
    #here { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none }
    .log { display: flex; flex-direction: column-reverse; height: 50vh; overflow: auto }
    #messages p { margin: 0 0 .5rem; overflow-wrap: anywhere }
    .say { display: flex; gap: .5rem }
    .offline { display: none }
    .fasthtml-offline .offline { display: block }
    .fasthtml-offline #here { visibility: hidden }`;
}

serve(app);
