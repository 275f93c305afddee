/** A proxy that knows nothing of HTTP: it connects clients to the first server that is up. */
import { setTimeout as delay } from "node:timers/promises";
import { connectIfUp } from "../_connect.ts";

/** A proxy on a port of its own. */
export interface Proxy extends AsyncDisposable {
  readonly origin: string;
  /** Passes nothing on any more over the connections that there are, and leaves them open. */
  hush(): void;
}

/** Tries to reach a server for this long, before it closes the client's connection. */
const TRY_MS = 20_000;

/** Passes connections on to the servers in turn, and to the next one where one is not up. */
export function startProxy(ports: readonly number[]): Proxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  let turn = 0, isOver = false, era = 0;
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
    const own = era, isHushed = () => era > own;
    await Promise.all([pass(client, server, isHushed), pass(server, client, isHushed)]);
    [client, server].forEach(close);
  };
  const close = (conn: Deno.TcpConn) => {
    if (open.delete(conn)) conn.close();
  };
  const pass = async (from: Deno.TcpConn, to: Deno.TcpConn, isHushed: () => boolean) => {
    const bytes = new Uint8Array(1 << 16);
    try {
      for (let count; (count = await from.read(bytes)) !== null;) {
        if (isHushed()) continue;
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
    hush: () => void era++,
    async [Symbol.asyncDispose]() {
      isOver = true;
      listener.close();
      for (const conn of open) close(conn);
      await running;
    },
  };
}
