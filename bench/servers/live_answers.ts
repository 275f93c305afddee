/** Where the servers of the live bench listen. */
export const PORT = {
  port: 0,
  hostname: "127.0.0.1",
  // deno-lint-ignore no-console -- the bench reads it
  onListen: ({ port }: Deno.NetAddr): void => console.log(`http://127.0.0.1:${port}/`),
};

/** Lets what was sent go out before the next message. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** What the process holds once nothing is left over. */
export function memory(): { bytes: number } {
  const { gc } = globalThis as unknown as { gc: () => void }; // by --expose-gc
  for (let i = 0; i < 3; i++) gc();
  const { rss, heapTotal, heapUsed } = Deno.memoryUsage();
  return { bytes: rss - heapTotal + heapUsed }; // without the pages that V8 keeps for later
}
