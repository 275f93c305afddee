/** Connections to servers that may have ended, or not begun. */

/** Connects to a port; undefined where no server takes the connection. */
export async function connectIfUp(
  port: number,
  hostname = "127.0.0.1",
): Promise<Deno.TcpConn | undefined> {
  try {
    return await Deno.connect({ hostname, port });
  } catch (error) {
    // Reset: it was in the queue of a server that ended.
    const { ConnectionRefused, ConnectionReset } = Deno.errors;
    if (!(error instanceof ConnectionRefused || error instanceof ConnectionReset)) throw error;
  }
}
