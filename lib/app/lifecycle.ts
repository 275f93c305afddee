/** Functions that run before an application's first request, and after its last. */
import { compose, type Fetch, type Middleware } from "../http/middleware.ts";

/** A function that runs once, such as one that opens a connection. */
export type LifecycleHook = () => unknown;

/** A generator that runs to its `yield` before the first request, and continues after the last. */
export type Lifespan = () => AsyncGenerator<unknown> | Generator<unknown>;

/** The options of {@linkcode Lifecycle}. */
export interface LifecycleOptions {
  readonly onStartup: readonly LifecycleHook[];
  readonly onShutdown: readonly LifecycleHook[];
  readonly lifespan: Lifespan | undefined;
}

/** When a function runs: before the first request, or after the last. */
export type LifecycleEvent = "startup" | "shutdown";

/** Starts and stops an application, each once. */
export class Lifecycle {
  readonly #hooks: Record<LifecycleEvent, LifecycleHook[]>;
  readonly #lifespan: Lifespan | undefined;
  #isReady = false;
  #span: AsyncGenerator<unknown> | Generator<unknown> | undefined;
  #started: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;

  /** Takes the functions to run. */
  constructor({ onStartup, onShutdown, lifespan }: LifecycleOptions) {
    this.#hooks = { startup: [...onStartup], shutdown: [...onShutdown] };
    this.#lifespan = lifespan;
    this.#isReady = !this.#hasStart;
  }

  /** Adds a function to those that run; throws where it would come too late. */
  add(event: LifecycleEvent, hook: LifecycleHook): void {
    if (!Object.hasOwn(this.#hooks, event)) {
      throw new TypeError(
        `Cannot add a function for "${event}": found no such event, expected startup or shutdown`,
      );
    }
    if (event === "startup" && this.#started) {
      throw new Error(
        "Cannot add a startup function: the application has started, expected it before",
      );
    }
    this.#hooks[event].push(hook);
    this.#isReady = !this.#hasStart;
  }

  /** Makes requests wait for the start, if there is anything to wait for. */
  startBefore(fetch: Fetch): Fetch {
    // Startup is not part of the first request, so it runs outside that request's async context.
    const start: Middleware = async (request, next) => {
      await this.start();
      return next(request);
    };
    const waiting = compose([start], fetch);
    return (request, info) => this.#isReady ? fetch(request, info) : waiting(request, info);
  }

  /** Runs what comes before the first request; a call after a failure runs it again. */
  start(): Promise<void> {
    return this.#started ??= this.#start().catch((error) => {
      this.#started = undefined;
      throw error;
    });
  }

  /** Runs what comes after the last request, if the application was started. */
  stop(): Promise<void> {
    return this.#stopped ??= this.#stop();
  }

  get #hasStart(): boolean {
    return this.#hooks.startup.length > 0 || this.#lifespan !== undefined;
  }

  async #start(): Promise<void> {
    this.#stopped = undefined;
    this.#span = this.#lifespan?.();
    await this.#span?.next();
    for (const hook of this.#hooks.startup) await hook();
    this.#isReady = true;
  }

  async #stop(): Promise<void> {
    if (this.#hasStart && !this.#started) return;
    await this.#started;
    this.#started = undefined;
    this.#isReady = !this.#hasStart;
    for (const hook of this.#hooks.shutdown) await hook();
    await this.#span?.next();
  }
}
