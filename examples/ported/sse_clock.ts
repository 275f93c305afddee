/** A clock that scrolls. From AnswerDotAI/fasthtml-example, 04_sse/sse_clock_scroll.py. */
import { setTimeout as sleep } from "node:timers/promises";
import { Article, Div, EventStream, fastApp, P, serve } from "@fasthtml/fasthtml";
import { sseMessage, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ exts: ["sse"] });

rt(function index() {
  const stream = { hx_ext: "sse", sse_connect: "/time-sender", sse_swap: "message" };
  return Titled(
    "SSE Clock",
    P("Display each second. As the display grows scroll downwards."),
    Div({ ...stream, hx_swap: "beforeend show:bottom" }),
  );
});

async function* clock() {
  while (true) {
    yield sseMessage(Article(new Date().toTimeString().slice(0, 8)));
    await sleep(1000);
  }
}

// Sends the time to all connected clients every second.
rt.get("/time-sender", () => EventStream(clock));

serve(app);
