import { rejects } from "node:assert";
import { natsBroker } from "../../../ext/nats_broker.ts";
import { needing } from "../../_needs.ts";
import { logged } from "../../http/_app.ts";
import { startNats } from "../../live/_brokers.ts";

Deno.test({
  ...needing(["nats-server"], "connect() ends no program whose connections are reset"),
  fn: async () => {
    await using server = await startNats({ config: 'authorization { token: "right" }' });
    const { host } = new URL(server.url);
    const turnedDown = async () => {
      const broker = natsBroker(`nats://wrong@${host}`), subscribed = broker.subscribe(() => {});
      await rejects(broker.store!.append("a", "x", 9));
      await broker.close();
      await subscribed;
    };
    // An uncaught error would fail this file: it came once in fourteen.
    await logged(() => Promise.all(Array.from({ length: 200 }, turnedDown)));
  },
});
