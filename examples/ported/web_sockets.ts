/** A chat room. From AnswerDotAI/FastHTML-Gallery, …/web_sockets/app.py. */
import { type Child, Div, fastApp, Form, Input, P, serve, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ exts: ["ws"] });

// Only the latest 15 messages are kept.
const messages: string[] = [];
const users = new Map<unknown, (content: Child) => Promise<void>>();

// Renders all messages.
const style = "border: 1px solid #ccc; border-radius: 10px; padding: 10px; margin: 5px 0;";
const Messages = () => Div({ id: "msg-list" }, messages.map((text) => Div(text, { style })));

// The input field, which is reset out of band after a message is sent.
const NewInput = () =>
  Input({ id: "msg", placeholder: "Type your message", value: "", hx_swap_oob: true });

rt(function index() {
  const form = Form(NewInput(), { ws_send: true });
  const chat = [form, P("Leave a message for others!"), Messages()];
  return [Titled("Leave a message for others!"), Div(chat, { hx_ext: "ws", ws_connect: "/ws" })];
});

app.ws("/ws", { msg: String }, async ({ msg, send }) => {
  await send(NewInput()); // Reset the input field immediately.
  messages.splice(0, Infinity, msg, ...messages.slice(0, 14)); // New messages come first.
  for (const sendTo of users.values()) await sendTo(Messages());
}, {
  onConnect: ({ ws, send }) => void users.set(ws, send),
  onDisconnect: ({ ws }) => void users.delete(ws),
});

serve(app);
