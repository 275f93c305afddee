import { deepStrictEqual, throws } from "node:assert";
import { connect } from "@nats-io/transport-node";
import { toPayload } from "../../../ext/nats/payload.ts";
import { needing } from "../../_needs.ts";
import { startNats } from "../../live/_brokers.ts";

Deno.test({
  ...needing(["nats-server"], "toPayload() counts bytes against what the server takes"),
  fn: async () => {
    await using server = await startNats({ config: "max_payload: 1KB" });
    const connection = await connect({ servers: server.url });
    deepStrictEqual(toPayload("é", connection), new Uint8Array([0xc3, 0xa9]));
    deepStrictEqual(toPayload("é".repeat(462), connection).length, 924);
    throws(() => toPayload("é".repeat(463), connection), {
      name: "RangeError",
      message: "Cannot send by NATS: 926 bytes, expected at most 924, which is the server's " +
        "max_payload without headers",
    });
    await connection.close();
  },
});
