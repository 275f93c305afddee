/** What stays open after its request: sockets and streams, whose they are, and how they end. */
import { HTTPException } from "../errors.ts";
import { toLine } from "../log.ts";
import type { Maybe } from "../../maybe.ts";
import { toNetwork } from "./network.ts";

/** How many sockets may be open. */
export interface ConnectionLimits {
  /** WebSockets that may be open in all. Default: 10,000. */
  readonly maxSockets: number;
  /** WebSockets that one IP address may have open, or one /64 network of IPv6. Default: 1,000. */
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

/** A socket that is open. */
export interface OpenSocket {
  /** Ends it with the server. */
  end(): Promise<void>;
}

/** What `follow()` reads of an exchange. */
interface FollowedRequest {
  readonly auth: unknown;
  readonly sessionId: string | undefined;
  readonly info: unknown;
}

/** Seconds between two lines of the log about one limit, so that a flood cannot fill the log. */
const QUIET_SECONDS = 60;

/** The open sockets and event streams of an application and of those mounted in it. */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #announcer: Announcer;
  readonly #clients = new Map<string, number>();
  /** What ends the connections of each user, and of each session. */
  readonly #ends = new Map<string, Set<() => void>>();
  readonly #open = new Set<OpenSocket>();
  readonly #ending = new Set<Promise<void>>();
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

  /** Knows of a socket that is open. */
  add(socket: OpenSocket, client: string | undefined): void {
    this.#open.add(socket);
    this.#count(client, 1);
  }

  /** Forgets a socket that has ended. */
  remove(socket: OpenSocket, client: string | undefined): void {
    this.#open.delete(socket);
    this.#count(client, -1);
  }

  /** Ends the sockets with the server. */
  close(): void {
    for (const socket of this.#open) this.track(socket.end());
  }

  /** Knows of something that ends: the server waits for it before it ends itself. */
  track(end: Maybe<void>): void {
    if (this.#above) return this.#above.track(end);
    if (!(end instanceof Promise)) return;
    const ending = end.finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  /** Waits for all that ends. */
  async settled(): Promise<void> {
    while (this.#ending.size > 0) await Promise.all(this.#ending);
  }

  /**
   * Calls a function when the connections of its user, or of its session, are ended, until the
   * returned one is called.
   */
  follow({ auth, sessionId, info }: FollowedRequest, end: () => void): () => void {
    if (this.#above) return this.#above.follow({ auth, sessionId, info }, end);
    const keys: string[] = [];
    if (isUser(auth)) keys.push(JSON.stringify(auth));
    if (sessionId !== undefined) keys.push(toSessionKey(sessionId));
    for (const key of keys) this.#ends.set(key, (this.#ends.get(key) ?? new Set()).add(end));
    if (info && keys.length > 0) this.#announcer.open(); // A request of this process has no other one.
    return () => {
      for (const key of keys) {
        const ends = this.#ends.get(key);
        if (ends?.delete(end) && ends.size === 0) this.#ends.delete(key);
      }
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
    this.#endAll(JSON.stringify(auth));
  }

  /** Ends the connections of a session, in all processes. */
  endSession(id: string): void {
    if (this.#above) return this.#above.endSession(id);
    this.#endAll(toSessionKey(id));
  }

  /** Ends the connections of a user or of a session in this process. */
  end(key: string): void {
    const ends = this.#ends.get(key) ?? [];
    this.#ends.delete(key);
    for (const end of ends) end();
  }

  #endAll(key: string): void {
    this.end(key);
    this.#announcer.announce(key);
  }

  #count(client = "", change: 1 | -1): void {
    if (this.#above) return this.#above.#count(client, change);
    const network = toNetwork(client), all = (this.#clients.get(network) ?? 0) + change;
    this.#sockets += change;
    if (all > 0) this.#clients.set(network, all);
    else this.#clients.delete(network);
  }

  #reject(status: number, found: string): HTTPException {
    const message = `Cannot open a socket: ${found}, expected fewer`;
    const now = performance.now() / 1000;
    if (now - (this.#logged.get(status) ?? -Infinity) >= QUIET_SECONDS) {
      this.#logged.set(status, now);
      // deno-lint-ignore no-console -- it may also be a limit that is too low for all the users
      console.error(toLine(message));
    }
    return new HTTPException(status, message, {
      tell: { key: "busy" },
      headers: { "retry-after": `${QUIET_SECONDS}` },
    });
  }
}

/** No user has this key: theirs are JSON. */
function toSessionKey(id: string): string {
  return `session ${id}`;
}

function isUser(auth: unknown): auth is string | number {
  return typeof auth === "string" || typeof auth === "number";
}
