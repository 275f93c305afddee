import { deepStrictEqual, ok, rejects, strictEqual, throws } from "node:assert";
import { andThen, eachInTurn, settle } from "../../lib/data/maybe.ts";

Deno.test("andThen() goes on at once with a value, and later with a promise", async () => {
  strictEqual(andThen(1, (n) => n + 1), 2);
  const later = andThen(Promise.resolve(1), (n) => n + 1);
  ok(later instanceof Promise);
  strictEqual(await later, 2);
});

Deno.test("eachInTurn() takes one step after the other, also where one waits", async () => {
  const order: string[] = [];
  const step = (wait: boolean) => (n: number) => {
    order.push(`start ${n}`);
    const end = () => void order.push(`end ${n}`);
    return wait && n === 2 ? Promise.resolve().then(end) : end();
  };
  strictEqual(eachInTurn([1, 2, 3], step(false)), undefined);
  const whole = ["start 1", "end 1", "start 2", "end 2", "start 3", "end 3"];
  deepStrictEqual(order.splice(0), whole);
  await eachInTurn([1, 2, 3], step(true));
  deepStrictEqual(order, whole);
  await rejects(async () => await eachInTurn([1, 2], () => Promise.reject(new Error("no"))), /no/);
});

Deno.test("settle() goes one of two ways, at once or later", async () => {
  const way = (fn: () => unknown) => settle(fn, (value) => `done ${value}`, (e) => `failed: ${e}`);
  const fail = () => {
    throw new Error("no");
  };
  deepStrictEqual(
    [
      way(() => 1),
      way(fail),
      await way(() => Promise.resolve(1)),
      await way(() => Promise.reject(new Error("no"))),
    ],
    ["done 1", "failed: Error: no", "done 1", "failed: Error: no"],
  );
  throws(() =>
    settle(fail, () => undefined as never, (error) => {
      throw error;
    }), /no/);
});
