/**
 * The process that `fastApp({ live: true })` runs the program under. It restarts the program when
 * its files change. While the program fails to start, it answers requests with the error.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import client from "../../browser/reload_client.js" with { type: "text" };
import { HTTPException } from "../../http/errors.ts";
import { SecurityHeaders } from "../../http/reply/security_headers.ts";
import { isCrossSite } from "../../http/request/cross_site.ts";
import { readTarget } from "../../http/request/target.ts";
import { Body, Code, H1, Head, Html, Pre, render, Script, Title } from "../../html/mod.ts";

const main = Deno.env.get("FASTHTML_LIVE")!;
const parent = Deno.ppid;
const hostname = Deno.env.get("HOST")!;
const allowedHosts = Deno.env.get("FASTHTML_LIVE_HOSTS")!.split(" ");
const port = Number(Deno.env.get("PORT")) || freePort();
let child: Deno.ChildProcess | undefined;

/** Ends with the child, also when the parent process is gone. */
const end = () => {
  child?.kill("SIGKILL");
  Deno.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, end);
setInterval(() => Deno.ppid !== parent && end(), 300);

const changes = watch(new URL(".", main));
for (;;) {
  const own = child = new Deno.Command(Deno.execPath(), {
    args: Deno.args,
    env: { PORT: `${port}` },
    stdin: "inherit",
    stdout: "inherit",
    stderr: "piped",
  }).spawn();
  const errors = copyErrors(own.stderr);
  const change = changes.next();
  const status = await Promise.race([own.status, change.then(() => undefined)]);
  if (status?.success) Deno.exit(0);
  if (status) {
    await using _page = answer(await errors);
    await change;
  } else {
    own.kill("SIGTERM");
    await own.status;
  }
}

/** Yields when a file of the program has changed and the editor has finished writing. */
async function* watch(folder: URL): AsyncGenerator<void> {
  let changed = Promise.withResolvers<void>();
  (async () => {
    for await (const { kind, paths } of Deno.watchFs(fileURLToPath(folder))) {
      const isSource = paths.some((path) =>
        /\.(tsx?|jsx?|mjs|json)$/.test(path) && !/\/(\.|node_modules\/)/.test(path)
      );
      if (isSource && kind !== "access") changed.resolve();
    }
  })();
  for (;;) {
    await changed.promise;
    await new Promise((resolve) => setTimeout(resolve, 100));
    changed = Promise.withResolvers();
    yield;
  }
}

/** Copies the program's standard error to the terminal, and keeps its text. */
async function copyErrors(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    await Deno.stderr.write(bytes);
    text = (text + decoder.decode(bytes, { stream: true })).slice(-20_000);
  }
  // deno-lint-ignore no-control-regex -- removes the terminal's colours
  return text.replace(/\x1b\[[\d;]*m/g, "");
}

/** Answers every request with the errors, unless it comes by another site. */
function answer(errors: string): AsyncDisposable {
  const boot = crypto.randomUUID();
  const page = render(Html(
    { "data-boot": boot } as Record<string, string>,
    Head(Title("The program does not start"), Script(client)),
    Body(H1("The program does not start"), Pre(Code(errors))),
  )) as string;
  const sockets = new Set<WebSocket>();
  const security = new SecurityHeaders();
  const server = Deno.serve({ port, hostname, onListen: () => {} }, (request, info) => {
    const headers = new Headers({ "cache-control": "no-store" });
    security.add(headers, true);
    const isUpgrade = request.headers.get("upgrade")?.toLowerCase() === "websocket";
    const rejected = check(request, info, isUpgrade);
    if (rejected) return new Response(rejected.detail, { status: rejected.status, headers });
    if (!isUpgrade) {
      headers.set("content-type", "text/html; charset=utf-8");
      return new Response(page, { status: 500, headers });
    }
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onopen = () => {
      sockets.add(socket);
      socket.send(JSON.stringify({ error: errors }));
    };
    socket.onclose = () => sockets.delete(socket);
    return response;
  });
  return {
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.close();
      await server.shutdown();
    },
  };
}

/** Why a request is not answered: as an application in development rejects it. */
function check(
  request: Request,
  info: Deno.ServeHandlerInfo,
  isUpgrade: boolean,
): HTTPException | undefined {
  try {
    const { host } = readTarget(request, info, { allowedHosts, isDevelopment: true });
    const isForeign = isCrossSite(request.headers, { host, trustedOrigins: new Set() });
    if (!isUpgrade || !isForeign) return;
    return new HTTPException(403, "Cannot accept this request: it comes from another site");
  } catch (error) {
    if (error instanceof HTTPException) return error;
    throw error;
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname, port: 0 });
  return listener.addr.port;
}
