/** The bench of very long pages. */
import { deepStrictEqual } from "node:assert";
import { parse, serialize } from "parse5";
import { type Place, type Plan, toPlaces } from "./plan.ts";
import { Program } from "./processes.ts";
import { compare, median, print, type Ratio, toTime, type Turn } from "./rounds.ts";

const PROGRAMS = {
  fasthtml: "rows/fasthtml.ts",
  array: "rows/array.ts",
  hand: "rows/hand.ts",
  hono: "rows/hono.ts",
};

const MANY = 100_000, FEW = 1000;

/** The figures. */
export const rowsFigures = ["rows100k"];

/**
 * Measures a page of 100,000 rows in a new process for each turn, and its peak memory. Then what a
 * row costs there, beside one of a page of 1,000 rows.
 */
export async function rowsBench({ quick, against }: Plan): Promise<Ratio[]> {
  await using first = await Program.start("fasthtml", PROGRAMS.fasthtml);
  const places = toPlaces(PROGRAMS, against);
  const expected = serialize(parse(await (await fetch(`${first.origin}/?count=100`)).text()));
  const sizes = new Map<Place, number[]>(places.map((place) => [place, []]));
  const few: number[] = [], many: number[] = [];
  const subjects = places.map((place) => ({
    name: place.name,
    async measure(): Promise<Turn> {
      const { name, file, root } = place;
      await using program = await Program.start(name, file, { args: [first.origin], root });
      const page = serialize(parse(await (await fetch(`${program.origin}/?count=100`)).text()));
      deepStrictEqual(page, expected, `${name} responds with another page`);
      await take(program, MANY); // Lets the compiler do its work.
      const turn = await take(program, MANY);
      sizes.get(place)!.push(await program.peak());
      if (place === places[0]) {
        many.push(turn.work!);
        const turns = [];
        for (let i = 0; i < 40; i++) turns.push((await take(program, FEW)).work!);
        few.push(median(turns) / MANY * FEW);
      }
      return turn;
    },
  }));
  const ratios = await compare("rows100k", subjects, {
    rounds: quick ? 3 : 9,
    show: (speed) => toTime(1 / speed),
  });
  for (const place of places) {
    const size = median(sizes.get(place)!);
    print(`rows100k-memory ${place.name}`, `${(size / 2 ** 20).toFixed(0)} MiB`);
  }
  const [ours, ...others] = places.map((place) => ({ ...place, found: sizes.get(place)! }));
  return [
    ...ratios,
    ...others.map(({ name, found }) => ({
      name: `rows100k-memory/${name}`,
      value: median(found.map((size, round) => size / ours.found[round])),
    })),
    { name: "rows100k/rows1k", value: median(many.map((work, round) => work / few[round])) },
  ];
}

/** Takes a page, and counts its rows. */
async function take(program: Program, count: number): Promise<Turn> {
  const before = await program.work(), start = performance.now();
  const response = await fetch(`${program.origin}/?count=${count}`);
  const bytes = await response.bytes();
  const seconds = (performance.now() - start) / 1000, work = await program.work() - before;
  const rows = new TextDecoder().decode(bytes).split('<tr id="person-').length - 1;
  deepStrictEqual(rows, count, `${program.name} responds with too few rows`);
  return { speed: 1 / seconds, work: 1 / work };
}
