/** This project's channel, for sockets and event streams. */
import { EventStream, fastApp, P } from "@fasthtml/fasthtml";
import { memory, pause, PORT } from "./live_answers.ts";

const { app, rt } = fastApp({ limits: { idleTimeout: 600 } }); // The clients answer no pings.
const everybody = app.channel("everybody");

app.ws("/ws", () => {}, { onConnect: ({ ws }) => everybody.join(ws) });
rt("/sse", () => EventStream(everybody));
rt.get("/memory", memory);
rt.get("/go", { count: Number }, async ({ count }) => {
  for (let i = 0; i < count; i++) {
    await everybody.send(P(`message ${i}`));
    await pause();
  }
  return "done";
});

Deno.serve(PORT, app.fetch);
