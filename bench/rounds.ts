/** Comparisons in rounds, and how they are printed. */

/** What one turn of a subject gave; more is better. */
export interface Turn {
  /** Operations a second. */
  speed: number;
  /** Operations in a second of processor time, where that is known. */
  work?: number;
}

/** A subject of a comparison: its name, and a function that measures it once. */
export interface Subject {
  name: string;
  measure: () => Turn | Promise<Turn>;
}

/** This project's figure divided by another's, so more is better: `RATIO hello/hand 0.81`. */
export interface Ratio {
  name: string;
  value: number;
  /** The same of processor time, which depends less on what else the machine does. */
  work?: number;
}

/**
 * Measures every subject once in each round, in turn, so that other load on the machine slows all
 * of them alike. The first subject is this project. A ratio is the median of the ratios of the
 * rounds.
 */
export async function compare(
  title: string,
  subjects: readonly Subject[],
  { rounds, show }: { rounds: number; show: (speed: number) => string },
): Promise<Ratio[]> {
  const turns = subjects.map((): Turn[] => []);
  for (let round = 0; round < rounds; round++) {
    // Each round starts with another subject, because the first one meets a colder machine.
    for (let turn = 0; turn < subjects.length; turn++) {
      const at = (round + turn) % subjects.length;
      turns[at].push(await subjects[at].measure());
    }
  }
  subjects.forEach(({ name }, at) => {
    const works = turns[at].map(({ work }) => work).filter((work) => work !== undefined);
    const work = works.length > 0 ? `${toTime(1 / median(works))} CPU` : "";
    print(`${title} ${name}`, show(median(turns[at].map(({ speed }) => speed))), work);
  });
  const [ours, ...others] = turns;
  return others.map((other, at) => {
    const ratios = (figure: keyof Turn) =>
      other.map((turn, round) => ours[round][figure]! / turn[figure]!);
    const name = `${title}/${subjects[at + 1].name}`, value = median(ratios("speed"));
    const isTimed = other.every(({ work }) => work !== undefined);
    return isTimed ? { name, value, work: median(ratios("work")) } : { name, value };
  });
}

/** Prints one line of a table. */
export function print(label: string, ...values: string[]): void {
  // deno-lint-ignore no-console -- printing is what a bench is for
  console.log(label.padEnd(30) + values.map((value) => value.padStart(18)).join(""));
}

/** Seconds as text, in the unit that suits them. */
export function toTime(seconds: number): string {
  return seconds < 0.001 ? `${(seconds * 1e6).toFixed(1)} µs` : `${(seconds * 1000).toFixed(1)} ms`;
}

/** How a number of operations a second is shown. */
export function rate(unit: string): (speed: number) => string {
  return (speed) => `${Math.round(speed).toLocaleString("en")} ${unit}/s`;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
