import { match, strictEqual } from "node:assert";
import { existsSync } from "node:fs";
import type { Page } from "playwright-core";
import { type Program, startProgram } from "../_program.ts";
import { openBrowser } from "../browser/_browser.ts";
import { type BrokerServer, startPostgres, startRedis } from "./_brokers.ts";
import { Visitor } from "./_socket.ts";

const file = (name: string) => new URL(`../fixtures/live/${name}`, import.meta.url).pathname;
const KINDS: [name: string, program: string, start: () => Promise<BrokerServer>][] = [
  ["Redis", "/usr/bin/redis-server", startRedis],
  ["PostgreSQL", "/usr/lib/postgresql", startPostgres],
];

for (const [name, program, start] of KINDS) {
  Deno.test({
    name: `${name} carries a channel between two servers, and is survived when it goes and returns`,
    ignore: (!existsSync(program) || !existsSync("/usr/bin/chromium")) && !Deno.env.get("CI"),
    sanitizeOps: false,
    sanitizeResources: false,
  }, async () => {
    await using broker = await start();
    const env = { BROKER: broker.url };
    await using one = await startProgram(["run", "-A", file("broker_chat.ts")], { env });
    await using two = await startProgram(["run", "-A", file("broker_chat.ts")], { env });
    const browser = await openBrowser();
    try {
      const eve = await visit(one, "eve"), adam = await visit(two, "adam");
      for (const page of [eve, adam]) {
        await page.locator("#here", { hasText: "adam eve" }).waitFor();
      }
      await say(eve, "hello");
      await adam.getByText("hello").waitFor();
      const long = "ü".repeat(20_000);
      await say(adam, long);
      await eve.getByText(long).waitFor();

      await broker.stop();
      await say(eve, "alone");
      await eve.getByText("alone").waitFor();
      await broker.start();
      await waitUntil(() => /connected again/.test(one.printed() + two.printed()));
      // Whichever server came back first, in the end they hear each other.
      for (let i = 0; await adam.getByText("again").count() === 0 && i < 50; i++) {
        await say(eve, `again ${i}`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      await adam.getByText("again").first().waitFor();
      strictEqual(await adam.getByText("alone").count(), 0);
      match(one.printed(), new RegExp(`^${name}: `, "m"));
    } finally {
      await browser.close();
    }

    async function visit(program: Program, name: string): Promise<Page> {
      const page = await browser.newPage();
      await page.goto(`${program.origin}/?name=${name}`);
      return page;
    }
  });
}

Deno.test("a channel reaches all workers of deno serve --parallel", async () => {
  await using program = await startProgram([
    "serve",
    "-A",
    "--parallel",
    "--host=127.0.0.1",
    "--port=0",
    file("parallel.ts"),
  ], { env: { DENO_JOBS: "2" } });
  const url = `${program.origin.replace("http", "ws")}/ws`;
  const workers = new Map<string, Visitor>();
  const visitors: Visitor[] = [];
  while (workers.size < 2 && visitors.length < 100) {
    const visitor = await Visitor.open(url);
    visitors.push(visitor);
    workers.set((await visitor.next())!, visitor);
  }
  const [one, two] = workers.values();
  one!.send({ msg: "over" });
  strictEqual(await two!.next(), "<p>over</p>");
  for (const visitor of visitors) await visitor[Symbol.asyncDispose]();
});

async function say(page: Page, text: string): Promise<void> {
  await page.locator("input").fill(text);
  await page.keyboard.press("Enter");
}

async function waitUntil(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
