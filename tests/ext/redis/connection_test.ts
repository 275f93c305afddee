import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { toConnector, toReach } from "../../../ext/redis/connection.ts";
import { needing } from "../../_needs.ts";
import { until } from "../../_within.ts";
import { logged } from "../../http/_app.ts";
import { startRedis } from "../../live/_brokers.ts";

Deno.test({
  ...needing(["redis-server"], "toConnector() logs a loss once for all, and that it is over"),
  fn: async () => {
    await using server = await startRedis();
    const connect = toConnector(server.url), clients = [connect(), connect()];
    const { reach } = toReach(clients[0]!);
    const early = reach();
    for (const client of clients) await client.connect();
    await early;
    const lines = await logged(async () => {
      await server.stop();
      await until(30, "the loss", () => clients.every(({ isReady }) => !isReady));
      await rejects(reach(), {
        message: "Cannot reach Redis: the connection is lost, expected an open one",
      });
      await server.start();
      await until(30, "the connections", () => clients.every(({ isReady }) => isReady));
    });
    await reach();
    for (const client of clients) client.destroy();
    strictEqual(lines.length, 2, `${lines}`);
    match(`${lines[0]}`, /^Redis: the connection is lost: /);
    deepStrictEqual(lines[1], ["Redis: connected again"]);
  },
});
