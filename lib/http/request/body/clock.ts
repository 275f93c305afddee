/** The time in which bodies must arrive. */
import { HTTPException } from "../../errors.ts";

/** Bytes that give a body another second, as in Apache's mod_reqtimeout. */
const RATE = 500;

/** A body on its way. */
export interface Countdown {
  /** The seconds that it has left. */
  left: number;
  /** Stops reading it. */
  readonly stop: () => void;
}

/**
 * Stops bodies that are too slow. One timer counts the seconds of all: with a timer for each, a small
 * request took 37 µs and not 21. A program that is busy counts more slowly, as it also reads so.
 */
export class BodyClock {
  #seconds: number;
  readonly #countdowns = new Set<Countdown>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #isClosed = false;

  /** Takes the seconds that a body may be slow. */
  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  /** Whether the server ends: it takes no large body any more, and may break a small one off. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Gives all bodies one second from now on: the server ends. */
  close(): void {
    this.#isClosed = true;
    this.#seconds = Math.min(this.#seconds, 1);
    for (const countdown of this.#countdowns) countdown.left = Math.min(countdown.left, 1);
  }

  /** Waits for bodies, but not for small ones that begin all the time. */
  async arrived(): Promise<void> {
    let waited = [...this.#countdowns];
    if (waited.length === 0) return;
    const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
    while (waited.some((countdown) => this.#countdowns.has(countdown))) {
      waited = [...this.#countdowns];
      await pause();
    }
    await pause(); // For the response to the last.
  }

  /** Begins to count; `stop` is called when the time is over. */
  begin(stop: () => void, bytes = 0): Countdown {
    const countdown = { left: this.#seconds + bytes / RATE, stop };
    this.#countdowns.add(countdown);
    if (this.#timer === undefined) {
      this.#timer = setInterval(() => this.#tick(), 1000);
      this.#timer.unref();
    }
    return countdown;
  }

  /** Counts what has arrived; throws a 408 if the time was over before. */
  take(countdown: Countdown, bytes: number): void {
    if (countdown.left < 0) throw this.#toError();
    countdown.left = Math.min(countdown.left + bytes / RATE, this.#seconds);
  }

  /** Counts no more. */
  end(countdown: Countdown): void {
    this.#countdowns.delete(countdown);
  }

  /** Waits for a body that is read at once; throws a 408 when the time for its bytes is over. */
  wait<T>(read: Promise<T>, bytes: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const countdown = this.begin(() => reject(this.#toError()), bytes);
      read.then((value) => {
        this.end(countdown);
        resolve(value);
      }, (error) => {
        this.end(countdown);
        reject(error);
      });
    });
  }

  #tick(): void {
    // Not stopped with the last body, as the next one is mostly near.
    if (this.#countdowns.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    for (const countdown of this.#countdowns) {
      if (--countdown.left >= 0) continue;
      this.end(countdown);
      countdown.stop();
    }
  }

  #toError(): HTTPException {
    return new HTTPException(
      408,
      `Cannot read the body: less than ${RATE} bytes a second for ${this.#seconds} s (bodyTimeout)`,
      { tell: { key: "tooSlow" }, headers: { connection: "close" } }, // RFC 9110, 15.5.9
    );
  }
}
