/** A proxy that knows nothing of HTTP: it connects clients to the first server that is up. */
import { setTimeout as delay } from "node:timers/promises";
import { connectIfUp } from "../_connect.ts";

/** A proxy on a port of its own. */
export interface Proxy extends AsyncDisposable {
  readonly origin: string;
}

/** Tries to reach a server for this long, before it closes the client's connection. */
const TRY_MS = 20_000;

/** Passes connections on to the servers in turn, and to the next one where one is not up. */
export function startProxy(ports: readonly number[]): Proxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  let turn = 0, isOver = false;
  const connect = async () => {
    for (const start = performance.now(); performance.now() < start + TRY_MS && !isOver;) {
      for (const _ of ports) {
        const server = await connectIfUp(ports[turn++ % ports.length]!);
        if (server) return server;
      }
      await delay(20);
    }
  };
  const forward = async (client: Deno.TcpConn) => {
    const server = await connect();
    if (!server) return close(client);
    open.add(server);
    await Promise.all([pass(client, server), pass(server, client)]);
    [client, server].forEach(close);
  };
  const close = (conn: Deno.TcpConn) => {
    if (open.delete(conn)) conn.close();
  };
  const pass = async (from: Deno.TcpConn, to: Deno.TcpConn) => {
    const bytes = new Uint8Array(1 << 16);
    try {
      for (let count; (count = await from.read(bytes)) !== null;) {
        for (let sent = 0; sent < count;) sent += await to.write(bytes.subarray(sent, count));
      }
      await to.closeWrite();
    } catch {
      // One side broke the connection: the other one must see it.
      [from, to].forEach(close);
    }
  };
  const running = (async () => {
    for await (const client of listener) {
      open.add(client);
      void forward(client);
    }
  })();
  return {
    origin: `http://127.0.0.1:${listener.addr.port}`,
    async [Symbol.asyncDispose]() {
      isOver = true;
      listener.close();
      for (const conn of open) close(conn);
      await running;
    },
  };
}
