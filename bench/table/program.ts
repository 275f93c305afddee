/** Renders the table with one renderer, again and again: `program.ts <renderer>`. */
import { offer } from "../program.ts";
import { people, type Person } from "./people.ts";

const FILES: Record<string, () => Promise<{ table(people: readonly Person[]): string }>> = {
  fasthtml: () => import("./fasthtml.ts"),
  hand: () => import("./hand.ts"),
  kitajs: () => import("./kitajs.tsx"),
  hono: () => import("./hono.tsx"),
  preact: () => import("./preact.tsx"),
};
const { table } = await FILES[Deno.args[0]]();

offer(() => new Response(table(people)), {
  table(times) {
    let bytes = 0;
    // Encoding is measured too, since a string of many pieces is only joined when it is read.
    for (let i = 0; i < times; i++) bytes += new TextEncoder().encode(table(people)).length;
    if (bytes === 0) throw new Error("Cannot measure a table: it rendered nothing, expected rows");
  },
});
