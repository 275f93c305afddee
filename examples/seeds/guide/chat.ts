/** A socket through htmx. */
import { Div, fastApp, Form, Input, serve, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ exts: "ws" });

rt(function index() {
  return Titled(
    "Chat",
    Div({ id: "messages" }),
    Form(Input({ id: "chat-input", name: "message", aria_label: "Message" }), {
      ws_send: true,
      ws_connect: "/ws",
    }),
  );
});

app.ws("/ws", { message: String }, async ({ message, send }) => {
  // Runs for each message of a client
  await send(Div(`💬 ${message}`, { id: "messages" }));
}, {
  // Runs for each new client: sends a welcome
  onConnect: ({ send }) => send(Div("🔗 Connected", { id: "messages" })),
});

serve(app);
