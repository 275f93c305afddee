/** A chat over WebSockets: everyone sees the messages at once, and who is there. */
import { database, Div, fastApp, Form, type FT, Li, P } from "@fasthtml/fasthtml";
import { serve, Strong, Ul } from "@fasthtml/fasthtml";
import { AuthPage, Badge, Button, Field, FieldForm, ui } from "@fasthtml/fasthtml/ext/ui";

class Message {
  id = 0;
  name = "";
  text = "";

  __ft__() {
    return P(Strong(this.name), " ", this.text);
  }
}

export const db = database(":memory:");
const messages = db.create(Message);
export const { app, rt } = fastApp({ ...ui({ css: css() }), csp: true, exts: ["ws"] });
const room = app.channel("room", { presence: Here });
const short = (text: string, length: number) => text.trim().slice(0, length);

const index = rt.get("/", () =>
  AuthPage(
    { title: "Chat", brand: "Chat", home: index },
    FieldForm(
      { action: enter, method: "get" },
      Field({ label: "Your name", name: "name", required: true, maxlength: 40 }),
      Button("Enter", { variant: "primary", wide: true }),
    ),
  ));

const enter = rt.get("/room", { name: String }, ({ name }) => {
  const last = messages({ orderBy: "-id", limit: 50 }).reverse();
  return AuthPage(
    { title: "Chat", brand: "Chat", home: index },
    Div(
      { ws_connect: `${talk.to()}?${new URLSearchParams({ name })}` },
      Here([]),
      Div({ id: "messages", role: "log", tabindex: 0 }, last),
      Form({ ws_send: true }, Say(), Button("Send", { variant: "primary" })),
    ),
  );
});

const talk = app.ws("/talk", { name: String, text: String }, async ({ name, text }) => {
  if (!short(text, 200)) return;
  const message = messages.insert({ name: short(name, 40), text: short(text, 200) });
  await room.send(Div({ id: "messages", hx_swap_oob: "beforeend" }, message));
  return Say(); // the field, empty
}, {
  onConnect: ({ ws, url }) => room.join(ws, short(url.searchParams.get("name") ?? "", 40) || "?"),
});

function Here(names: readonly string[]): FT {
  const badges = names.map((name) => Li(Badge(name, { tone: "success", dot: true })));
  return Ul({ id: "here", aria_label: "Who is here", hx_swap_oob: true }, badges);
}

function Say() {
  const field = Field({ name: "text", label: "Message", autocomplete: "off", maxlength: 200 });
  return Div({ id: "say", hx_swap_oob: true }, field);
}

function css() {
  return `#here, form { display: flex; gap: .5rem; padding: 0; list-style: none; align-items: end }
    #messages { block-size: 9rem; margin-block: .75rem; overflow: auto; overflow-wrap: anywhere } #say { flex: 1 }
    #say + button { inline-size: auto }`;
}

serve(app);
