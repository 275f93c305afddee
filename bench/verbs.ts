/** Verbs of tables, each subject in a process of its own. */
import { type Plan, toPlaces } from "./plan.ts";
import { Program } from "./processes.ts";
import { compare, rate, type Ratio } from "./rounds.ts";

/** Programs that do the same verbs: this project's is the first. */
export interface Verbs {
  /** Their names, and their files in `bench/`. */
  programs: Readonly<Record<string, string>>;
  /** The figures: a task of the programs, and how often it is done in one turn. */
  figures: Readonly<Record<string, { task: string; times: number }>>;
  /** What a program is started with. */
  toArgs(place: { name: string; subject: string }): Promise<readonly string[]>;
}

/** Measures verbs. Each program has checked, as it started, that its rows are as expected. */
export async function compareVerbs(
  { programs, figures, toArgs }: Verbs,
  { quick, against, isWanted }: Plan,
): Promise<Ratio[]> {
  const wanted = Object.entries(figures).filter(([title]) => isWanted(title));
  if (wanted.length === 0) return [];
  await using running = new AsyncDisposableStack();
  const subjects: Program[] = [];
  for (const place of toPlaces(programs, against)) {
    const { name, file, root } = place, args = await toArgs(place);
    subjects.push(running.use(await Program.start(name, file, { args, root })));
  }
  const ratios: Ratio[] = [];
  for (const [title, { task, times }] of wanted) {
    const count = quick ? Math.ceil(times / 3) : times;
    for (const subject of subjects) await subject.run(task, count); // Lets the compiler do its work.
    const measured = subjects.map((subject) => ({
      name: subject.name,
      measure: () => subject.run(task, count),
    }));
    ratios.push(
      ...await compare(title, measured, { rounds: quick ? 7 : 15, show: rate("") }),
    );
  }
  return ratios;
}
