/** A message of a socket: the argument of its handler, and the source of its parameters. */
import type { BodyLimits } from "../http/request/body/limits.ts";
import { readJson } from "../http/request/body/read.ts";
import { bind, type Signature } from "../http/params/bind.ts";
import { ExchangeContext } from "../http/request/context.ts";
import type { Exchange } from "../http/request/exchange.ts";
import type { Maybe } from "../maybe.ts";
import type { BodyData, ParamsOf, RequestContext } from "../http/types.ts";
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
export type SocketContext<Path extends string = string, D = unknown> =
  & SocketRequest
  & ParamsOf<Path, D>;

/** The request that opened a socket, with what Deno empties once it is answered. */
export interface Upgrade {
  readonly exchange: Exchange;
  readonly headers: Headers;
}

/** Copies what messages will need of a request. */
export function toUpgrade(exchange: Exchange): Upgrade {
  void [exchange.cookies, exchange.scope]; // Read now and cached
  return { exchange, headers: new Headers(exchange.req.headers) };
}

/** The context of a message, or of the start or end of a socket; the rest is as at the upgrade. */
export class MessageContext extends ExchangeContext implements SocketRequest {
  readonly ws: Socket;
  readonly #exchange: Exchange;
  readonly #text: string;
  readonly #fields: BodyData;

  constructor(
    { exchange, headers: own }: Upgrade,
    ws: Socket,
    { text = "", fields = NO_FIELDS, headers }: Partial<ReturnType<typeof readMessage>> = {},
  ) {
    super(exchange, headers ? withHx(own, headers) : own);
    this.ws = ws;
    this.#exchange = exchange;
    this.#text = text;
    this.#fields = fields;
    Object.assign(this, exchange.params);
  }

  /** Binds the declared parameters: from the path, the query, then the message. */
  bind(signature: Signature): Maybe<void> {
    const { params: path, query } = this.#exchange;
    return bind(signature, { path, query, body: this.#fields, context: this });
  }

  get send(): SocketRequest["send"] {
    return (...content) => this.ws.send(...content);
  }

  override get signal(): AbortSignal {
    return this.ws.signal;
  }

  override get body(): () => Promise<string> {
    return () => Promise.resolve(this.#text);
  }

  override get data(): () => Promise<BodyData> {
    return () => Promise.resolve(this.#fields);
  }
}

const NO_FIELDS: BodyData = Object.freeze(Object.create(null));

/**
 * Reads a message. A JSON object is fields, with htmx's headers under `HEADERS` (htmx 2) or
 * `headers` (htmx 4). Other text, or bytes as a `File`, become the first parameter.
 */
export function readMessage(
  data: string | ArrayBuffer,
  { slots: [first] }: Signature,
  limits: BodyLimits,
): { text: string; fields: BodyData; headers: BodyData | undefined } {
  const isText = typeof data === "string";
  if (isText && data.trimStart().startsWith("{")) {
    const { HEADERS, headers = HEADERS, ...rest } = readJson(data, limits);
    const fields = Object.assign(Object.create(null), rest);
    return {
      text: data,
      fields,
      headers: Object(headers) === headers ? headers as BodyData : undefined,
    };
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
