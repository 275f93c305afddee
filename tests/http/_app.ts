import {
  Client,
  type ExceptionHandler,
  fastApp,
  type FastHTML,
  type FastHTMLOptions,
  type HTTPException,
  P,
  type RtFunction,
  Titled,
} from "@fasthtml/fasthtml";
import { toPhrase } from "../../lib/http/errors.ts";

/** A secret that is long enough. */
export const SECRET = "a secret for tests, of 32 characters";

/** A page that says what the developer is told, where users are told less, and programs data. */
const telling: ExceptionHandler = ({ htmx }, { status, message }: HTTPException) => {
  const text = message === toPhrase(status) ? null : P(message);
  return htmx.request ? text : Titled(`${status} ${toPhrase(status)}`, text);
};

/** The statuses of errors that a client has caused. */
const TELLING = Object.fromEntries(
  [400, 403, 404, 408, 413, 421, 422, 431, 503].map((status) => [status, telling]),
);

/**
 * An application without default heads, its `rt`, and a client with a cookie jar. Unless
 * `exceptionHandlers` say otherwise, what a client has caused is told as to the developer.
 */
export function newApp(
  options: FastHTMLOptions = {},
): { app: FastHTML; rt: RtFunction; client: Client } {
  const { app, rt } = fastApp({
    defaultHdrs: false,
    secretKey: SECRET,
    staticPath: "/nowhere",
    exceptionHandlers: TELLING,
    ...options,
  });
  return { app, rt, client: new Client(app) };
}

/** What htmx sends: the answer is a part of a page. */
export const HTMX: RequestInit = { headers: { "hx-request": "true" } };

/** An answer as a value: its status and text. */
export async function answer(response: Response | Promise<Response>): Promise<[number, string]> {
  const { status, text } = await read(response);
  return [status, text];
}

/** An answer's status, headers and text. */
export async function read(
  response: Response | Promise<Response>,
): Promise<{ status: number; headers: Headers; text: string }> {
  const { status, headers } = await response;
  return { status, headers, text: await (await response).text() };
}

/** What the error page says. */
export async function detail(response: Response | Promise<Response>): Promise<[number, string]> {
  const [status, html] = await answer(response);
  const text = /<p>(.*?)<\/p>/s.exec(html)?.[1] ?? "";
  return [
    status,
    text.replaceAll("&quot;", '"').replaceAll("&#34;", '"').replaceAll("&lt;", "<").replaceAll(
      "&gt;",
      ">",
    ).replaceAll("&amp;", "&"),
  ];
}

/** Runs with the log kept, and gives what was logged. */
export async function logged(
  run: () => unknown,
  level: "error" | "warn" = "error",
): Promise<unknown[][]> {
  const lines: unknown[][] = [];
  const log: Pick<Console, "error" | "warn"> = globalThis.console;
  const own = log[level];
  log[level] = (...line: unknown[]) => void lines.push(line);
  try {
    await run();
  } finally {
    log[level] = own;
  }
  return lines;
}

/** The first line of each entry of a log: the request, and its error. */
export function headsOf(log: readonly unknown[][]): string[] {
  return log.map((entry) => entry.join(" ").split("\n")[0]!);
}

/** The errors of a log, without their requests. */
export function errorsOf(log: readonly unknown[][]): string[] {
  return headsOf(log).map((line) => line.replace(/^[A-Z]+ \S+( \(\S+\))?: /, ""));
}
