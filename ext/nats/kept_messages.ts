/** The messages of channels with `keep`, in a stream of JetStream. */
import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
  type StreamInfo,
} from "@nats-io/jetstream";
import { headers, nanos, type NatsConnection } from "@nats-io/transport-node";
import { setTimeout as delay } from "node:timers/promises";
import type { KeptMessage, MessageStore } from "../../types.ts";
import { toPayload } from "./payload.ts";

/** The most messages that a channel keeps. */
const MOST_KEPT = 10_000;

/** The header with how many messages of its channel are kept from a message on. */
const KEEP = "Keep";

/** A command of the client, which contains the subject, has 4,096 bytes at most. */
const MOST_NAME = 3000;

/** One append in so many trims its channel, since that takes as long as the append. */
const APPENDS_PER_TRIM = 32;

/**
 * Milliseconds to wait for what the server replies, and for messages that it has. A server that is
 * away is noticed by its pings before; one that is only busy for some seconds loses nothing.
 */
const PATIENCE = 20_000;

/** The server's code where another stream has the same subjects, and how often that is tried. */
const OVERLAP = 10065, MOST_TRIES = 100;

/** What is kept, and for how long. */
export interface KeptOptions {
  readonly topic: string;
  /** Milliseconds. */
  readonly keepTime: number;
  /** Tells the developer what went wrong. */
  readonly log: (text: string) => void;
}

/** The stream, over one connection. */
interface Stream {
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  /** Begins the ids. A stream that was lost and made again counts from 1, and has another one. */
  readonly run: string;
}

/** Keeps messages in a stream, in which each channel has a subject. */
export class KeptMessages implements MessageStore {
  readonly #connect: () => Promise<NatsConnection>;
  readonly #options: KeptOptions;
  readonly #name: string;
  #opened: { readonly connection: NatsConnection; readonly stream: Promise<Stream> } | undefined;

  /** Takes what returns the connection, or rejects while there is none. */
  constructor(connect: () => Promise<NatsConnection>, options: KeptOptions) {
    this.#connect = connect;
    this.#options = options;
    // A stream's name has no dots, and a topic no "=".
    this.#name = `${options.topic.replaceAll(".", "=")}_kept`;
  }

  async append(channel: string, html: string, keep: number): Promise<string> {
    const subject = this.#toSubject(channel);
    if (!subject) {
      throw new TypeError(
        `Cannot keep a message: channel ${JSON.stringify(channel)}, expected a name of at most ` +
          `${MOST_NAME} characters in a URL`,
      );
    }
    return await this.#withStream(async ({ client, manager, run }, connection) => {
      const payload = toPayload(html, connection);
      const head = headers();
      head.set(KEEP, `${keep}`);
      const { seq } = await client.publish(subject, payload, { headers: head });
      if (Math.random() < 1 / APPENDS_PER_TRIM) {
        manager.streams.purge(this.#name, { filter: subject, keep })
          .catch(({ message }) =>
            this.#options.log(`cannot trim channel "${channel}": ${message}`)
          );
      }
      return `${run}-${seq}`;
    });
  }

  async read(channel: string, after = ""): Promise<readonly KeptMessage[]> {
    const subject = this.#toSubject(channel);
    if (!subject) return [];
    return await this.#withStream(async (stream) => {
      // The leader of a cluster knows the last message. Who reads may be behind for a moment.
      const last = await stream.manager.streams.getMessage(this.#name, { last_by_subj: subject });
      const [run, seq] = after.split("-");
      const start = run === stream.run ? Number(seq) + 1 : 1;
      if (!last || last.seq < start) return [];
      const keep = Number(last.header.get(KEEP));
      return (await this.#readUntil(last.seq, { stream, subject, start })).slice(-keep);
    });
  }

  async #readUntil(
    last: number,
    { stream: { client, manager, run }, subject, start }: {
      stream: Stream;
      subject: string;
      start: number;
    },
  ): Promise<KeptMessage[]> {
    const { name } = await manager.consumers.add(this.#name, {
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: start,
      filter_subject: subject,
      mem_storage: true,
      inactive_threshold: nanos(PATIENCE),
    });
    const consumer = await client.consumers.get(this.#name, name);
    const found: KeptMessage[] = [];
    const messages = await consumer.fetch({ max_messages: MOST_KEPT, expires: PATIENCE });
    let seq = 0;
    for await (const message of messages) {
      ({ seq } = message);
      found.push({ id: `${run}-${seq}`, html: message.string() });
      if (seq >= last) break;
    }
    void manager.consumers.delete(this.#name, name).catch(() => {}); // It ends by itself, too.
    if (seq >= last) return found;
    throw new Error(`Cannot read kept messages: got them up to ${seq}, expected ${last}`);
  }

  async #withStream<T>(
    run: (stream: Stream, connection: NatsConnection) => Promise<T>,
  ): Promise<T> {
    const connection = await this.#connect();
    if (this.#opened?.connection !== connection) {
      this.#opened = { connection, stream: this.#open(connection) };
    }
    try {
      return await run(await this.#opened.stream, connection);
    } catch (error) {
      this.#opened = undefined; // It may be gone.
      throw error;
    }
  }

  async #open(connection: NatsConnection): Promise<Stream> {
    try {
      const options = { timeout: PATIENCE };
      const manager = await jetstreamManager(connection, options);
      const { created } = await this.#ensureSoon(manager.streams);
      const client = jetstream(connection, options);
      await this.#probe(client);
      return { client, manager, run: Date.parse(created).toString(36) };
    } catch (cause) {
      throw new Error(
        `Cannot keep messages in NATS: ${(cause as Error).message}, expected a server with ` +
          `JetStream, and stream "${this.#name}" or the right to make it`,
        { cause },
      );
    }
  }

  /**
   * Of two processes that make the stream at once, the server may tell one that its subjects overlap
   * with those of the other, which it finds a moment later.
   */
  async #ensureSoon(streams: JetStreamManager["streams"]): Promise<StreamInfo> {
    for (let tries = 1;; tries++) {
      try {
        return await this.#ensure(streams);
      } catch (error) {
        const isOverlap = error instanceof JetStreamApiError && error.code === OVERLAP;
        if (!isOverlap || tries === MOST_TRIES) throw error;
        await delay(50);
      }
    }
  }

  /** Makes the stream, or changes for how long it keeps messages. */
  async #ensure(streams: JetStreamManager["streams"]): Promise<StreamInfo> {
    const max_age = nanos(this.#options.keepTime);
    try {
      const found = await streams.info(this.#name);
      return found.config.max_age === max_age
        ? found
        : await streams.update(this.#name, { max_age });
    } catch (error) {
      const isMissing = error instanceof JetStreamApiError &&
        error.code === JetStreamApiCodes.StreamNotFound;
      if (!isMissing) throw error;
      // Two processes may add the same.
      return await streams.add({
        name: this.#name,
        subjects: [`${this.#options.topic}.$kept.*`],
        max_msgs_per_subject: MOST_KEPT,
        max_age,
      });
    }
  }

  /**
   * Waits until the stream takes messages, which one that another process just makes does not:
   * sends one that it rejects, as it has no such sequence.
   */
  async #probe(client: JetStreamClient): Promise<void> {
    const expect = { lastSequence: Number.MAX_SAFE_INTEGER };
    try {
      await client.publish(`${this.#options.topic}.$kept.=`, "", { expect, retries: 5 });
    } catch (error) {
      if (!(error instanceof JetStreamApiError)) throw error;
    }
  }

  /** The subject of a channel, whose name is one token; undefined where it is too long. */
  #toSubject(channel: string): string | undefined {
    const token = encodeURIComponent(channel.toWellFormed()).replace(
      /[.*]/g,
      (char) => char === "." ? "%2E" : "%2A",
    );
    return token.length > MOST_NAME ? undefined : `${this.#options.topic}.$kept.=${token}`;
  }
}
