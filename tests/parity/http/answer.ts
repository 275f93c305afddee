/** The answers of the section `http`: what is kept of them, and when two are the same. */
import { toDom } from "../dom.ts";

/** A request of `http.json`, and what FastHTML answered. */
export interface HttpCase {
  readonly id: string;
  /** `apps/<name>.py`; the same application is ported in `apps/<name>.ts` here. */
  readonly app: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  };
  readonly response: Answer;
  /** Cases of one client share their cookies. */
  readonly client?: string;
}

/** An answer; `set-cookie` has the names of the cookies, `set-cookie-values` the whole headers. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** What differs between two answers: the status, each header, the page's head, the body. */
export function compare(ours: Answer, theirs: Answer): string[] {
  const faults: string[] = [];
  const check = (name: string, mine: string, wanted: string) => {
    if (mine !== wanted) faults.push(`${name} ${mine || "nothing"}, not ${wanted || "nothing"}`);
  };
  check("status", String(ours.status), String(theirs.status));
  for (const name of new Set([...Object.keys(theirs.headers), ...Object.keys(ours.headers)])) {
    if (isCompared(name, theirs)) {
      check(name, toText(name, ours.headers[name]), toText(name, theirs.headers[name]));
    }
  }
  // Pages here have a language, unless the program sets none.
  const body = theirs.body.includes("<html>") ? ours.body.replace(LANGUAGE, "<html") : ours.body;
  const [mine, wanted] = [toPage(body.replace(REFERENCE, "")), toPage(theirs.body)];
  check("head", mine.head, wanted.head);
  check("body", mine.body, wanted.body);
  return faults;
}

const LANGUAGE = /<html lang="en"/;

/** What names an error of the server in the log. */
const REFERENCE = /<p><small>If you ask for help, please name this number: [\w.-]+<\/small><\/p>/;

/** The headers that were recorded; those that guard or name a page are this project's own. */
const KEPT =
  /^(content-type|location|vary|allow|cache-control|www-authenticate|content-disposition|set-cookie|hx-.*|x-.*)$/;
const GUARDS = /^(x-content-type-options|x-frame-options|x-request-id)$/;

/** The names of an answer's headers that are compared in every case. */
export function comparedHeaders({ headers }: Answer): string[] {
  return Object.keys(headers).filter((name) => KEPT.test(name) && !GUARDS.test(name));
}

function isCompared(name: string, theirs: Answer): boolean {
  // The values of cookies were recorded in a few cases alone: those of sessions are signed.
  if (name === "set-cookie-values") return name in theirs.headers;
  return KEPT.test(name) && !GUARDS.test(name);
}

function toText(name: string, value: string | readonly string[] | undefined): string {
  const values = [value ?? []].flat();
  if (name === "location" && values[0]) return new URL(values[0], "http://testserver").href;
  if (name === "vary" || name === "allow") return values.join().split(/,\s*/).sort().join(", ");
  if (name === "content-type") return (values[0] ?? "").toLowerCase().replace(/;\s*/, "; ");
  if (name === "set-cookie-values") return values.map(toCookie).join(", ");
  return values.join(", ");
}

/** A cookie's attributes have no order, and no case. */
function toCookie(text: string): string {
  const [pair, ...attributes] = text.split("; ");
  return [pair, ...attributes.map((attribute) => attribute.toLowerCase()).sort()].join("; ");
}

/** A page as a browser sees it; heads are sets, as a page's own elements follow the application's. */
function toPage(html: string): { head: string; body: string } {
  if (!/^\s*</.test(html)) return { head: "", body: html };
  const dom = toDom(html, { attr: plainly }) as {
    tag?: string;
    attrs?: object;
    children?: { tag?: string; children: unknown[] }[];
  }[];
  const root = dom.find(({ tag }) => tag === "html");
  const head = root?.children?.find(({ tag }) => tag === "head");
  const others = root?.children?.filter((child) => child !== head) ?? dom;
  const parts = (head?.children ?? []).map((part) => JSON.stringify(part)).sort();
  return { head: parts.join("\n"), body: JSON.stringify([root?.attrs, others]) };
}

/** What a browser makes of an attribute. */
function plainly(name: string, value: string): string {
  return name === "checked" || name === "selected" ? "" : value;
}
