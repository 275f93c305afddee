import { deepStrictEqual } from "node:assert";
import type { Broker } from "../../mod.ts";
import { until } from "../_within.ts";

/** A broker that keeps what it hears. */
export interface Hearing extends AsyncDisposable {
  readonly broker: Broker;
  readonly heard: string[];
}

/** Subscribes. */
export async function hear(broker: Broker): Promise<Hearing> {
  const heard: string[] = [];
  await broker.subscribe((text) => heard.push(text));
  return { broker, heard, [Symbol.asyncDispose]: async () => await broker.close() };
}

/** Texts of every kind of letter, the empty one, and one larger than any message of a server. */
export const TEXTS: readonly string[] = [
  "",
  "a\nb",
  "é😀 \u2028 %25 %E4 ' \" \\ $1",
  "0 0 1 x",
  "x".repeat(7900),
  "ü".repeat(100_000),
  "last",
];

/** Publishes texts at one broker, one after the other, and waits until another has heard the last. */
export async function checkTexts(from: Broker, to: Hearing): Promise<void> {
  for (const text of TEXTS) await from.publish(text);
  await until(30, "the last text", () => to.heard.includes("last"));
  deepStrictEqual(to.heard, TEXTS);
}
