/** What stays open after its request: how many sockets, and which user's sockets and streams. */
import { HTTPException } from "../errors.ts";
import { toLine } from "../log.ts";

/** How many sockets may be open. */
export interface ConnectionLimits {
  /** Sockets that may be open in all. Default: 10,000. */
  readonly maxSockets: number;
  /** Sockets that one IP address may have open, or one /64 network of IPv6. Default: 1,000. */
  readonly maxClientSockets: number;
}

/** The limits of an application that sets none. */
export const CONNECTION_LIMITS: ConnectionLimits = { maxSockets: 10_000, maxClientSockets: 1000 };

/** Tells other processes whose connections end. */
export interface Announcer {
  /** Listens to other processes from now on. */
  open(): void;
  /** Tells them of a user, as `end()` takes it. */
  announce(user: string): void;
}

/** What `follow()` reads of an exchange. */
interface FollowedRequest {
  readonly auth: unknown;
  readonly info: unknown;
}

/** Seconds between two lines of the log about one limit, so that a flood cannot fill the log. */
const QUIET_SECONDS = 60;

/** The open sockets and event streams of an application and of those mounted in it. */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #announcer: Announcer;
  readonly #clients = new Map<string, number>();
  readonly #users = new Map<string, Set<() => void>>();
  /** When a line was logged last, by status. */
  readonly #logged = new Map<number, number>();
  #sockets = 0;
  #above: Connections | undefined;

  /** Takes the limits, and the way to other processes. */
  constructor(limits: ConnectionLimits, announcer: Announcer) {
    this.#limits = limits;
    this.#announcer = announcer;
  }

  /** Counts from now on with those of the application that this one is mounted in. */
  joinUnder(above: Connections): void {
    this.#above = above;
  }

  /** Returns why a client may open no socket: a 503 if there are too many, a 429 if it has. */
  findExcess(client: string | undefined): HTTPException | undefined {
    if (this.#above) return this.#above.findExcess(client);
    const { maxSockets, maxClientSockets } = this.#limits;
    if (this.#sockets >= maxSockets) {
      return this.#reject(503, `${maxSockets} are open (maxSockets)`);
    }
    if (client !== undefined && (this.#clients.get(toNetwork(client)) ?? 0) >= maxClientSockets) {
      return this.#reject(429, `${maxClientSockets} of ${client} are open (maxClientSockets)`);
    }
  }

  /** Counts a socket that is open; the returned function takes it back. */
  add(client = ""): () => void {
    if (this.#above) return this.#above.add(client);
    const network = toNetwork(client);
    const count = (change: number) => {
      this.#sockets += change;
      const all = (this.#clients.get(network) ?? 0) + change;
      if (all > 0) this.#clients.set(network, all);
      else this.#clients.delete(network);
    };
    count(1);
    return () => count(-1);
  }

  /** Calls a function when its user's connections are ended, until the returned one is called. */
  follow({ auth, info }: FollowedRequest, end: () => void): () => void {
    if (this.#above) return this.#above.follow({ auth, info }, end);
    if (!isUser(auth)) return () => {};
    const user = JSON.stringify(auth);
    const ends = this.#users.get(user) ?? new Set();
    this.#users.set(user, ends.add(end));
    if (info) this.#announcer.open(); // A request of this process has no other one.
    return () => {
      if (ends.delete(end) && ends.size === 0) this.#users.delete(user);
    };
  }

  /** Ends the connections of a user, in all processes. */
  disconnect(auth: string | number | undefined): void {
    if (this.#above) return this.#above.disconnect(auth);
    if (auth === undefined || auth === null) return;
    if (!isUser(auth)) {
      throw new TypeError(
        `Cannot disconnect a user: found ${typeof auth}, expected the text or number in auth`,
      );
    }
    const user = JSON.stringify(auth);
    this.end(user);
    this.#announcer.announce(user);
  }

  /** Ends the connections of a user in this process. */
  end(user: string): void {
    const ends = this.#users.get(user) ?? [];
    this.#users.delete(user);
    for (const end of ends) end();
  }

  #reject(status: number, found: string): HTTPException {
    const message = `Cannot open a socket: ${found}, expected fewer`;
    const now = performance.now() / 1000;
    if (now - (this.#logged.get(status) ?? -Infinity) >= QUIET_SECONDS) {
      this.#logged.set(status, now);
      // deno-lint-ignore no-console -- it may also be a limit that is too low for all the users
      console.error(toLine(message));
    }
    return new HTTPException(status, message, { headers: { "retry-after": `${QUIET_SECONDS}` } });
  }
}

function isUser(auth: unknown): auth is string | number {
  return typeof auth === "string" || typeof auth === "number";
}

/** A client of IPv6 has a network of 2 ** 64 IP addresses, mostly. */
function toNetwork(client: string): string {
  if (!client.includes(":")) return client;
  if (client.includes(".")) return client.slice(client.lastIndexOf(":") + 1); // ::ffff:192.0.2.1
  const [head, tail] = client.split("::", 2).map((part) => part.split(":").filter(Boolean));
  const zeros = tail ? 8 - head!.length - tail.length : 0;
  return [...head!, ...Array(Math.max(zeros, 0)).fill("0"), ...tail ?? []].slice(0, 4).join(":");
}
