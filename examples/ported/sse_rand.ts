/** Random numbers by an event stream. From AnswerDotAI/fasthtml-example, 04_sse/sse_rand.py. */
import { setTimeout as sleep } from "node:timers/promises";
import { Div, EventStream, fastApp, serve, Titled } from "@fasthtml/fasthtml";
import { sse } from "@fasthtml/fasthtml/compat";

export const { app, rt } = fastApp({ exts: ["sse"] });
const swap = { sse_swap: "NumbersGeneratedEvent" };

rt.get("/", () => {
  const numbers = { ...swap, hx_ext: "sse", sse_connect: "/number-stream" };
  return Titled("SSE Random Number Generator", Div("Random numbers coming...", numbers));
});

// Generates a random number every second.
async function* numberGenerator() {
  while (true) {
    const number = Div(1 + Math.floor(Math.random() * 100), swap);
    yield sse`event: NumbersGeneratedEvent\ndata: ${number}\n\n`;
    await sleep(1000);
  }
}

// Sends random numbers to all connected clients every second.
rt.get("/number-stream", () => EventStream(numberGenerator));

serve(app);
