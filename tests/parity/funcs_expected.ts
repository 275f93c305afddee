import { type Child, toXml } from "../../mod.ts";
import { toDom } from "./dom.ts";
import { parseCalls } from "./python_calls.ts";
import { build } from "./tree.ts";

/** A case of `funcs.json`: a call of a helper function, and what it gave. */
export interface Case {
  readonly id: string;
  readonly fn: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: string;
}

/** What FastHTML gave, as this project would give it. */
export function toExpected({ fn, args, result }: Case): unknown {
  switch (fn) {
    case "str2date":
    case "parsed_date":
      return result === null ? undefined : toDate((result as { date: string }).date, `${args[0]}`);
    case "snake2hyphens":
      return String(result).toLowerCase(); // names of headers have no case
    case "cookie":
      return toCookie((result as Header).header[1]!);
    case "HtmxResponseHeaders":
      return toHeaders(result as Header | { tuple: Header[] });
    case "html2ft":
      return toDom(toXml(parseCalls(String(result)).map(build) as Child));
    case "transformd":
      return mapValues(result as Record<string, string>, (text) => text.replaceAll(/, */g, ", "));
    case "valmap":
      return typeof result === "number" ? String(result) : result === false ? null : result;
    case "sitemap_url":
      return (result as { html: string }).html;
    default:
      return result;
  }
}

/** A cookie and its attributes, in any order and case. */
export function toCookie(text: string): Record<string, string> {
  const [pair, ...attributes] = text.split("; ");
  const entries = attributes.map((attribute) => attribute.toLowerCase().split("="));
  return { pair: pair!, ...Object.fromEntries(entries.map(([name, value = ""]) => [name, value])) };
}

interface Header {
  readonly header: readonly [name: string, value: string];
}

function toHeaders(result: Header | { tuple: Header[] }): [string, string][] {
  const headers = "tuple" in result ? result.tuple : [result];
  return headers.map(({ header: [name, value] }) => [name.toLowerCase(), value]);
}

function mapValues<T>(values: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

/** JavaScript reads a day alone as UTC, and a time as the machine's. */
function toDate(iso: string, text: string): Date {
  return new Date(/\d:\d/.test(text) ? iso : `${iso.slice(0, 10)}T00:00:00Z`);
}
