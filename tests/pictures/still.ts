/** Preloaded into programs whose pictures are taken: it is always the same time, and chance is the same. */
const NOW = Date.UTC(2026, 10, 22, 12);

class StillDate extends Date {
  constructor(...args: [] | [value: number | string | Date]) {
    super(...args.length === 0 ? [NOW] as const : args as [number]);
  }

  static override now(): number {
    return NOW;
  }
}
globalThis.Date = StillDate as DateConstructor;

let state = 1;
/** Park and Miller's generator. */
Math.random = () => (state = state * 48271 % 2147483647) / 2147483647;
