/** Measures the figures that are named as arguments, and prints their ratios as JSON. */
import process from "node:process";
import { median } from "../rounds.ts";
import { type Figure, toFigures } from "./figures.ts";

const ROUNDS = 11, SECONDS = 0.012;

const figures = await toFigures();
const names = Deno.args.length > 0 ? Deno.args : Object.keys(figures);
const ratios: Record<string, number> = {};
for (const name of names) ratios[name] = await compare(figures[name]);
// deno-lint-ignore no-console -- the short form reads it
console.log(JSON.stringify(ratios));

/** The speed of ours over that of the yardstick, in processor time: the median of short turns. */
async function compare({ ours, yardstick }: Figure): Promise<number> {
  const [oursTimes, yardstickTimes] = [await toTimes(ours), await toTimes(yardstick)];
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const first = await work(ours, oursTimes), second = await work(yardstick, yardstickTimes);
    ratios.push((second / yardstickTimes) / (first / oursTimes));
  }
  return median(ratios);
}

/** How often something is done in a turn; until then the compiler has done its work. */
async function toTimes(run: () => unknown): Promise<number> {
  let times = 1;
  for (let spent = 0, all = 0; spent < SECONDS || all < 12 * SECONDS; all += spent) {
    if (spent < SECONDS) times *= 2;
    spent = await work(run, times);
  }
  return times;
}

/** The processor time that it takes to do something some times, in seconds. */
async function work(run: () => unknown, times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
