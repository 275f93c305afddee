/** A socket that is read by hand: each text goes to all clients. */
import { fastApp, serve } from "@fasthtml/fasthtml";
import type { RawSocket } from "@fasthtml/fasthtml/types";

export const { app } = fastApp();
const clients = new Set<RawSocket>(); // the sockets of connected clients

app.socket("/ws", async ({ ws }) => {
  clients.add(ws);
  try {
    for await (const msg of ws) {
      // Sends the message to all clients
      for (const client of clients) client.sendText(`Broadcast: ${msg}`);
    }
  } finally {
    clients.delete(ws);
  }
});

serve(app);
