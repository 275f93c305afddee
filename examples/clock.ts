/**
 * A clock that the server updates through an event stream.
 *
 * @module
 */
import { Div, EventStream, fastApp, type FT, serve, sseMessage, Time } from "@fasthtml/fasthtml";
import { AuthPage, ThemeToggle, ui } from "@fasthtml/fasthtml/ext/ui";
import { setTimeout as delay } from "node:timers/promises";

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
export const { app, rt } = fastApp(ui({ css: css() }), { exts: ["sse"], htmx });

rt(function index() {
  return AuthPage(
    { title: "Clock", brand: "Server time", end: ThemeToggle() },
    Div({ sse_connect: clock, sse_swap: "message", role: "timer" }, Now()),
  );
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

function css() {
  return `
    [role=timer] { text-align: center; font-size: 3.5rem; font-variant-numeric: tabular-nums }`;
}

serve(app);
