/** The bench of the renderer. */
import { deepStrictEqual } from "node:assert";
import { parse, serialize } from "parse5";
import { type Plan, toPlaces } from "./plan.ts";
import { Program } from "./processes.ts";
import { compare, type Ratio, type Subject, toTime } from "./rounds.ts";

const PROGRAMS = Object.fromEntries(
  ["fasthtml", "hand", "kitajs", "hono", "preact"].map((name) => [name, "table/program.ts"]),
);

/** Renders a table of 1,000 rows with every renderer, after checking that all print the same. */
export async function tableBench({ quick, against }: Plan): Promise<Ratio[]> {
  await using running = new AsyncDisposableStack();
  const subjects: Subject[] = [];
  let expected: string | undefined;
  for (const { name, subject, file, root } of toPlaces(PROGRAMS, against)) {
    const program = running.use(await Program.start(name, file, { args: [subject], root }));
    const found = serialize(parse(await (await fetch(program.origin)).text()));
    deepStrictEqual(found, expected ??= found, `${name} prints another table`);
    await program.run("table", 100); // Lets the compiler do its work.
    subjects.push({ name, measure: () => program.run("table", quick ? 50 : 200) });
  }
  return await compare("table", subjects, {
    rounds: quick ? 7 : 15,
    show: (speed) => toTime(1 / speed),
  });
}
