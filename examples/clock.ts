/**
 * A clock that the server updates through an event stream.
 *
 * @module
 */
import { Div, EventStream, fastApp, serve, sseMessage, Time, Titled } from "@fasthtml/fasthtml";
import { setTimeout as delay } from "node:timers/promises";

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
const { app, rt } = fastApp({ exts: ["sse"], htmx });

rt(function index() {
  return Titled("Clock", Div({ sse_connect: clock, sse_swap: "message" }, "…"));
});

const clock = rt.get(function clock({ signal }) {
  return EventStream(async function* () {
    while (!signal.aborted) {
      const now = new Date();
      yield sseMessage(Time(now.toLocaleTimeString("en-GB"), { datetime: now.toISOString() }));
      await delay(1000, undefined, { signal });
    }
  });
});

serve(app);
