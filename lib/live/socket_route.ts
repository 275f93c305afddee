/** Routes that upgrade to sockets, and the way of a message: limits → bind → handler → send. */
import type { Child } from "../html/mod.ts";
import { toSignature } from "../http/binder.ts";
import type { BodyLimits } from "../http/body.ts";
import { OpenContext } from "../http/context.ts";
import { HTTPException } from "../http/errors.ts";
import { report } from "../http/log.ts";
import { attempt, type Maybe, then } from "../http/maybe.ts";
import { Route, type RouteOptions } from "../http/route.ts";
import type { Declarations, Fields, Handler, RequestContext } from "../http/types.ts";
import { AsyncLocalStorage } from "node:async_hooks";
import { MessageContext, readMessage, type SocketContext, toUpgrade } from "./message.ts";
import { Socket, type SocketLimits } from "./socket.ts";

/** The verb of socket routes. */
export const SOCKET_VERB = "WS";

/** What else a socket route does; its limits in place of the application's. */
export interface SocketOptions<Path extends string = string>
  extends Omit<RouteOptions, "bodyWrap">, Partial<SocketLimits> {
  /** Runs when a visitor connects, before the first message; what it returns is sent. */
  onConnect?(context: SocketContext<Path, Record<never, never>>): unknown;
  /** Runs once a visitor is gone. */
  onDisconnect?(context: SocketContext<Path, Record<never, never>>): unknown;
}

/** Declares sockets: `app.ws("/chat", { msg: String }, handler, { onConnect, onDisconnect })`. */
export interface SocketMaker {
  /** Declares a socket whose messages have no parameters beside those of the path. */
  <Path extends string>(
    path: Path,
    handler: (context: SocketContext<Path, Record<never, never>>) => unknown,
    options?: SocketOptions<Path>,
  ): Route<Path, Record<never, never>>;
  /** Declares a socket, with what the handler wants of each message. */
  <Path extends string, const D extends Declarations>(
    path: Path,
    params: D,
    handler: (context: SocketContext<Path, D>) => unknown,
    options?: SocketOptions<Path>,
  ): Route<Path, Record<never, never>>;
}

/** Makes an `app.ws` that hands each route on. */
export function makeWs(add: (route: Route) => void, setup: () => SocketSetup): SocketMaker {
  return (path: string, ...args: unknown[]) => {
    const hasParams = typeof args[0] === "object";
    const [params, handler, options = {}] = (hasParams ? args : [{}, ...args]) as [
      Declarations,
      (context: never) => unknown,
      SocketOptions | undefined,
    ];
    const route = toSocketRoute(path, params, handler, options, setup());
    add(route as Route);
    return route as Route<never, Record<never, never>>;
  };
}

/** Whether a request asks for a socket (RFC 6455, 4.2.1). */
export function isUpgrade({ method, headers }: Request): boolean {
  return method === "GET" && headers.get("upgrade")?.toLowerCase() === "websocket";
}

/** Upgrades a request; throws 400 for one that is malformed, 426 for another version. */
export function upgradeSocket(
  { req }: OpenContext,
  options: Deno.UpgradeWebSocketOptions = {},
): Deno.WebSocketUpgrade {
  if (req.headers.get("sec-websocket-version") !== "13") {
    throw new HTTPException(426, undefined, { headers: { "sec-websocket-version": "13" } });
  }
  try {
    return Deno.upgradeWebSocket(req, options);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new HTTPException(400, `Cannot open a socket: ${error.message}`, { cause: error });
  }
}

/** What a socket route needs of its application. */
export interface SocketSetup {
  readonly limits: SocketLimits & BodyLimits;
  /** What an answer has beside what the handler returned, such as toasts. */
  readonly extras: (context: RequestContext) => readonly Child[];
}

/** Makes the route: guards, session and parameters of the path are those of any request. */
function toSocketRoute<Path extends string>(
  path: Path,
  params: Declarations,
  handler: (context: never) => unknown,
  { onConnect, onDisconnect, name = handler.name, before, ...own }: SocketOptions<Path>,
  { limits: common, extras }: SocketSetup,
): Route<Path, Record<never, never>> {
  const limits = { ...common, ...own };
  const upgrade = (context: OpenContext) => {
    const from = toUpgrade(context);
    const { socket: ws, response } = upgradeSocket(context, limits);
    ws.binaryType = "arraybuffer";
    const socket = new Socket(ws, limits);
    const pathFields = toPathFields(route, context);
    // A message belongs to the request that opened the socket, with the tables that it narrowed.
    const inside = AsyncLocalStorage.snapshot();

    /** Calls one function of the program, and sends what it returns. */
    const call = (message: MessageContext, step: () => unknown): Maybe<void> =>
      then(step(), (result) => {
        const content = [result as Child ?? [], extras(message)].flat();
        if (content.length > 0) return socket.send(...content);
      });
    const hook = (step: SocketOptions["onConnect"]) => {
      const message = new MessageContext(from, socket);
      Object.assign(message, pathFields);
      return step && call(message, () => step(message as never));
    };
    const take = (data: string | ArrayBuffer) => {
      const message = new MessageContext(from, socket, readMessage(data, signature, limits));
      return call(
        message,
        () => then(message.bind(signature, pathFields), () => handler(message as never)),
      );
    };
    const fail = (error: unknown) => {
      // As data, so that htmx does not put it in the place of the page.
      if (error instanceof HTTPException) {
        return socket.sendText(JSON.stringify({ error: error.detail }));
      }
      report(error, context.req);
      socket.close(1011, "Internal error");
    };

    let waiting = 0;
    let tail: Maybe<void> = undefined;
    const enqueue = (step: () => Maybe<void>) => {
      waiting++;
      const run = () => then(attempt(() => inside(step), fail), () => void waiting--);
      tail = then(tail, run);
    };
    const isWithin = toGate(limits, () => waiting);
    ws.addEventListener("open", () => {
      extras(new MessageContext(from, socket)); // a page shows what was there before
      enqueue(() => hook(onConnect));
    });
    ws.addEventListener("message", ({ data }) => {
      if (!socket.isOpen) return;
      const objection = isWithin(data);
      if (objection) socket.close(objection.code, objection.reason);
      else enqueue(() => socket.isOpen ? take(data) : undefined);
    });
    const closing = OpenContext.closing(context);
    const close = () => socket.close(1001, "The server closes");
    closing.addEventListener("abort", close);
    socket.onEnd(() => {
      closing.removeEventListener("abort", close);
      enqueue(() => hook(onDisconnect));
    });
    return response;
  };
  const route: Route<Path, Record<never, never>> = new Route({
    verbs: [SOCKET_VERB],
    path,
    params: {},
    handler: upgrade as unknown as Handler,
    name,
    before,
  });
  const names = route.template.params.map((param) => param.name);
  const signature = toSignature(params, names, `socket ${path}`);
  return route;
}

interface Objection {
  readonly code: number;
  readonly reason: string;
}

/** Tells what is wrong with a message of a visitor who sends too much. */
function toGate(
  { maxMessage, maxRate, maxWaiting }: SocketLimits,
  waiting: () => number,
): (data: string | ArrayBuffer) => Objection | undefined {
  let second = 0, count = 0;
  return (data) => {
    const size = typeof data === "string" ? data.length : data.byteLength;
    if (size > maxMessage) {
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

function toPathFields(route: Route<string, unknown>, context: object): Fields {
  const fields: Fields = Object.create(null);
  for (const { name } of route.template.params) fields[name] = (context as Fields)[name];
  return fields;
}
