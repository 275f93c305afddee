/** What one message of NATS carries. */
import type { NatsConnection } from "@nats-io/transport-node";

/** Bytes of headers, which count. */
const HEADERS = 100;

/** A text as bytes, if the server takes so many: 1 MiB, where its `max_payload` says nothing else. */
export function toPayload(text: string, { info }: NatsConnection): Uint8Array {
  const payload = new TextEncoder().encode(text), most = (info?.max_payload ?? 0) - HEADERS;
  if (payload.length <= most) return payload;
  throw new RangeError(
    `Cannot send by NATS: ${payload.length} bytes, expected at most ${most}, which is the ` +
      "server's max_payload without headers",
  );
}
