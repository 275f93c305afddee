/** What an exchange is given by its application, and by the route that matches. */
import type { Site } from "../../stack.ts";
import type { Languages } from "../messages.ts";
import type { Signature } from "../params/bind.ts";
import type { AppInfo, PageAttrs } from "../types.ts";
import type { Bodies } from "./body/read.ts";
import type { Connections } from "./connections.ts";
import type { ServerSessions } from "./kept_session.ts";
import type { SessionConfig } from "./session.ts";

/** What an exchange needs of its application. */
export interface ExchangeOptions {
  readonly app: AppInfo;
  /** What all bodies share. */
  readonly bodies: Bodies;
  /** How sessions are kept, for requests by https and others. */
  readonly session: (isHttps: boolean) => SessionConfig;
  /** Where sessions are kept, if not in their cookies. */
  readonly store: ServerSessions | undefined;
  /** The number of proxies in front of the server. */
  readonly trustProxy: number;
  /** Aborted when the server closes. */
  readonly closing: AbortSignal;
  /** What stays open after its request. */
  readonly connections: Connections;
  /** The languages of what users read. */
  readonly languages: Languages;
  /** Attributes of all pages. */
  readonly htmlAttrs: PageAttrs;
}

/** What an exchange needs of the route that matches. */
export interface MatchedRoute {
  readonly name: string;
  readonly path: string;
  readonly verbs: readonly string[];
  readonly site: Site;
  readonly names: readonly string[];
  readonly signature: Pick<Signature, "shadows">;
}
