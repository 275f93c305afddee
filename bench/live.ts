/** The bench of sockets and event streams. */
import { Crowd, type Kind } from "./live/crowd.ts";
import { type Plan, toPlaces } from "./plan.ts";
import { Program } from "./processes.ts";
import { compare, median, print, rate, type Ratio, type Subject } from "./rounds.ts";

const CLIENTS = 3000, FIRST = 300, CONNECTS = 500;

const PROGRAMS = { fasthtml: "live/fasthtml.ts", bare: "live/bare.ts" };

/** The figures. */
export const liveFigures = (["ws", "sse"] as const)
  .flatMap((kind) => [`${kind}-connects`, `${kind}-memory`, `${kind}-broadcast`]);

/**
 * Connects 3,000 sockets and 3,000 event streams, and sends to all. Measures memory per connection,
 * and processor time of the server, which does not depend on the clients or on other work, beside
 * bare sockets and streams that get the same bytes.
 */
export async function liveBench(plan: Plan): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  for (const kind of ["ws", "sse"] as const) {
    if (plan.isWanted(`${kind}-connects`)) ratios.push(...await connects(kind, plan));
    if (plan.isWanted(`${kind}-memory`)) ratios.push(...await memory(kind, plan));
    if (plan.isWanted(`${kind}-broadcast`)) ratios.push(...await broadcast(kind, plan));
  }
  return ratios;
}

async function connects(kind: Kind, plan: Plan): Promise<Ratio[]> {
  return await withCrowds(kind, plan, (crowds) => {
    const subjects = crowds.map(({ server, crowd }) => ({
      name: server.name,
      async measure() {
        const before = await server.work();
        await crowd.join(CONNECTS);
        const speed = CONNECTS / (await server.work() - before);
        await crowd.leave();
        return { speed };
      },
    }));
    return compare(`${kind}-connects`, subjects, { rounds: plan.quick ? 5 : 11, show: busy("") });
  });
}

async function memory(kind: Kind, plan: Plan): Promise<Ratio[]> {
  const rounds = plan.quick ? 1 : 3;
  const found: number[][] = [];
  let names: string[] = [];
  for (let round = 0; round < rounds; round++) {
    // New processes each time: memory that was free again would be taken first.
    found.push(
      await withCrowds(kind, plan, async (crowds) => {
        names = crowds.map(({ server }) => server.name);
        const sizes: number[] = [];
        for (const { server, crowd } of crowds) {
          await crowd.join(FIRST); // What is loaded and compiled once belongs to no connection.
          const before = await server.memory();
          await crowd.join(CLIENTS - FIRST);
          sizes.push((await server.memory() - before) / (CLIENTS - FIRST));
        }
        return sizes;
      }),
    );
  }
  names.forEach((name, at) => {
    const size = median(found.map((sizes) => sizes[at]));
    print(`${kind}-memory ${name}`, `${(size / 1024).toFixed(1)} KiB`);
  });
  const value = median(found.map(([ours, other]) => other / ours));
  return [{ name: `${kind}-memory/${names[1]}`, value }];
}

async function broadcast(kind: Kind, plan: Plan): Promise<Ratio[]> {
  return await withCrowds(kind, plan, async (crowds) => {
    const subjects: Subject[] = [];
    for (const { server, crowd } of crowds) {
      await crowd.join(CLIENTS);
      const count = plan.quick ? 20 : 70;
      await crowd.hear(20); // Lets the compiler do its work.
      subjects.push({
        name: server.name,
        async measure() {
          const before = await server.work();
          await crowd.hear(count);
          return { speed: count * CLIENTS / (await server.work() - before) };
        },
      });
    }
    return compare(`${kind}-broadcast`, subjects, { rounds: 7, show: busy("msg") });
  });
}

/** What is done in a second of processor time. */
function busy(unit: string): (speed: number) => string {
  const show = rate(unit);
  return (speed) => `${show(speed)} CPU`;
}

async function withCrowds<T>(
  kind: Kind,
  { against }: Plan,
  measure: (crowds: { server: Program; crowd: Crowd }[]) => Promise<T>,
): Promise<T> {
  await using running = new AsyncDisposableStack();
  const crowds = [];
  for (const { name, file, root } of toPlaces(PROGRAMS, against)) {
    const server = running.use(await Program.start(name, file, { root }));
    const crowd = new Crowd(server, kind);
    running.defer(() => crowd.leave());
    crowds.push({ server, crowd });
  }
  return await measure(crowds);
}
