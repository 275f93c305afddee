/** Connecting to NATS, so that a connection that breaks ends no program. */
import {
  type NatsConnection,
  NatsConnectionImpl,
  type NodeConnectionOptions,
  setTransportFactory,
} from "@nats-io/transport-node";
import { nodeResolveHost, NodeTransport } from "@nats-io/transport-node/lib/node_transport.js";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

/** Connects; as the client's own `connect()`, but for its sockets. */
export function connect(options: NodeConnectionOptions): Promise<NatsConnection> {
  setTransportFactory({ factory: () => new Transport(), dnsResolveFn: nodeResolveHost });
  return NatsConnectionImpl.connect(options);
}

/**
 * The client takes all listeners from a socket that it closes. Where the server has just reset it,
 * as it may after a wrong password, Deno emits `error` after that: without a listener, that is an
 * uncaught error. So its sockets have one, always.
 */
class Transport extends NodeTransport {
  override async dial(host: { hostname: string; port: number }): Promise<Socket> {
    return keepListening(await super.dial(host));
  }

  override async startTLS(): Promise<TLSSocket> {
    return keepListening(await super.startTLS());
  }
}

function keepListening<Kind extends Socket>(socket: Kind): Kind {
  const listen = () => socket.on("error", () => {}); // The client has seen it, or no longer cares.
  const remove = socket.removeAllListeners.bind(socket);
  socket.removeAllListeners = (...events) => {
    remove(...events);
    return listen();
  };
  return listen();
}
