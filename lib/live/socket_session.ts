/**
 * One client's session with a socket route: limits → bind → handler → send, in order of arrival.
 */
import { type Child, render } from "../html/mod.ts";
import type { Signature } from "../http/params/bind.ts";
import type { BodyLimits } from "../http/request/body/limits.ts";
import type { Exchange } from "../http/request/exchange.ts";
import { RequestAt } from "../http/request/target.ts";
import { HTTPException, report } from "../http/errors.ts";
import { attempt, type Maybe, then } from "../maybe.ts";
import type { RequestContext } from "../http/types.ts";
import { AsyncLocalStorage } from "node:async_hooks";
import { Buffer } from "node:buffer";
import { MessageContext, readMessage, toUpgrade } from "./message.ts";
import { Socket, type SocketLimits } from "./socket.ts";

/** Calls a function of the program. */
type Step = (message: MessageContext) => unknown;

/** What a route does at each step of a socket's life. */
export interface SocketHandlers {
  readonly handler: Step;
  readonly signature: Signature;
  readonly onConnect: Step | undefined;
  readonly onDisconnect: Step | undefined;
  readonly limits: SocketLimits & BodyLimits;
  /** Content to add to what the handler returned, such as toasts. */
  readonly extras: (context: RequestContext) => readonly Child[];
}

/** Upgrades a request and handles messages until one side ends the socket. */
export function runSocket(exchange: Exchange, handlers: SocketHandlers): Response {
  const { handler, signature, onConnect, onDisconnect, limits, extras } = handlers;
  const { closing, connections } = exchange;
  const client = exchange.scope.client as string | undefined;
  const excess = connections.findExcess(client);
  if (excess) throw excess;
  const from = toUpgrade(exchange);
  const { socket: ws, response } = upgradeSocket(exchange, limits);
  ws.binaryType = "arraybuffer";
  const socket = new Socket(ws, limits);
  // Messages run in the async context of the request, so tables stay narrowed.
  const inside = AsyncLocalStorage.snapshot();

  const answer = (message: MessageContext, step: Step) =>
    then(step(message), (result) => {
      const content = [result as Child ?? [], extras(message)].flat();
      if (content.length > 0) return socket.send(...content);
    });
  const hook = (step: Step = () => {}) => answer(new MessageContext(from, socket), step);
  const take = (data: string | ArrayBuffer) => {
    const message = new MessageContext(from, socket, readMessage(data, signature, limits));
    return answer(message, () => then(message.bind(signature), () => handler(message)));
  };
  const fail = (error: unknown) => {
    if (error instanceof HTTPException) {
      // Sent as JSON, so that htmx does not swap it in for the page.
      return socket.sendText(JSON.stringify({ error: error.detail }));
    }
    report(error, exchange.req);
    socket.close(1011, "Internal error");
  };

  let waiting = 0;
  let tail: Maybe<void> = undefined;
  const enqueue = (step: () => Maybe<void>) => {
    waiting++;
    tail = then(tail, () => then(attempt(() => inside(step), fail), () => void waiting--));
  };
  const violationOf = messageLimiter(limits, () => waiting);
  const close = () => socket.close(1001, "The server closes");
  const signOut = () => socket.close(1012, "Signed out, or in elsewhere: connect again");
  const open = () => {
    const unfollow = connections.follow(exchange, signOut);
    closing.addEventListener("abort", close);
    socket.onEnd(() => {
      unfollow();
      closing.removeEventListener("abort", close);
      enqueue(() => hook(onDisconnect));
    });
    ws.addEventListener("message", ({ data }) => {
      const violation = violationOf(data);
      if (violation) socket.close(violation.code, violation.reason);
      else enqueue(() => socket.isOpen ? take(data) : undefined);
    });
    enqueue(() => {
      // The page shows toasts from before the upgrade; here they are rendered and dropped.
      const before = render(extras(new MessageContext(from, socket)));
      return then(before, () => hook(onConnect));
    });
  };
  // Counted only now: a client that leaves before it is answered causes no event, so not its end.
  ws.addEventListener("open", () => {
    const excess = connections.findExcess(client);
    if (excess) return ws.close(1013, excess.message);
    ws.addEventListener("close", connections.add(client));
    open();
  });
  return response;
}

/** Upgrades a request; throws 400 for a malformed one, 426 for another WebSocket version. */
export function upgradeSocket(
  { req }: { readonly req: Request },
  options: Deno.UpgradeWebSocketOptions = {},
): Deno.WebSocketUpgrade {
  if (req.headers.get("sec-websocket-version") !== "13") {
    throw new HTTPException(426, undefined, { headers: { "sec-websocket-version": "13" } });
  }
  try {
    return Deno.upgradeWebSocket(req instanceof RequestAt ? req.original : req, options);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new HTTPException(400, `Cannot open a socket: ${error.message}`, { cause: error });
  }
}

interface Violation {
  readonly code: number;
  readonly reason: string;
}

/** Makes a function that says which limit a client's message exceeds, if any. */
function messageLimiter(
  { maxMessage, maxRate, maxWaiting }: SocketLimits,
  waiting: () => number,
): (data: string | ArrayBuffer) => Violation | undefined {
  let second: number | undefined, count: number;
  return (data) => {
    if (Buffer.byteLength(data) > maxMessage) {
      return { code: 1009, reason: `Cannot take more than ${maxMessage} bytes (maxMessage)` };
    }
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) second = now, count = 0;
    if (++count > maxRate) {
      return { code: 1008, reason: `Cannot take more than ${maxRate} messages a second (maxRate)` };
    }
    if (waiting() >= maxWaiting) {
      return { code: 1013, reason: `Cannot keep more than ${maxWaiting} messages (maxWaiting)` };
    }
  };
}
