/**
 * A port for a program that must know it before it starts, or comes back to it after a restart. It
 * is below those that the system gives to connections and to `port: 0`: other tests take it for none
 * of these while nothing listens.
 */
export function freePort(): number {
  for (;;) {
    const port = 11_000 + Math.floor(Math.random() * 20_000);
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
