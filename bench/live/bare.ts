/** The same server by hand: a loop over bare sockets and streams. */
import { offer } from "../program.ts";
import { pause } from "./pause.ts";

const sockets = new Set<WebSocket>();
const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
const encoder = new TextEncoder();

offer((request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/ws") {
    const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 600 });
    socket.onopen = () => sockets.add(socket);
    socket.onclose = () => sockets.delete(socket);
    return response;
  }
  if (pathname === "/sse") {
    let own: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void streams.add(own = controller),
      cancel: () => void streams.delete(own),
    });
    return new Response(body, {
      headers: { "content-type": "text/event-stream", "cache-control": "no-store, no-transform" },
    });
  }
  return new Response("Not Found", { status: 404 });
}, {
  async send(times) {
    for (let i = 0; i < times; i++) {
      const html = `<p>message ${i}</p>`;
      for (const socket of sockets) if (socket.readyState === WebSocket.OPEN) socket.send(html);
      const frame = encoder.encode(`data: ${html}\n\n`);
      for (const stream of streams) stream.enqueue(frame);
      await pause();
    }
  },
});
