import { deepStrictEqual, rejects } from "node:assert";
import { Batches } from "../../../ext/postgres/batches.ts";

Deno.test("Batches runs one call at a time, with all that came meanwhile, up to its size", async () => {
  const runs: string[] = [];
  let running = 0;
  const batches = new Batches<string, string>(4, async (items) => {
    deepStrictEqual(++running, 1);
    runs.push(items.join(""));
    await new Promise((resolve) => setTimeout(resolve));
    running--;
    return items.map((item) => item.toUpperCase());
  });
  const first = batches.add("a");
  await Promise.resolve();
  const sizes: [string, number][] = [["b", 1], ["c", 3], ["d", 1], ["e", 9], ["f", 1]];
  const all = [first, ...sizes.map(([item, size]) => batches.add(item, size))];
  deepStrictEqual(await Promise.all(all), [..."ABCDEF"]);
  deepStrictEqual(runs, ["a", "bc", "d", "e", "f"]);
});

Deno.test("Batches tells all of a batch of its error, and goes on with the next", async () => {
  const batches = new Batches<number, number>(
    2,
    (items) =>
      items.includes(0) ? Promise.reject(new Error("no zero")) : Promise.resolve([...items]),
  );
  const all = [1, 0, 2, 3].map((item) => batches.add(item));
  await rejects(all[0]!, new Error("no zero"));
  await rejects(all[1]!, new Error("no zero"));
  deepStrictEqual(await Promise.all(all.slice(2)), [2, 3]);
  deepStrictEqual(await batches.add(4), 4);
});
