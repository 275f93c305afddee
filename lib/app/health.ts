/** The health check: tells balancers and hosts whether a server starts, is ready, fails, or ends. */
import { type BasePath, cutPrefix } from "../http/base_path.ts";
import { logError } from "../http/log.ts";
import type { Fetch } from "../http/middleware.ts";

/** Tells whether what the application needs is there: throws or returns false if it is not. */
export type HealthCheck = () => unknown;

/** What a health check is made of. */
export interface HealthOptions {
  /** What is checked; undefined for an application without a health check. */
  readonly checks: readonly HealthCheck[] | undefined;
  readonly basePath: BasePath;
  /** Starts the application, once. */
  readonly start: () => Promise<void>;
  /** Aborted when the server closes. */
  readonly closing: AbortSignal;
}

/** What the health check says. */
type State = "ready" | "live" | "starting" | "failing" | "draining";

/** The key of an application's health. */
export const HEALTH: unique symbol = Symbol("health");

const PATH = "/_fasthtml/health";

/** Seconds that a check has. */
const CHECK_SECONDS = 2;

/** The health of an application. */
export class Health {
  readonly #options: HealthOptions;
  #isStarted = false;
  #isDraining = false;
  /** The checks under way: many requests at once check once. */
  #checking: Promise<State> | undefined;

  /** Why it is failing: a balancer asks every second, and the log says it once. */
  #reason: string | undefined;

  constructor(options: HealthOptions) {
    this.#options = options;
  }

  /** Says from now on that the server ends. */
  drain(): void {
    this.#isDraining = true;
  }

  /** Answers health checks first: before guards, the check of the host, and the log. */
  around(fetch: Fetch): Fetch {
    if (!this.#options.checks) return fetch;
    return (request, info) => {
      // A substring is quick to find; only its URL says more.
      const isAsked = request.url.includes(PATH) && /^(GET|HEAD)$/.test(request.method);
      const path = isAsked ? this.#toPath(request.url) : undefined;
      if (path === PATH) return this.#read().then(toResponse);
      return path === `${PATH}/live` ? toResponse("live") : fetch(request, info);
    };
  }

  /** The path with or without the base path, as a proxy may strip it. */
  #toPath(url: string): string {
    const { pathname } = new URL(url);
    return cutPrefix(pathname, this.#options.basePath.base) ?? pathname;
  }

  async #read(): Promise<State> {
    const state = this.#isEnding ? "draining" : await (this.#checking ??= this.#check());
    return this.#isEnding ? "draining" : state;
  }

  get #isEnding(): boolean {
    return this.#isDraining || this.#options.closing.aborted;
  }

  async #check(): Promise<State> {
    try {
      if (!await this.#start()) return "starting";
      await Promise.all(this.#options.checks!.map(runCheck));
      this.#reason = undefined;
      return "ready";
    } catch (error) {
      const reason = String(error);
      if (reason !== this.#reason) logError("Not ready:", error);
      this.#reason = reason;
      return "failing";
    } finally {
      this.#checking = undefined;
    }
  }

  /** Starts the application, and tells whether it has started, without waiting for that. */
  async #start(): Promise<boolean> {
    const started = this.#options.start().then(() => this.#isStarted = true);
    if (!this.#isStarted) await Promise.race([started, new Promise((go) => setTimeout(go))]);
    return this.#isStarted;
  }
}

async function runCheck(check: HealthCheck): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const name = check.name || "a check";
  const give = () =>
    reject(new Error(`Cannot use ${name}: no result in ${CHECK_SECONDS} s, expected one`));
  const timer = setTimeout(give, CHECK_SECONDS * 1000);
  try {
    if (await Promise.race([check(), late]) !== false) return;
    throw new Error(`Cannot use ${name}: it returned false, expected anything else`);
  } finally {
    clearTimeout(timer);
  }
}

function toResponse(state: State): Response {
  const headers = {
    "content-type": "text/plain",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
  return new Response(state, {
    status: state === "ready" || state === "live" ? 200 : 503,
    headers,
  });
}
