/** This project's channel, for sockets and event streams. */
import { EventStream, fastApp, P } from "@fasthtml/fasthtml";
import { memory, pause, PORT, work } from "./live_answers.ts";

// The clients answer no pings, and are all of one IP address.
const { app, rt } = fastApp({ limits: { idleTimeout: 600, maxClientSockets: 10_000 } });
const everybody = app.channel("everybody");

app.ws("/ws", () => {}, { onConnect: ({ ws }) => everybody.join(ws) });
rt("/sse", () => EventStream(everybody));
rt.get("/memory", memory);
rt.get("/work", work);
rt.get("/go", { count: Number }, async ({ count }) => {
  for (let i = 0; i < count; i++) {
    await everybody.send(P(`message ${i}`));
    await pause();
  }
  return "done";
});

Deno.serve(PORT, app.fetch);
