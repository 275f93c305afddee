import { deepStrictEqual, match, rejects } from "node:assert";
import { postgres } from "../../../ext/postgres.ts";
import { ConnectionError, database } from "../../../lib/data/mod.ts";
import { needing } from "../../_needs.ts";
import { until, within } from "../../_within.ts";
import { logged } from "../../http/_app.ts";
import { DebianServer } from "../postgres_servers.ts";

Deno.test({
  ...needing(
    ["postgresql"],
    "listen() goes on after the server was away, and says that messages may be missing (Debian's server)",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    const pg = postgres(`${server.address}/postgres`);
    await using _db = database(pg);
    const heard: string[] = [];
    const missed: string[] = [];
    const hear = async (channel: string, options?: Parameters<typeof pg.listen>[1]) => {
      for await (const message of pg.listen(channel, options)) {
        heard.push(`${channel}: ${message}`);
        if (message === "end") return;
      }
    };
    const listening = [
      hear("news", { missed: (channel) => missed.push(channel) }),
      hear('odd "name"'),
    ];
    const say = (message: string) =>
      until(30, message, async () => {
        await pg.notify("news", message).catch(() => {});
        await pg.notify('odd "name"', message).catch(() => {});
        return ["news", 'odd "name"'].every((name) => heard.includes(`${name}: ${message}`));
      });
    const lines = await logged(async () => {
      await say("before");
      for (const mode of ["fast", "immediate"] as const) {
        await server.down(mode);
        await server.up();
        await say(`after ${mode}`);
      }
      await say("end");
      await within(30, "both ends", Promise.all(listening));
    });
    deepStrictEqual(missed, ["news", "news"]);
    match(
      lines.map(([line]) => line).join("\n"),
      /^(?:Postgres: listens on "odd "name"" again [^\n]*\n?){2}$/,
    );
  },
});

Deno.test({
  ...needing(
    ["postgresql"],
    "listen() ends while the server is away, and rejects at first (Debian's server)",
  ),
  fn: async () => {
    await using server = await DebianServer.start();
    const pg = postgres(`${server.address}/postgres`);
    const db = database(pg);
    const heard: string[] = [];
    const listening = (async () => {
      for await (const message of pg.listen("news")) heard.push(message);
    })();
    await until(30, "a message", async () => {
      await pg.notify("news", "hello");
      return heard.length > 0;
    });
    await server.down();
    await rejects(pg.listen("other").next(), ConnectionError);
    await within(30, "close", Promise.resolve(db.close()));
    await rejects(pg.listen("other").next(), /the database is closed/);
    void listening;
  },
});
