import { ok, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { startProgram } from "../_program.ts";
import { type Input, type Kind, KINDS } from "./inputs.ts";

/** The largest cost of an input, in costs of a harmless one of its size. */
const MOST = 5;
const ROUNDS = Number(Deno.env.get("COST_ROUNDS") ?? 3);
const APP = fileURLToPath(import.meta.resolve("./app.ts"));

for (const kind of KINDS) {
  Deno.test(`${kind.what} costs at most five times a harmless one`, async (test) => {
    await using program = await startProgram(["run", "-A", APP]);
    strictEqual(await toStatus(program.origin, kind.harmless), 200);
    for (const [form, nasty] of Object.entries(kind.nasty)) {
      await test.step(form, async () => {
        // What is really too much is so each time; what the machine did beside is not.
        let [cost, usual] = await measure(program.origin, nasty, kind);
        for (let again = 0; again < 3 && cost > MOST * usual; again++) {
          [cost, usual] = await measure(program.origin, nasty, kind);
        }
        tell(`${kind.what}, ${form}: ${cost.toFixed(1)} ms, harmless ${usual.toFixed(1)} ms`);
        ok(cost <= MOST * usual, `${cost} ms is over ${MOST} times ${usual} ms`);
      });
    }
  });
}

/** Measures both in turn, so that they have the same machine. The first round only warms up. */
async function measure(
  origin: string,
  nasty: Input,
  { harmless, times }: Kind,
): Promise<[cost: number, usual: number]> {
  const costs: number[] = [], usual: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    usual.push(await timeOf(origin, harmless, times));
    costs.push(await timeOf(origin, nasty, times));
  }
  return [median(costs.slice(1)), median(usual.slice(1))];
}

/** The processor time that the program takes, in milliseconds: other programs do not count. */
async function timeOf(origin: string, input: Input, times: number): Promise<number> {
  const before = await cpu(origin);
  for (let time = 0; time < times; time++) await toStatus(origin, input);
  return await cpu(origin) - before;
}

async function cpu(origin: string): Promise<number> {
  return (await (await fetch(`${origin}/cpu`)).json()).milliseconds;
}

/** Sends an input, and returns the status that it comes to. */
async function toStatus(origin: string, input: Input): Promise<number> {
  if ("message" in input) return await say(origin, input.message);
  const response = await fetch(origin + input.path, { redirect: "manual", ...input.init });
  await response.body?.cancel();
  ok(response.status < 500, `${response.status}`);
  return response.status;
}

/** Sends one message, and waits until it is answered (200) or the socket is closed (400). */
async function say(origin: string, message: string): Promise<number> {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/ws`);
  const { promise, resolve } = Promise.withResolvers<void>();
  let status = 400;
  socket.onopen = () => socket.send(message);
  socket.onmessage = () => {
    status = 200;
    socket.close();
  };
  socket.onclose = () => resolve();
  await promise;
  return status;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function tell(text: string): void {
  // deno-lint-ignore no-console -- the figures, if asked for
  if (Deno.env.has("COST_FIGURES")) console.log(text);
}
