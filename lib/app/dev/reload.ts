/** Development: the socket that tells pages when the program or its files have changed. */
import { exchangeOf } from "../../http/request/exchange.ts";
import { toFolder } from "../../http/reply/files.ts";
import { Route } from "../../http/routing/route.ts";
import { SOCKET_VERB } from "../../http/verbs.ts";
import type { RequestContext } from "../../http/types.ts";
import { upgradeSocket } from "../../live/socket_session.ts";

/** Makes the socket's route. It tells all pages what changes below `folder`. */
export function toReloadRoute(folder: string | URL): Route {
  const boot = crypto.randomUUID();
  const pages = new Set<WebSocket>();
  let watcher: Deno.FsWatcher | undefined;
  const watch = async () => {
    try {
      watcher = Deno.watchFs(toFolder(folder));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return; // No static files to watch
      throw error;
    }
    for await (const { kind, paths } of watcher) {
      if (kind === "access" || kind === "other") continue;
      const change = paths.every((path) => path.endsWith(".css")) ? "css" : "page";
      for (const page of pages) page.send(JSON.stringify({ change }));
    }
  };
  const handler = (context: RequestContext) => {
    const { socket, response } = upgradeSocket(context);
    const { closing } = exchangeOf(context);
    socket.addEventListener("open", () => {
      if (pages.size === 0) watch();
      pages.add(socket);
      socket.send(JSON.stringify({ boot }));
    });
    socket.addEventListener("close", () => {
      pages.delete(socket);
      if (pages.size === 0) watcher?.close();
    });
    closing.addEventListener("abort", () => socket.close(1001), { once: true });
    return response;
  };
  return new Route({
    verbs: [SOCKET_VERB],
    path: "/_fasthtml/live",
    params: {},
    handler,
    name: "",
  });
}
