import { until } from "../../_within.ts";
import { toMain } from "../_main.ts";

/** A program in development whose page has one text. */
export function toSource(text: string, options = ""): string {
  return toMain(`const { app, rt } = fastApp({ live: true, secretKey: "x".repeat(32), ${options} });
rt("/", () => P("${text}"));`);
}

/** What a page says; undefined while the program starts again. */
export async function read(origin: string): Promise<[number, string] | undefined> {
  try {
    const answer = await fetch(origin, { headers: { connection: "close" } });
    return [answer.status, await answer.text()];
  } catch (error) {
    if (error instanceof TypeError) return;
    throw error;
  }
}

/** Waits until a page has a status and a text. */
export async function shows(origin: string, status: number, text: string): Promise<void> {
  await until(60, `${status} ${text}`, async () => {
    const page = await read(origin);
    return page?.[0] === status && page[1].includes(text);
  });
}

/** How often a program has started to serve. */
export function countStarts(printed: string): number {
  return printed.match(/Link: \S+/g)?.length ?? 0;
}
