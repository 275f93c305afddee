import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { attempt, eachInTurn, type Maybe, pipe, then } from "../lib/maybe.ts";

const later = <T>(value: T): Maybe<T> => Promise.resolve(value);
const fails = (text: string): never => {
  throw new Error(text);
};

Deno.test("then() goes on at once with a value, and later with a promised one", async () => {
  strictEqual(then(1, (n) => n + 1), 2);
  deepStrictEqual(then(undefined, (value) => [value]), [undefined]);
  const promised = then(later(1), (n) => n + 1);
  strictEqual(promised instanceof Promise, true);
  strictEqual(await promised, 2);
  strictEqual(await then(1, (n) => later(n + 1)), 2);
});

Deno.test("then() throws what its step throws, and rejects with it where it came later", async () => {
  throws(() => then(1, () => fails("now")), /now/);
  await rejects(async () => await then(later(1), () => fails("later")), /later/);
});

Deno.test("pipe() passes a value from step to step, at once as long as none is a promise", async () => {
  const order: string[] = [];
  const note = <T>(name: string, value: T): T => (order.push(name), value);
  const add = (name: string) => (text: string) => note(name, `${text}${name}`);
  const addLater = (name: string) => (text: string) => later(note(name, `${text}${name}`));
  strictEqual(pipe("", add("a"), add("b")), "ab");
  strictEqual(pipe("", add("a"), (text) => text.length, (length) => [length].join()), "1");
  order.length = 0;
  const results = [
    pipe(later(""), add("a"), add("b"), add("c")),
    pipe("", addLater("a"), add("b"), addLater("c")),
    pipe("", add("a"), add("b"), addLater("c")),
  ];
  deepStrictEqual(order, ["a", "a", "b", "c"]);
  deepStrictEqual(await Promise.all(results), ["abc", "abc", "abc"]);
});

Deno.test("pipe() runs no step after one that fails, now or later", async () => {
  const never = () => fails("never");
  throws(() => pipe(1, () => fails("now"), never), /now/);
  await rejects(async () => await pipe(later(1), () => fails("later"), never), /later/);
  const rejected = Promise.reject(new Error("rejected"));
  await rejects(async () => await pipe(1, () => rejected, never, never), /rejected/);
});

Deno.test("attempt() hands on what is thrown at once or later, and nothing else", async () => {
  const message = (error: unknown) => (error as Error).message;
  strictEqual(attempt(() => "fine", message), "fine");
  strictEqual(attempt(() => fails("now"), message), "now");
  strictEqual(await attempt(() => later("fine"), message), "fine");
  strictEqual(await attempt(() => Promise.reject(new Error("later")), message), "later");
  throws(() => attempt(() => fails("one"), () => fails("two")), /two/);
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
