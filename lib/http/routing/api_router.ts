/** Routes that are declared in another file than the application. */
import type { Before } from "../before.ts";
import type { BodyWrap } from "../types.ts";
import type { Route } from "./route.ts";
import { checkPrefix } from "../base_path.ts";
import { makeRt, type RtFunction } from "./rt.ts";

/** Options of {@linkcode APIRouter}. */
export interface APIRouterOptions {
  /** The prefix of each path. Default: none. */
  prefix?: string;
  /** Functions that run before each handler, after those of the application. */
  before?: Before | readonly Before[];
  /** Wraps the content of each page's body. */
  bodyWrap?: BodyWrap;
}

/** Declares routes as `rt` does, and adds them to applications. */
export interface APIRouter extends RtFunction {
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
  checkPrefix(options.prefix ?? "");
  const routes: Route[] = [], apps: { addRoute(route: Route): void }[] = [];
  const rt = makeRt((route) => {
    routes.push(route);
    apps.forEach((app) => app.addRoute(route));
  }, options);
  const toApp = (app: { addRoute(route: Route): void }) => {
    apps.push(app);
    routes.forEach((route) => app.addRoute(route));
  };
  return Object.assign(rt, { toApp });
}
