/** This project's channel, for sockets and event streams. */
import { EventStream, fastApp, P } from "../../mod.ts";
import { offer } from "../program.ts";
import { pause } from "./pause.ts";

// The clients answer no pings, and are all of one IP address.
const { app, rt } = fastApp({ limits: { idleTimeout: 600, maxClientSockets: 10_000 } });
const everybody = app.channel("everybody");

app.ws("/ws", () => {}, { onConnect: ({ ws }) => everybody.join(ws) });
rt("/sse", () => EventStream(everybody));

offer(app.fetch, {
  async send(times) {
    for (let i = 0; i < times; i++) {
      await everybody.send(P(`message ${i}`));
      await pause();
    }
  },
});
