/** A message of a socket: the argument of its handler, and the source of its parameters. */
import { fieldOf } from "../field.ts";
import type { BodyLimits } from "../http/request/body/limits.ts";
import { readJson } from "../http/request/body/read.ts";
import { isSpecial, type Signature } from "../http/params/bind.ts";
import { ExchangeContext, toReader } from "../http/request/context.ts";
import { type Exchange, withQuery } from "../http/request/exchange.ts";
import type { BodyData, ParamsOf, RequestContext, WithParams } from "../http/types.ts";
import type { Child } from "../html/mod.ts";
import type { Socket } from "./socket.ts";

/** What the argument of a socket's handler has beside the declared parameters. */
export interface SocketRequest extends RequestContext {
  /** The client's socket. */
  readonly ws: Socket;
  /** Sends content to the client. */
  readonly send: (...content: Child[]) => Promise<void>;
}

/** The one argument of a socket's handler. */
export type SocketContext<Path extends string = string, D = unknown> = WithParams<
  SocketRequest,
  ParamsOf<Path, D>
>;

/** The context of a message, or of the start or end of a socket; the rest is as at the upgrade. */
export class MessageContext extends ExchangeContext implements SocketRequest {
  readonly ws: Socket;
  readonly #ws: Socket;
  readonly #exchange: Exchange;
  readonly #text: string;
  readonly #fields: BodyData;

  constructor(exchange: Exchange, ws: Socket, message: Message = NO_MESSAGE) {
    const { text, fields, headers } = message, { headers: own } = exchange.req;
    super(exchange, headers ? withHx(own, headers) : own);
    this.ws = this.#ws = ws;
    this.#exchange = exchange;
    this.#text = text;
    this.#fields = fields;
    const params = this as unknown as BodyData;
    for (const name in exchange.params) {
      if (!isSpecial(name)) params[name] = fieldOf(exchange.params, name);
    }
  }

  get send(): SocketRequest["send"] {
    return (...content) => this.#ws.send(...content);
  }

  override get signal(): AbortSignal {
    return this.#ws.signal;
  }

  override get body(): () => Promise<string> {
    const body = () => Promise.resolve(this.#text);
    return toReader(body);
  }

  override get data(): () => Promise<BodyData> {
    // deno-lint-ignore require-await -- a query with too many fields rejects, as in a request.
    const data = async () => withQuery(this.#fields, this.#exchange.query);
    return toReader(data);
  }
}

/** What a client has sent: its text, the fields in it, and htmx's headers. */
export interface Message {
  readonly text: string;
  readonly fields: BodyData;
  readonly headers: BodyData | undefined;
}

/** The start or end of a socket. */
export const NO_MESSAGE: Message = {
  text: "",
  fields: Object.freeze(Object.create(null)),
  headers: undefined,
};

/**
 * Reads a message. A JSON object is fields, with htmx's headers under `HEADERS` (htmx 2) or
 * `headers` (htmx 4). Other text, or bytes as a `File`, become the first parameter.
 */
export function readMessage(
  data: string | ArrayBuffer,
  { slots: [first] }: Signature,
  limits: BodyLimits,
): Message {
  const isText = typeof data === "string";
  if (isText && data.trimStart().startsWith("{")) {
    const fields = readJson(data, limits);
    let headers: BodyData | undefined;
    for (const name of ["HEADERS", "headers"]) {
      const found = fields[name];
      if (typeof found !== "object" || found === null) continue; // A field of the program's own
      headers = found as BodyData;
      delete fields[name];
    }
    return { text: data, fields, headers };
  }
  const fields: BodyData = Object.create(null);
  if (first) fields[first.name] = isText ? data : new File([data], first.name);
  return { text: isText ? data : "", fields, headers: undefined };
}

/** Adds a message's `HX-*` headers; a message cannot set others, such as `Cookie`. */
function withHx(headers: Headers, more: BodyData): Headers {
  const made = new Headers(headers);
  for (const [name, value] of Object.entries(more)) {
    if (/^hx-[a-z-]+$/i.test(name) && typeof value === "string" && isLatin1(value)) {
      made.set(name, value);
    }
  }
  return made;
}

function isLatin1(value: string): boolean {
  return !/[^\x20-\xff]/.test(value);
}
