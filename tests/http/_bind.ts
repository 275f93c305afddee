import type { Declaration } from "../../lib/http/types.ts";
import { detail, newApp } from "./_app.ts";

/** Queries, each with the value of the parameter `a`, or the error's status and text. */
export type Table = readonly (readonly [query: string, value: unknown])[];

/** Binds `a` to each query of a table: the same table, where everything is as it says. */
export async function bindEach(a: Declaration, table: Table): Promise<Table> {
  const { app, rt } = newApp();
  let value: unknown;
  rt("/", { a }, (bound) => {
    value = bound.a;
    return "";
  });
  const bound: [string, unknown][] = [];
  for (const [query] of table) {
    const response = await app.request(`/?${query}`);
    bound.push([query, response.ok ? value : await detail(response)]);
  }
  return bound;
}
