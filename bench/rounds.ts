/** Comparisons in rounds, and how they are printed. */

/** A subject of a comparison: its name, and a function that measures its speed once. */
export interface Subject {
  name: string;
  /** Operations per second; more is better. */
  measure: () => number | Promise<number>;
}

/** This project's figure divided by another's, so more is better: `RATIO hello/hand 0.81`. */
export interface Ratio {
  name: string;
  value: number;
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
  const speeds = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    // Each round starts with another subject, because the first one meets a colder machine.
    for (let turn = 0; turn < subjects.length; turn++) {
      const at = (round + turn) % subjects.length;
      speeds[at].push(await subjects[at].measure());
    }
  }
  const [ours, ...others] = speeds;
  subjects.forEach(({ name }, at) => print(`${title} ${name}`, show(median(speeds[at]))));
  return others.map((other, at) => ({
    name: `${title}/${subjects[at + 1].name}`,
    value: median(other.map((speed, round) => ours[round] / speed)),
  }));
}

/** Prints one line of a table of two columns. */
export function print(label: string, value: string): void {
  // deno-lint-ignore no-console -- printing is what a bench is for
  console.log(`${label.padEnd(28)} ${value.padStart(16)}`);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
