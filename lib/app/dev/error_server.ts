/** Development: answers in the place of a program that does not start, with the reason. */
import client from "../../browser/reload_client.js" with { type: "text" };
import { type Child, Code, H1, Pre, render, Script } from "../../html/mod.ts";
import { HTTPException } from "../../http/errors.ts";
import { SecurityHeaders } from "../../http/reply/security_headers.ts";
import { isCrossSite } from "../../http/request/cross_site.ts";
import { readTarget } from "../../http/request/target.ts";
import { toPage } from "./debug_page.ts";
import { toEditorLink } from "./excerpt.ts";
import type { Place, Setup } from "./types.ts";

/** Answers every request with the errors, unless it comes by another site. */
export function serveErrors(
  errors: string,
  { allowedHosts, main, ...place }: Place & Pick<Setup, "main">,
): AsyncDisposable {
  const boot = crypto.randomUUID();
  const page = render(toPage(
    "The program does not start",
    [Script(client, { data_boot: boot })],
    H1("The program does not start"),
    Pre(Code(toLinks(errors, main)), { tabindex: 0 }),
  )) as string;
  const sockets = new Set<WebSocket>();
  const security = new SecurityHeaders();
  const server = Deno.serve({ ...place, onListen: () => {} }, (request, info) => {
    const headers = new Headers({ "cache-control": "no-store" });
    security.add(headers, true);
    const isUpgrade = request.headers.get("upgrade")?.toLowerCase() === "websocket";
    const rejected = check(request, info, isUpgrade, allowedHosts);
    if (rejected) return new Response(rejected.detail, { status: rejected.status, headers });
    if (!isUpgrade) {
      headers.set("content-type", "text/html; charset=utf-8");
      return new Response(page, { status: 500, headers });
    }
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onopen = () => {
      sockets.add(socket);
      socket.send(JSON.stringify({ boot, page }));
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

/** The text of errors with links that open an editor. */
function toLinks(errors: string, main: string): Child[] {
  return errors.split(/(file:\/\/\/(?:[A-Z]:)?[^\s:()]+:\d+:\d+)/).map((part) => {
    if (!part.startsWith("file:///")) return part;
    const places = part.split(":"), column = Number(places.pop()), line = Number(places.pop());
    return toEditorLink({ url: places.join(":"), line, column }, main);
  });
}

/** Why a request is not answered: as an application in development rejects it. */
function check(
  request: Request,
  info: Deno.ServeHandlerInfo,
  isUpgrade: boolean,
  allowedHosts: readonly string[],
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
