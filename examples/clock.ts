/**
 * A clock that the server updates through an event stream.
 *
 * @module
 */
import {
  Div,
  EventStream,
  fastApp,
  type FT,
  serve,
  sseMessage,
  Time,
  Titled,
} from "@fasthtml/fasthtml";
import { setTimeout as delay } from "node:timers/promises";

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
export const { app, rt } = fastApp({ exts: ["sse"], htmx });

rt(function index() {
  return Titled("Clock", Div({ sse_connect: clock, sse_swap: "message", role: "timer" }, Now()));
});

const clock = rt.get(function clock({ signal }) {
  return EventStream(async function* () {
    while (!signal.aborted) {
      yield sseMessage(Now());
      await delay(1000, undefined, { signal });
    }
  });
});

function Now(): FT {
  const now = new Date();
  return Time(now.toLocaleTimeString("en-GB"), { datetime: now.toISOString() });
}

serve(app);
