/** Tasks that run once the response is sent. */
import { type ErrorSource, reportLate } from "./errors.ts";

/**
 * A function that runs once the response is sent, returned beside content.
 *
 * An error in it is logged and does not change the response. FastHTML: `BackgroundTask`.
 *
 * @example
 * ```ts
 * import { BackgroundTask, fastApp, P } from "@fasthtml/fasthtml";
 *
 * const { rt } = fastApp();
 * const sendMail = (to: string) => console.log(`Mail to ${to}`);
 * rt("/join", () => [P("Look into your mail"), new BackgroundTask(sendMail, "eve@example.com")]);
 * ```
 */
export class BackgroundTask<Args extends unknown[] = []> {
  readonly #run: () => unknown;

  /** Takes the function and its arguments. */
  constructor(task: (...args: Args) => unknown, ...args: Args) {
    this.#run = () => task(...args);
  }

  /** Runs the function. */
  async run(): Promise<void> {
    await this.#run();
  }
}

/** Runs the tasks of all responses, and tracks which are still running. */
export class TaskRunner {
  readonly #running = new Set<Promise<void>>();

  /** Runs tasks one after the other, once the response is sent. */
  run(
    tasks: readonly BackgroundTask<never>[],
    source: ErrorSource,
    sent: Promise<void> | undefined,
  ): void {
    const running = runAll(tasks, source, sent).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits for all tasks that run. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }
}

async function runAll(
  tasks: readonly BackgroundTask<never>[],
  source: ErrorSource,
  sent: Promise<void> | undefined,
): Promise<void> {
  // A client that disconnects before the response is sent does not cancel the tasks.
  await Promise.allSettled([sent]);
  for (const task of tasks) {
    try {
      await task.run();
    } catch (error) {
      reportLate(error, source);
    }
  }
}
