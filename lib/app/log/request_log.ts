/** The log of an application: an entry for each request, and for each error. */
import { logError } from "../../http/log.ts";
import type { Fetch } from "../../http/middleware.ts";
import {
  RECORD,
  type Recorded,
  type RecordLog,
  recordOf,
  type RequestRecord,
} from "../../http/record.ts";
import { then } from "../../maybe.ts";
import { env } from "../dev/watch_mode.ts";
import { type LogEntry, toEntry, toErrorEntry, toMessageEntry } from "./entry.ts";
import { LineWriter } from "./line_writer.ts";
import { makeText, toJson, toLost } from "./lines.ts";

/** What is done with the log: a form of its lines, nothing, or a function that takes each entry. */
export type LogOption = "text" | "json" | false | ((entry: LogEntry) => void);

/** What a log is made of. */
export interface RequestLogOptions {
  readonly log: LogOption | undefined;
  readonly trustProxy: number;
  readonly isDevelopment: boolean;
}

/** Milliseconds that lines of JSON wait, to be written together. */
const JSON_WAIT_MS = 20;

/** The key of an application's log. */
export const LOG: unique symbol = Symbol("log");

/** Logs the requests of an application, and of those that are mounted in it. */
export class RequestLog implements RecordLog {
  readonly #options: RequestLogOptions;
  #form: LogOption = false;
  #write: ((entry: LogEntry) => void) | undefined;
  #writer: LineWriter | undefined;

  /** Takes the options. Without `log`, nothing is logged before a server begins. */
  constructor(options: RequestLogOptions) {
    this.#options = options;
    if (options.log !== undefined) this.#open(options.log);
  }

  /** Logs what a function answers. */
  around(fetch: Fetch): Fetch {
    return (request, info) => {
      if (this.#write === undefined || isRecorded(request)) return fetch(request, info);
      const record = recordOf(request, this.#options.trustProxy);
      record.log = this;
      return then(fetch(request, info), (response) => {
        record.isDone = true;
        record.status = response.status;
        if (response.status === 101) this.#tell(toEntry(record, "connect"));
        else if (!record.isOpen) this.#tell(toEntry(record, "request"));
        return response;
      });
    };
  }

  /** Begins the log of a server, in the form that is the default there. */
  begin(): void {
    if (this.#options.log === undefined && !this.#write) {
      this.#open(readForm() ?? this.#defaultForm);
    }
  }

  /** Keeps entries until it is known whether a server of this program answers, and returns that. */
  hold(): (isServed: boolean) => void {
    if (this.#write || this.#options.log !== undefined) return () => {};
    const held: LogEntry[] = [];
    this.#write = (entry) => held.push(entry);
    return (isServed) => {
      this.#write = undefined;
      if (!isServed) return;
      this.begin();
      held.forEach((entry) => this.#tell(entry));
    };
  }

  /** Resolves when all lines are written. */
  async flushed(): Promise<void> {
    await this.#writer?.flushed();
  }

  end(record: RequestRecord): void {
    this.#tell(toEntry(record, record.status === 101 ? "disconnect" : "request"));
  }

  reject(error: unknown, record: RequestRecord): void {
    this.#tell(toMessageEntry(record, error));
  }

  take(error: unknown, record: RequestRecord): boolean {
    this.#tell(toErrorEntry(record, error));
    return this.#form === "json";
  }

  get #defaultForm(): LogOption {
    return this.#options.isDevelopment || Deno.stdout.isTerminal() ? "text" : "json";
  }

  #open(form: LogOption): void {
    this.#form = form;
    this.#write = typeof form === "function"
      ? form
      : form === false
      ? undefined
      : this.#toLines(form);
  }

  #toLines(form: "text" | "json"): (entry: LogEntry) => void {
    const isJson = form === "json";
    // What a person reads is there at once; under load, lines gather while others are written.
    const wait = isJson ? JSON_WAIT_MS : 0;
    const writer = this.#writer = new LineWriter(wait, (count) => toLost(count, isJson));
    if (isJson) return (entry) => writer.write(toJson(entry));
    const toText = makeText(!Deno.noColor && Deno.stdout.isTerminal());
    return (entry) => {
      // The terminal has errors already. A page loads many files.
      const isNoise = entry.event === "error" || entry.isFile && entry.level === "info";
      if (!isNoise) writer.write(toText(entry));
    };
  }

  /** Passes an entry on. What the program's own function throws must not change the response. */
  #tell(entry: LogEntry): void {
    try {
      this.#write?.(entry);
    } catch (error) {
      logError("Cannot log a request:", error);
    }
  }
}

/** Whether the application that this one is mounted in logs the request. */
function isRecorded(request: Recorded): boolean {
  const record = request[RECORD];
  return record?.log !== undefined && !record.isDone;
}

const FORMS: Readonly<Record<string, LogOption>> = { text: "text", json: "json", off: false };

/** The form that the environment asks for. */
function readForm(): LogOption | undefined {
  const name = env("FASTHTML_LOG") || undefined;
  if (name === undefined || Object.hasOwn(FORMS, name)) return FORMS[name!];
  throw new TypeError(`Cannot log: FASTHTML_LOG is "${name}", expected text, json or off`);
}
