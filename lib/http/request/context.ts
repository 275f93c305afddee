/** The argument of a handler: all that it may know of a request, computed when first used. */
import type { Language, OwnSentence, Sentence } from "../messages.ts";
import { SAY, type Speaker } from "../say.ts";
import { MISTAKE, type Mistake } from "../../result_marks.ts";
import { readHtmx } from "./htmx_headers.ts";
import type {
  AppInfo,
  AppState,
  Auth,
  BodyData,
  HtmxHeaders,
  RequestContext,
  Session,
} from "../types.ts";

/** Parts that handlers add to the page of this request. */
export interface PageParts {
  readonly hdrs: unknown[];
  readonly ftrs: unknown[];
  readonly htmlAttrs: Record<string, unknown>;
  readonly bodyAttrs: Record<string, unknown>;
}

/** Where a context's values come from: its exchange. */
export interface ContextSource {
  readonly req: Request;
  /** The request as handlers get it. */
  openRequest(): Request;
  readonly url: URL;
  readonly app: AppInfo;
  readonly scope: RequestContext["scope"];
  readonly auth: Auth;
  readonly session: Session;
  readonly cookies: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** The parts of this page, made at first use. */
  openPageParts(): PageParts;
  readText(): Promise<string>;
  readData(): Promise<BodyData>;
  /** The language of what the user reads. */
  readonly language: Language;
  /** Whether it was asked what htmx has sent, so that the response may depend on it. */
  usedHtmx: boolean;
}

/**
 * The context of a request. Parameters become its own properties, so what only the application may
 * know is in its exchange, where no parameter's name can reach it.
 */
export class ExchangeContext implements RequestContext, Speaker {
  readonly headers: Headers;
  readonly #source: ContextSource;

  constructor(source: ContextSource, headers: Headers = source.req.headers) {
    this.headers = headers;
    this.#source = source;
  }

  /** What a context was made from. */
  static sourceOf(context: ExchangeContext): ContextSource {
    return context.#source;
  }

  [SAY](sentence: Sentence | OwnSentence): string {
    return this.#source.language.say(sentence);
  }

  /** @internal */
  get [MISTAKE](): Mistake {
    const expected = "elements or an object with some of it";
    return { found: "the context of a request", expected };
  }

  get req(): Request {
    return this.#source.openRequest();
  }

  get url(): URL {
    return this.#source.url;
  }

  get app(): AppInfo {
    return this.#source.app;
  }

  get state(): AppState {
    return this.#source.app.state;
  }

  get scope(): RequestContext["scope"] {
    return this.#source.scope;
  }

  get auth(): Auth {
    return this.#source.auth;
  }

  get session(): Session {
    return this.#source.session;
  }

  get htmx(): HtmxHeaders {
    this.#source.usedHtmx = true;
    return readHtmx(this.headers);
  }

  get cookies(): Readonly<Record<string, string>> {
    return this.#source.cookies;
  }

  get signal(): AbortSignal {
    return this.#source.signal;
  }

  get body(): () => Promise<string> {
    const source = this.#source;
    const body = () => source.readText();
    return toReader(body);
  }

  get data(): () => Promise<BodyData> {
    const source = this.#source;
    const data = () => source.readData();
    return toReader(data);
  }

  get hdrs(): unknown[] {
    return this.#source.openPageParts().hdrs;
  }

  get ftrs(): unknown[] {
    return this.#source.openPageParts().ftrs;
  }

  get htmlAttrs(): Record<string, unknown> {
    return this.#source.openPageParts().htmlAttrs;
  }

  get bodyAttrs(): Record<string, unknown> {
    return this.#source.openPageParts().bodyAttrs;
  }
}

/** Makes a function throw where a program writes it as text or JSON and means what it reads. */
export function toReader<T>(read: () => Promise<T>): () => Promise<T> {
  return Object.assign(read, UNWRITABLE);
}

const UNWRITABLE = { toString: reject, toJSON: reject, [Symbol.toPrimitive]: reject };

function reject(this: { readonly name: string }): never {
  const { name } = this;
  throw new TypeError(`Cannot write ${name} as text or JSON: a function, expected await ${name}()`);
}
