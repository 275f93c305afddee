/** A broker and a time of day that tests hold in their hands. */
import type { Broker } from "@fasthtml/fasthtml";

/** A broker that keeps what it is given, and says what other processes would. */
export class Line implements Broker {
  published: string[] = [];
  subscribed = 0;
  closed = 0;
  receive: (text: string) => void = () => {};

  subscribe(receive: (text: string) => void): void {
    this.subscribed++;
    this.receive = receive;
  }

  publish(text: string): void {
    this.published.push(text);
  }

  close(): void {
    this.closed++;
  }

  /** What was published since the last time, without the process's id. */
  take(): string[][] {
    return this.published.splice(0).map((text) => JSON.parse(text).slice(1));
  }

  /** Another process says something. */
  hear(...news: string[]): void {
    this.receive(JSON.stringify(news));
  }
}

/** The milliseconds for which a channel gathers joins and leaves. */
const GATHER_MS = 50;

/**
 * The time of day, intervals, and the time for which channels gather, which pass when the test says
 * so. Other timers are real.
 */
export class Clock {
  readonly #real = { now: Date.now, setInterval, clearInterval, setTimeout, clearTimeout };
  readonly #intervals = new Map<unknown, { run: () => void; ms: number; next: number }>();
  readonly #gathering = new Set<() => void>();
  #now = Date.now();

  constructor() {
    Date.now = () => this.#now;
    globalThis.setInterval = ((run: () => void, ms: number) => {
      const id = crypto.randomUUID();
      this.#intervals.set(id, { run, ms, next: this.#now + ms });
      return id;
    }) as unknown as typeof setInterval;
    globalThis.clearInterval = (id) => void this.#intervals.delete(id);
    globalThis.setTimeout = ((run: () => void, ms?: number) => {
      if (ms !== GATHER_MS) return this.#real.setTimeout(run, ms);
      this.#gathering.add(run);
      return run;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((id: unknown) => {
      if (typeof id === "function") this.#gathering.delete(id as () => void);
      else this.#real.clearTimeout(id as number);
    }) as typeof clearTimeout;
  }

  /** The lengths of the intervals that run. */
  get waiting(): number[] {
    return [...this.#intervals.values()].map(({ ms }) => ms);
  }

  /** How many channels gather. */
  get gathering(): number {
    return this.#gathering.size;
  }

  /** Lets the time pass for which channels gather. */
  gather(): void {
    for (const run of this.#gathering) {
      this.#gathering.delete(run);
      run();
    }
  }

  pass(ms: number): void {
    this.#now += ms;
    for (const interval of this.#intervals.values()) {
      for (; interval.next <= this.#now; interval.next += interval.ms) interval.run();
    }
  }

  [Symbol.dispose](): void {
    const { now, ...timers } = this.#real;
    Date.now = now;
    Object.assign(globalThis, timers);
  }
}
