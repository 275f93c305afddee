/** Mails that are made as they are sent: what is secret in one is then in no job of the database. */
import { setTimeout as delay } from "node:timers/promises";
import { BackgroundTask } from "../../mod.ts";
import type { StandardSchema } from "../../types.ts";
import type { Job, Jobs } from "../jobs/types.ts";
import { toJobError } from "./error.ts";

/** What mails of a kind are made of, as JSON can hold it. */
export type MailParts = object;

/** Options of {@linkcode MailJob}. */
export interface MailJobOptions<Parts extends MailParts> {
  /** The name of the job. */
  readonly name: string;
  /** Where it is queued. Without them, mails are sent by the process that is asked for them. */
  readonly jobs: Pick<Jobs, "job"> | undefined;
  /** Makes a mail, and sends it. It is called again after an error. */
  readonly send: (parts: Parts) => Promise<void>;
}

/** How often a mail is tried: in about an hour. */
const TRIES = 8;

/**
 * Milliseconds that the response of this process has, in whose name a worker of the same one would
 * be busy: with an account for longer than without, which its time would tell.
 */
const PAUSE = 100;

/** Mails of one kind: durable, where there are jobs. */
export class MailJob<Parts extends MailParts> {
  readonly #job: Job<{ parts: StandardSchema<Parts> }> | undefined;
  readonly #send: (parts: Parts) => Promise<void>;

  constructor({ name, jobs, send }: MailJobOptions<Parts>) {
    this.#send = send;
    this.#job = jobs?.job(name, { parts: toAny<Parts>() }, async ({ id, parts, signal }) => {
      await delay(PAUSE, undefined, { signal });
      try {
        await send(parts);
      } catch (error) {
        throw toJobError(error, id);
      }
    }, { tries: TRIES });
  }

  /** Queues a mail, in the transaction that is under way; without jobs, sends it. */
  async send(parts: Parts): Promise<void> {
    if (!this.#job) return await this.#send(parts);
    await this.#job.later({ parts });
  }

  /** Queues a mail; without jobs, returns what sends it once the response is sent. */
  async ask(parts: Parts): Promise<BackgroundTask | undefined> {
    if (!this.#job) return new BackgroundTask(() => this.#send(parts));
    await this.#job.later({ parts });
  }
}

/** What this process has written needs no check. */
function toAny<Value>(): StandardSchema<Value> {
  const validate = (value: unknown) => ({ value: value as Value });
  return { "~standard": { version: 1, vendor: "fasthtml", validate } };
}
