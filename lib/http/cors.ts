/** Cross-origin resource sharing: whose scripts may send requests here and read the responses. */
import { HTTPException, toPlainResponse } from "./errors.ts";
import { RECORD, type Recorded } from "./record.ts";

/** Whose scripts may send requests here and read the responses: the option `cors`. */
export interface CorsOptions {
  /**
   * The origins, such as `https://app.example.com`, which are `trustedOrigins` as well. Or `*` for
   * all, of requests without cookies and passwords.
   */
  origins: readonly string[] | "*";
  /** The methods. Default: `GET`, `HEAD`, `POST`, `PUT`, `PATCH` and `DELETE`. */
  methods?: readonly string[];
  /** The headers that a request may have. Default: all. */
  headers?: readonly string[];
  /** The headers of a response that scripts may read, in addition to a few that they always may. */
  expose?: readonly string[];
  /** Whether scripts may send the user's cookies and passwords. Default: false. */
  credentials?: boolean;
  /** Seconds for which a browser need not ask again before a request. Default: 600. */
  maxAge?: number;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Answers browsers that ask before a request, and tells them who may read a response. */
export class Cors {
  /** Whether all origins may, those of no credentials. */
  readonly isOpen: boolean;
  readonly #origins: ReadonlySet<string>;
  readonly #methods: readonly string[];
  readonly #headers: ReadonlySet<string> | undefined;
  readonly #expose: string;
  readonly #credentials: boolean;
  readonly #maxAge: number;

  constructor(options: CorsOptions) {
    const { origins, methods = METHODS, headers, expose = [], maxAge = 600 } = options;
    this.isOpen = origins === "*";
    this.#origins = new Set(origins === "*" ? [] : origins);
    this.#methods = methods.map((method) => method.toUpperCase());
    this.#headers = headers && new Set(headers.map((name) => name.toLowerCase()));
    this.#expose = expose.join(", ");
    this.#credentials = options.credentials ?? false;
    this.#maxAge = maxAge;
  }

  /** Answers a preflight request (Fetch standard, 3.2.2); undefined for any other. */
  answer(request: Request): Response | undefined {
    if (!isPreflight(request)) return;
    const { headers } = request;
    const origin = headers.get("origin")!;
    const asked = headers.get("access-control-request-method")!;
    const names = headers.get("access-control-request-headers")?.toLowerCase() ?? "";
    const own = this.#headers;
    const other = own &&
      names.split(",").map((name) => name.trim()).find((name) => name !== "" && !own.has(name));
    const wrong = !this.#allows(origin)
      ? `origin ${origin}, expected one of cors.origins`
      : !this.#methods.includes(asked)
      ? `method ${asked}, expected one of cors.methods`
      : other && `header ${other}, expected those of cors.headers`;
    if (wrong) note(request, `Cannot let a script of another site send this: found ${wrong}`);
    const response = !wrong
      ? new Response(null, {
        status: 204,
        headers: {
          ...this.#toHeaders(origin),
          "access-control-allow-methods": this.#methods.join(", "),
          "access-control-max-age": `${this.#maxAge}`,
        },
      })
      : toPlainResponse(403);
    if (!wrong && names) response.headers.set("access-control-allow-headers", names);
    response.headers.set("vary", `Origin, Access-Control-Request-Method, ${ASKED_HEADERS}`);
    return response;
  }

  /** Tells who may read a response. */
  open({ headers }: Request, response: Response): Response {
    if (response.status === 101) return response;
    const made = new Response(response.body, response);
    // Also without an origin: a cache would give that response to a script, which could not read it.
    if (!this.isOpen) made.headers.append("vary", "Origin");
    const origin = headers.get("origin");
    if (origin === null || !this.#allows(origin)) return made;
    const all = Object.entries(this.#toHeaders(origin));
    for (const [name, value] of all) made.headers.set(name, value);
    if (this.#expose) made.headers.set("access-control-expose-headers", this.#expose);
    return made;
  }

  #allows(origin: string): boolean {
    return this.isOpen || this.#origins.has(origin);
  }

  #toHeaders(origin: string): Record<string, string> {
    return {
      "access-control-allow-origin": this.isOpen ? "*" : origin,
      ...this.#credentials && { "access-control-allow-credentials": "true" },
    };
  }
}

const ASKED_HEADERS = "Access-Control-Request-Headers";

/** Notes for the log why a browser is told no. */
function note(request: Recorded, reason: string): void {
  const failure = new HTTPException(403, reason, { tell: { key: "forbidden" } });
  const record = request[RECORD];
  if (record) record.answering = { target: { base: "" }, route: undefined, failure };
}

/** Whether a browser asks what a script of another site may send. */
export function isPreflight({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  return method === "OPTIONS" && headers.has("origin") &&
    headers.has("access-control-request-method");
}
