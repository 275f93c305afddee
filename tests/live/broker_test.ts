import { deepStrictEqual } from "node:assert";
import { localBroker } from "../../lib/live/broker.ts";
import { until } from "../_within.ts";

// Workers of one server: tests/live/processes_test.ts.

Deno.test("localBroker() carries texts to all others of its name, in order, until it is closed", async () => {
  const name = crypto.randomUUID(), heard: Record<string, string[]> = {};
  const open = (own: string, name: string) => {
    const broker = localBroker(name);
    broker.subscribe((text) => (heard[own] ??= []).push(text));
    return broker;
  };
  const one = open("one", name), two = open("two", name), three = open("three", name);
  const stranger = open("stranger", `${name}x`);
  one.publish("a");
  one.publish("b\u2028 é");
  two.publish("c");
  await until(20, "the texts", () => heard.three?.length === 3);
  two.close();
  one.publish("d");
  await until(20, "a later text", () => heard.three?.length === 4);
  deepStrictEqual(heard, {
    one: ["c"],
    two: ["a", "b\u2028 é"],
    three: ["a", "b\u2028 é", "c", "d"],
  });
  for (const broker of [one, three, stranger]) broker.close();
});
