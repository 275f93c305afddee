/** Requests a URL of an application, as a browser would, and reads the response for its links. */
import type { FastHTML } from "../../mod.ts";
import { bytesOf } from "./bytes.ts";
import { readPage } from "./page.ts";
import { readText } from "./texts.ts";
import type { ReadText, SiteProblem } from "./types.ts";

/** A URL to request: path and query. */
export interface Target {
  readonly url: string;
  /** The page that leads there. */
  readonly from?: string | undefined;
  /** Nothing says that it exists: a file that browsers ask for, or the page for 404. */
  readonly guess?: "file" | "missing" | undefined;
}

/** What a URL gave. */
export interface Answer {
  readonly target: Target;
  readonly content?: Content;
  readonly problems: readonly Pick<SiteProblem, "kind" | "message">[];
  /** Where a redirect leads. */
  readonly location?: string;
  /** Whether it was a guess, and wrong: nothing is lost unless a page links to it. */
  readonly isAbsent?: boolean;
}

/** What a response has, as a file. */
export interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly read?: ReadText | undefined;
}

/** How URLs are requested. */
export interface AskOptions {
  readonly origin: string;
  readonly timeout: number;
}

/** Requests at the same time: handlers wait for databases and files meanwhile. */
const AT_ONCE = 16;

/** Requests all targets, some at a time; what they give is in their order. */
export async function askAll(
  app: FastHTML,
  targets: readonly Target[],
  options: AskOptions,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < targets.length; i = next++) {
      answers[i] = await ask(app, targets[i]!, options);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers;
}

async function ask(app: FastHTML, target: Target, options: AskOptions): Promise<Answer> {
  const { origin, timeout } = options, end = new AbortController();
  const late = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => {
    const message = `the response takes more than ${timeout} seconds`;
    late.resolve({ target, problems: [{ kind: "timeout", message }] });
    end.abort();
  }, timeout * 1000);
  try {
    // Not relative to the origin: a path of two slashes would be another host.
    const asked = app.request(new URL(origin + target.url), { headers: { accept: ACCEPT } })
      .then((response) => readResponse(target, response, { origin, end: end.signal }));
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async function readResponse(
  target: Target,
  response: Response,
  { origin, end }: { origin: string; end: AbortSignal },
): Promise<Answer> {
  const { status, headers } = response, location = headers.get("location");
  const type = (headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
  const isStream = type === "text/event-stream";
  const isMissing = target.guess === "missing" && status === 404 && type === "text/html";
  if (status === 200 && !isStream || isMissing) {
    const bytes = await bytesOf(response, end);
    const isCookie = headers.getSetCookie().length > 0;
    return {
      target,
      problems: isCookie ? [COOKIE] : [],
      content: toContent(new URL(origin + target.url), { type, bytes, headers }),
    };
  }
  await response.body?.cancel();
  if (status >= 300 && status < 400 && location !== null) return { target, problems: [], location };
  const message = `the status is ${status}, expected 200`;
  const problems = [status === 200 ? STREAM : { kind: "status", message } as const];
  return { target, problems, isAbsent: target.guess !== undefined && status < 500 };
}

const COOKIE = { kind: "cookie", message: "the response sets a cookie" } as const;
const STREAM = { kind: "stream", message: "it is an event stream, which needs a server" } as const;

/** Types of texts that may have links. */
const READ =
  /^text\/(?:css|plain|xml|javascript)$|^application\/(?:xml|javascript|manifest\+json)$/;

const encoder = new TextEncoder();

function toContent(
  url: URL,
  { type, bytes, headers }: { type: string; bytes: Uint8Array<ArrayBuffer>; headers: Headers },
): Content {
  const isPage = type === "text/html";
  if (!isPage && !READ.test(type)) return { bytes, type };
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const isMoved = !/\/$|\.html?$/i.test(url.pathname);
  const policy = headers.get("content-security-policy");
  const read = isPage ? readPage(text, { url, policy, isMoved }) : readText(text, type);
  return { bytes: read && read.text !== text ? encoder.encode(read.text) : bytes, type, read };
}
