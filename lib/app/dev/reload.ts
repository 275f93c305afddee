/** Development: the socket that tells pages when the program or its files have changed. */
import { exchangeOf } from "../../http/request/exchange.ts";
import { toFolder } from "../../http/reply/files.ts";
import { Route } from "../../http/routing/route.ts";
import { SOCKET_VERB } from "../../http/verbs.ts";
import type { RequestContext } from "../../http/types.ts";
import { upgradeSocket } from "../../live/socket_session.ts";
import type { OpenPages } from "./open_pages.ts";

/** What the socket tells of. */
export interface ReloadOptions {
  /** The folder of static files. */
  readonly folder: string | URL;
  /** Names this start of the program. */
  readonly boot: string;
}

/** Makes the socket's route, which tells pages of changes. */
export function toReloadRoute(pages: OpenPages, { folder, boot }: ReloadOptions): Route {
  let watcher: Deno.FsWatcher | undefined;
  const watch = async () => {
    let root: string;
    try {
      root = Deno.realPathSync(toFolder(folder));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return; // No static files to watch
      throw error;
    }
    watcher = Deno.watchFs(root);
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      const files = [...changed].map((path) => toPath(path.slice(root.length)));
      changed.clear();
      pages.tellFiles(files);
    };
    for await (const { kind, paths } of watcher) {
      if (kind === "access" || kind === "other") continue;
      for (const path of paths) changed.add(path);
      clearTimeout(timer);
      timer = setTimeout(tell, QUIET);
    }
    clearTimeout(timer);
  };
  const handler = (context: RequestContext) => {
    const { socket, response } = upgradeSocket(context);
    const { closing } = exchangeOf(context);
    socket.addEventListener("open", () => {
      if (pages.areNone) watch();
      socket.send(JSON.stringify({ boot }));
      pages.add(socket);
    });
    socket.addEventListener("close", () => {
      pages.delete(socket);
      if (pages.areNone) watcher?.close();
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

/** Milliseconds without a change after which an editor has finished writing. */
const QUIET = 30;

/** The URL of a file, by its path below the folder. */
function toPath(file: string): string {
  const separator = Deno.build.os === "windows" ? "\\" : "/";
  return file.split(separator).filter(Boolean).map(encodeURIComponent).join("/");
}
