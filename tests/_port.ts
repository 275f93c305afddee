/**
 * Ports for programs that must know theirs before they start, or come back to it after a restart.
 *
 * They are below those that the system gives to connections and to `port: 0`, so that none of these
 * takes one in between: there, from 16,000 on in some containers, programs failed to start. And no
 * other process or worker of tests gives the same: each has ports of its own, of which it holds the
 * first for as long as it runs.
 */
import { readFileSync } from "node:fs";

/** How many ports a process or worker has: the one that it holds, and those that it gives in turn. */
const EACH = 50;

/** The first port of all; and of the system's own, where it does not say which those are. */
const FIRST = 10_000, SYSTEMS = 32_768;

// Outside of every test, as none would be allowed to leave it open.
const held = hold();
let turn = 0;

/** A port on which nothing listens. */
export function freePort(): number {
  for (let tries = 0; tries < EACH; tries++) {
    const port = held.addr.port + 1 + turn++ % (EACH - 1);
    const listener = tryListen(port);
    listener?.close();
    if (listener) return port;
  }
  throw new Error(
    `Cannot find a port: all from ${held.addr.port} on are taken, expected one that is free`,
  );
}

/** Holds the first of some ports that no other holds, of as many places as there are. */
function hold(): Deno.TcpListener {
  const places = Math.max(Math.floor((firstOfSystem() - FIRST) / EACH), 1);
  const start = Math.floor(Math.random() * places);
  for (let n = 0; n < places; n++) {
    const listener = tryListen(FIRST + (start + n) % places * EACH);
    if (listener) return listener;
  }
  throw new Error(
    `Cannot find ports: all ${places} places are taken, expected one that is free`,
  );
}

function tryListen(port: number): Deno.TcpListener | undefined {
  try {
    return Deno.listen({ hostname: "127.0.0.1", port });
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
  }
}

/** The first port that the system gives to connections: Linux says it. */
function firstOfSystem(): number {
  try {
    const first = parseInt(readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8"));
    // A system that gives almost all of them leaves no choice.
    return first >= FIRST + 2 * EACH ? first : SYSTEMS;
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return SYSTEMS;
    throw error;
  }
}
