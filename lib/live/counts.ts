/** The metrics of sockets and event streams, by route: what an operator sees of them. */
import type { Exchange } from "../http/request/exchange.ts";
import { type Counter, meter, type MetricAttributes } from "../metrics.ts";

/** The instruments of a kind of connection. */
interface Instruments {
  readonly open: Counter;
  readonly messages: Counter;
  readonly limited: Counter;
}

const INSTRUMENTS = meter && {
  socket: toInstruments("socket", "sockets"),
  stream: toInstruments("stream", "event streams"),
};

/** The counts of each route that has had a connection. */
const known = new Map<string, LiveCounts>();

/** The counts of a kind of connection of one route. */
export class LiveCounts {
  readonly #instruments: Instruments;
  readonly #route: MetricAttributes;
  readonly #received: MetricAttributes;
  readonly #sent: MetricAttributes;

  /** Takes the pattern of the route: never the path of a request, of which there may be millions. */
  constructor(instruments: Instruments, path: string) {
    this.#instruments = instruments;
    this.#route = { "http.route": path };
    this.#received = { ...this.#route, "network.io.direction": "receive" };
    this.#sent = { ...this.#route, "network.io.direction": "transmit" };
  }

  /** Counts one that is open from now on. */
  open(): void {
    this.#instruments.open.add(1, this.#route);
  }

  /** Counts one that was open until now. */
  close(): void {
    this.#instruments.open.add(-1, this.#route);
  }

  /** Counts a message from the client. */
  receive(): void {
    this.#instruments.messages.add(1, this.#received);
  }

  /** Counts a message to the client. */
  send(): void {
    this.#instruments.messages.add(1, this.#sent);
  }

  /** Counts one that a limit of this name has ended, or kept from being opened. */
  limit(name: string): void {
    this.#instruments.limited.add(1, { ...this.#route, "fasthtml.limit": name });
  }
}

/** The counts of a request that has become a connection; undefined where there is no collector. */
export function countsOf(
  kind: "socket" | "stream",
  { route, target }: Exchange,
): LiveCounts | undefined {
  if (!INSTRUMENTS || !route) return;
  const path = target.base + route.path, key = `${kind} ${path}`;
  const counts = known.get(key) ?? new LiveCounts(INSTRUMENTS[kind], path);
  known.set(key, counts);
  return counts;
}

function toInstruments(kind: string, all: string): Instruments {
  return {
    open: meter!.createUpDownCounter(`fasthtml.${kind}.count`, {
      unit: `{${kind}}`,
      description: `The ${all} that are open`,
    }),
    messages: meter!.createCounter(`fasthtml.${kind}.messages`, {
      unit: "{message}",
      description: `Messages of ${all}`,
    }),
    limited: meter!.createCounter(`fasthtml.${kind}.limited`, {
      unit: `{${kind}}`,
      description: `The ${all} that a limit has ended, or kept from being opened`,
    }),
  };
}
