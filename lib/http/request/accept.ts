/** What a client accepts: pages or data. */
import { chooseType } from "../preferences.ts";
import { isJson } from "./body/read.ts";

const HTML = "text/html;charset=utf-8", JSON_TYPE = "application/json;charset=utf-8";
const PROBLEM = "application/problem+json;charset=utf-8";

/** What browsers send mostly. To read the whole of it takes 6 µs. */
const NAMES_PAGES = /^text\/html(?:,|$)/;

/** Whether the client prefers JSON to a page. htmx never does: it says nothing of use in `Accept`. */
export function prefersData(headers: Headers): boolean {
  const accept = headers.get("accept");
  if (accept === null || accept === "*/*" || NAMES_PAGES.test(accept)) return false;
  return headers.get("hx-request") === null && chooseType(accept, [HTML, JSON_TYPE]) === JSON_TYPE;
}

/**
 * Whether an error is told as data: to a client that sent JSON, that prefers it, or that does not
 * name pages. A browser names them wherever it shows what it gets.
 */
export function wantsProblem(headers: Headers): boolean {
  // Not has(), for which Deno reads all headers of the request.
  if (headers.get("hx-request") !== null) return false;
  if (isJson(headers.get("content-type"))) return true;
  const accept = headers.get("accept");
  if (accept === null || NAMES_PAGES.test(accept)) return false;
  return chooseType(accept, [PROBLEM, JSON_TYPE, HTML]) !== HTML;
}
