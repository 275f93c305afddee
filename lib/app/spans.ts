/** The spans of requests: Deno makes them; here they get their route, and lose what may be secret. */
import { hasSecret, showQuery } from "../http/log.ts";
import type { Exchange } from "../http/request/exchange.ts";
import { FAILED, type Span, tracer } from "../telemetry.ts";

/** A span of Deno, with what it tells of a URL until it ends. */
interface UrlSpan extends Span {
  [HELD]?: Record<string, string>;
  /** The path to show where a parameter of the real one may be secret. */
  [PATH]?: string;
}

const HELD: unique symbol = Symbol("held");
const PATH: unique symbol = Symbol("path");

if (tracer) hideUrls(Object.getPrototypeOf(tracer.startSpan("start")));

/** Gives the span of Deno's server the route, which that does not know. */
export function nameSpan({ record, req, route, target }: Exchange): void {
  const span: UrlSpan | undefined = record?.span, path = target.base + route!.path;
  span?.updateName(`${req.method} ${path}`);
  span?.setAttribute("http.route", path);
  if (span && hasSecret(path)) span[PATH] = path;
}

/** Shows another path in the log and in the span of a request that no route answers. */
export function hidePath({ record }: Exchange, path: string): void {
  if (!record) return;
  record.shownPath = path;
  const span: UrlSpan | undefined = record.span;
  if (span) span[PATH] = path;
}

/** Marks the span of a request as failed, with the error. */
export function failSpan({ record, failure }: Exchange): void {
  if (failure instanceof Error) record?.span?.recordException(failure);
  record?.span?.setStatus({ code: FAILED });
}

/**
 * Shows no value of a query, and no secret of a path, in the spans of Deno's server and `fetch()`.
 * Deno 2.9 has no option for that, and sends both values of an attribute that is set twice: so what
 * it sets waits until the span ends.
 */
function hideUrls(prototype: UrlSpan): void {
  const { setAttribute, end } = prototype;
  prototype.setAttribute = function (this: UrlSpan, name, value) {
    if (!URLS.has(name)) return setAttribute.call(this, name, value);
    this[HELD] = { ...this[HELD], [name]: value };
    return this;
  };
  prototype.end = function (this: UrlSpan, ...time) {
    for (const [name, value] of Object.entries(this[HELD] ?? {})) {
      setAttribute.call(this, name, show(name, value, this[PATH]));
    }
    delete this[HELD];
    end.apply(this, time);
  };
}

const URLS: ReadonlySet<string> = new Set(["url.full", "url.path", "url.query"]);

function show(name: string, value: string, path: string | undefined): string {
  if (name === "url.path") return path ?? value;
  if (name === "url.query") return value && showQuery(value);
  const [, origin = "", own = "", query] = URL_PARTS.exec(value) ?? [];
  return origin + (path ?? own) + (query === undefined ? "" : `?${showQuery(query)}`);
}

/** The origin of a URL, its path and its query; a fragment may be a secret as well. */
const URL_PARTS = /^(\w+:\/\/[^/?#]*)([^?#]*)(?:\?([^#]*))?/;
