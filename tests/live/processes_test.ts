import { match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { needing } from "../_needs.ts";
import { type Program, startProgram } from "../_program.ts";
import { until, within } from "../_within.ts";
import { openBrowser } from "../browser/_browser.ts";
import { KINDS } from "./order.ts";
import { SocketClient } from "./_socket.ts";

const file = (name: string) => fileURLToPath(new URL(`../fixtures/live/${name}`, import.meta.url));

for (const { name, needs, start } of KINDS) {
  Deno.test({
    ...needing(
      ["chromium", needs],
      `${name} carries a channel between two servers, and is survived when it goes and returns`,
    ),
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
      await until(
        60,
        "a new connection",
        () => /connected again/.test(one.printed() + two.printed()),
      );
      // Whichever server came back first, in the end they hear each other.
      let tries = 0;
      await until(60, "a message over the new connections", async () => {
        await say(eve, `again ${tries++}`);
        return await adam.getByText("again").count() > 0;
      });
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
  const workers = new Map<string, SocketClient>();
  // The kernel shares connections out among the workers that listen; the second one starts later.
  const meet = async () => {
    while (workers.size < 2) {
      const client = await SocketClient.open(url);
      const worker = (await client.next())!;
      if (workers.has(worker)) await client[Symbol.asyncDispose]();
      else workers.set(worker, client);
    }
  };
  await within(60, "a socket at each of two workers", meet());
  const [one, two] = workers.values();
  one!.send({ msg: "over" });
  strictEqual(await two!.next(), "<p>over</p>");
  for (const client of workers.values()) await client[Symbol.asyncDispose]();
});

async function say(page: Page, text: string): Promise<void> {
  await page.locator("input").fill(text);
  await page.keyboard.press("Enter");
}
