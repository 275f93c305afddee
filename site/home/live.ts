import {
  Button,
  EventStream,
  fastApp,
  Form,
  Input,
  Li,
  serve,
  Titled,
  Ul,
} from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ exts: "sse" });
const room = app.channel("room");

const messages = rt.get("/messages", () => EventStream(room));

const say = rt.post("/say", { text: String }, ({ text }) => {
  room.send(Li(text));
});

rt("/", () =>
  Titled(
    "Chat",
    Ul({ sse_connect: messages, sse_swap: "message", hx_swap: "beforeend" }),
    Form(
      { hx_post: say, hx_swap: "none", hx_reset: true },
      Input({ name: "text", aria_label: "Message" }),
      Button("Send"),
    ),
  ));

serve(app);
