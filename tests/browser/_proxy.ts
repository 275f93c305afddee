/** A line between a browser and a program, which a test cuts and mends. */
export interface Proxy extends AsyncDisposable {
  readonly origin: string;
  /** The targets of all requests so far whose connection was their first. */
  readonly targets: string[];
  /** Cuts all connections. Until `mend()` new ones are closed, get a 502, or get no answer. */
  cut(answer?: "502" | "silence"): void;
  mend(): void;
}

const BAD_GATEWAY = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/** Hands what comes over each connection on, byte by byte. */
export function openProxy(port: number): Proxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  const targets: string[] = [];
  let state = "open" as "open" | "closed" | "502" | "silence";
  const forward = async (client: Deno.TcpConn) => {
    open.add(client);
    const bytes = new Uint8Array(16384);
    const length = await client.read(bytes) ?? 0;
    const head = new TextDecoder().decode(bytes.subarray(0, length));
    targets.push(head.split(" ")[1] ?? "");
    if (state === "502") await client.write(new TextEncoder().encode(BAD_GATEWAY));
    if (state === "silence") return void await client.read(bytes); // until the browser gives up
    if (state !== "open") return;
    const program = await Deno.connect({ hostname: "127.0.0.1", port });
    open.add(program);
    await program.write(bytes.subarray(0, length));
    const pipe = async (from: Deno.Conn, to: Deno.Conn) => {
      try {
        await from.readable.pipeTo(to.writable);
      } catch {
        // Either side may leave in the middle of what the other one says.
      }
    };
    await Promise.all([pipe(client, program), pipe(program, client)]);
  };
  const close = (conn: Deno.Conn) => {
    open.delete(conn);
    try {
      conn.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error; // it has ended by itself
    }
  };
  const listening = (async () => {
    for await (const client of listener) {
      if (state === "closed") client.close();
      else void forward(client).catch(() => {}).finally(() => close(client));
    }
  })();
  const cut = (answer?: "502" | "silence") => {
    state = answer ?? "closed";
    [...open].forEach(close);
  };
  return {
    origin: `http://127.0.0.1:${listener.addr.port}`,
    targets,
    cut,
    mend: () => state = "open",
    async [Symbol.asyncDispose]() {
      listener.close();
      cut();
      await listening;
    },
  };
}
