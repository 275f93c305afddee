/** A clock: the server sends the time each second, by server-sent events. */
import { Div, EventStream, fastApp, type FT, serve, sseMessage, Time } from "@fasthtml/fasthtml";
import { AuthPage, ui } from "@fasthtml/fasthtml/ext/ui";
import { setTimeout as delay } from "node:timers/promises";

export const { app, rt } = fastApp({ ...ui({ css: css() }), csp: true, exts: ["sse"] });

const index = rt.get("/", () =>
  AuthPage(
    { title: "Clock", brand: "Server time", home: index },
    Div({ sse_connect: ticks, sse_swap: "message", role: "timer" }, Now()),
  ));

const ticks = rt.get("/ticks", ({ signal }) =>
  EventStream(async function* () {
    while (!signal.aborted) { // until the page is closed
      yield sseMessage(Now());
      await delay(1000, undefined, { signal });
    }
  }));

function Now(): FT {
  const now = new Date();
  return Time(now.toLocaleTimeString("en-GB"), { datetime: now.toISOString() });
}

function css() {
  return "[role=timer] { text-align: center; font-size: 3.5rem; font-variant-numeric: tabular-nums }";
}

serve(app);
