/** Routes that are declared in another file than the application. */
import { makeOptionCheck } from "../option_check.ts";
import type { Before } from "../http/before.ts";
import type { BodyWrap } from "../http/types.ts";
import type { Route } from "../http/routing/route.ts";
import { checkPrefix } from "../http/base_path.ts";
import { makeRt, type RtFunction } from "../http/routing/rt.ts";
import { makeSocket, type RawSocketMaker } from "./raw_socket.ts";
import {
  makeWs,
  type SocketMaker,
  type SocketOptions,
  type SocketOwner,
  SOCKETS,
} from "./socket_route.ts";

/** Options of {@linkcode APIRouter}. */
export interface APIRouterOptions {
  /** The prefix of each path. Default: none. */
  prefix?: string;
  /** Functions that run before each handler, after those of the application. */
  before?: Before | readonly Before[];
  /** Wraps the content of each page's body. */
  bodyWrap?: BodyWrap;
}

const checkOptions = makeOptionCheck<APIRouterOptions>("make an APIRouter", {
  prefix: true,
  before: true,
  bodyWrap: true,
});

/** Declares routes as `rt` does, and sockets, and adds them to applications. */
export interface APIRouter extends RtFunction {
  /** Declares sockets. */
  readonly ws: SocketMaker;
  /** Declares sockets whose handler reads the messages itself. */
  readonly socket: RawSocketMaker;
  /** Adds the routes to an application, also those that are declared later. */
  toApp(app: { addRoute(route: Route): void }): void;
}

/**
 * Makes an `rt` for a file of its own; the application's file calls `toApp(app)`.
 *
 * @example
 * ```ts
 * import { APIRouter, fastApp } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const shop = APIRouter({ prefix: "/shop" });
 * export const item = shop("/item/{id:int}", ({ id }) => `Item ${id}`);
 *
 * const { app } = fastApp();
 * shop.toApp(app);
 * strictEqual(await (await app.request(item.to({ id: 7 }))).text(), "Item 7");
 * ```
 */
export function APIRouter(options: APIRouterOptions = {}): APIRouter {
  checkOptions(options);
  checkPrefix(options.prefix ?? "");
  const added: { route: Route; limits: SocketOptions["limits"] }[] = [], apps: RouteOwner[] = [];
  const addTo = (app: RouteOwner, { route, limits }: typeof added[number]) => {
    if (limits) app[SOCKETS]?.(limits);
    app.addRoute(route);
  };
  const add = (route: Route, limits?: SocketOptions["limits"]) => {
    added.push({ route, limits });
    apps.forEach((app) => addTo(app, { route, limits }));
  };
  const toApp = (app: RouteOwner) => {
    apps.push(app);
    added.forEach((one) => addTo(app, one));
  };
  const ws = makeWs(add, options), socket = makeSocket(add, options);
  return Object.assign(makeRt((route) => add(route), options), { ws, socket, toApp });
}

interface RouteOwner extends Partial<SocketOwner> {
  addRoute(route: Route): void;
}
