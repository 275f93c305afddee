/** What wakes a loop before its time. */

/** A bell. A loop that is not asleep hears it the next time it would sleep. */
export class Bell {
  #isRung = false;
  #wake = () => {};

  /** Wakes the loop. */
  ring(): void {
    this.#isRung = true;
    this.#wake();
  }

  /** Sleeps until it rings, or for some milliseconds. Others have a turn in either case. */
  async heard(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#isRung ? 0 : ms);
    if (!this.#isRung) this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    this.#isRung = false;
  }
}
