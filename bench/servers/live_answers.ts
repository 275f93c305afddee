/** What the servers of the live bench share. */

import process from "node:process";

/** The port and how it is printed. */
export const PORT = {
  port: 0,
  hostname: "127.0.0.1",
  // deno-lint-ignore no-console -- the bench reads it
  onListen: ({ port }: Deno.NetAddr): void => console.log(`http://127.0.0.1:${port}/`),
};

/** Lets sent messages go out before the next one. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** The seconds of processor time that the process has taken. */
export function work(): { seconds: number } {
  const { user, system } = process.cpuUsage();
  return { seconds: (user + system) / 1e6 };
}

/** The memory of the process after garbage collection. */
export function memory(): { bytes: number } {
  const { gc } = globalThis as unknown as { gc: () => void }; // Exists with --expose-gc.
  for (let i = 0; i < 3; i++) gc();
  const { rss, heapTotal, heapUsed } = Deno.memoryUsage();
  return { bytes: rss - heapTotal + heapUsed }; // Without the pages that V8 keeps for later.
}
