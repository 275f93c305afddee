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

/** Starts and stops an application, each once. */
export class Lifecycle {
  readonly #options: LifecycleOptions;
  #span: AsyncGenerator<unknown> | Generator<unknown> | undefined;
  #started: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;

  /** Takes the functions to run. */
  constructor(options: LifecycleOptions) {
    this.#options = options;
  }

  /** Makes requests wait for the start, if there is anything to wait for. */
  startBefore(fetch: Fetch): Fetch {
    if (!this.#hasStart) return fetch;
    // Startup is not part of the first request, so it runs outside that request's async context.
    const start: Middleware = async (request, next) => {
      await this.start();
      return next(request);
    };
    return compose([start], fetch);
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
    return this.#options.onStartup.length > 0 || this.#options.lifespan !== undefined;
  }

  async #start(): Promise<void> {
    this.#stopped = undefined;
    this.#span = this.#options.lifespan?.();
    await this.#span?.next();
    for (const hook of this.#options.onStartup) await hook();
  }

  async #stop(): Promise<void> {
    if (this.#hasStart && !this.#started) return;
    await this.#started;
    this.#started = undefined;
    for (const hook of this.#options.onShutdown) await hook();
    await this.#span?.next();
  }
}
