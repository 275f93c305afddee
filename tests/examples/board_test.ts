import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { type Database, database } from "@fasthtml/fasthtml";
import { postgres } from "../../ext/postgres.ts";
import { needing } from "../_needs.ts";
import { type Program, startProgram } from "../_program.ts";
import { until, within } from "../_within.ts";
import { type BrokerServer, startPostgres } from "../live/_brokers.ts";
import { SocketClient } from "../live/_socket.ts";

const BOARD = fileURLToPath(new URL("../../examples/board.ts", import.meta.url));

Deno.test({
  ...needing(["postgresql"], "a pixel that a killed server stored is sent when it starts again"),
  fn: async () => {
    await using store = await startPostgres();
    await using one = await startBoard(store);
    await using two = await startBoard(store);
    await using page = await open(one);
    await using painter = await open(two);
    await whileNothingIsSent(store, async (db) => {
      painter.send({ id: 7, color: "#123456" });
      await stored(db, { id: 7, color: "#123456" });
      await two.end("SIGKILL");
    });
    await using _three = await startBoard(store);
    deepStrictEqual(toPixels(await page.next()), { "Row 1, column 7": "#123456" });
  },
});

Deno.test({
  ...needing(
    ["postgresql"],
    "a pixel that was stored before Postgres crashed is sent when it is back",
  ),
  fn: async () => {
    await using store = await startPostgres();
    await using board = await startBoard(store);
    await using page = await open(board);
    await using painter = await open(board);
    const crashed = whileNothingIsSent(store, async (db) => {
      painter.send({ id: 18, color: "#abcdef" });
      await stored(db, { id: 18, color: "#abcdef" });
      await store.crash();
    });
    await rejects(crashed, { name: "ConnectionError" });
    await store.start();
    strictEqual((await within(30, "the end of the socket", painter.closed)).code, 1011);
    deepStrictEqual(toPixels(await page.next()), { "Row 2, column 2": "#abcdef" });
  },
});

function startBoard({ url }: BrokerServer): Promise<Program> {
  return startProgram(["run", "-A", BOARD], { env: { DATABASE_URL: url } });
}

/** Opens a page, which is shown the whole board first. */
async function open({ origin }: Program): Promise<SocketClient> {
  const page = await SocketClient.open(`${origin.replace("http", "ws")}/ws`);
  strictEqual(Object.keys(toPixels(await page.next())).length, 256);
  return page;
}

/** Runs something while messages can't be added to those that are kept; rows can be stored. */
async function whileNothingIsSent(
  { url }: BrokerServer,
  run: (db: Database<true>) => Promise<void>,
): Promise<void> {
  const locking = database(postgres(url)), db = database(postgres(url));
  try {
    await locking.transaction(async () => {
      await locking.q("lock table fasthtml_messages in exclusive mode");
      await run(db);
    });
  } finally {
    await Promise.all([locking.close(), db.close()]);
  }
}

async function stored(db: Database<true>, pixel: Record<string, unknown>): Promise<void> {
  await until(30, "a row", async () => {
    const [row] = await db.q("select id, color from pixel");
    return row?.color === pixel.color && row?.id === pixel.id;
  });
}

/** The colours of the pixels that a message has. */
function toPixels(message: string | undefined): Record<string, string> {
  const pixels = message!.matchAll(/aria-label="(.*?): (#[\da-f]{6})"/g);
  return Object.fromEntries([...pixels].map(([, place, color]) => [place, color]));
}
