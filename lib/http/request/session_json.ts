/** What a session may hold: values that are the same when they come back from JSON. */
import { typeName } from "../../html/attrs.ts";

/** Throws a TypeError that names the first value that JSON would lose or change. */
export function checkJson(session: object): void {
  let unfit = findUnfit(session, 0);
  if (!unfit) return;
  const circle = unfit.found === TOO_DEEP ? findCircle(session, [], new Set()) : undefined;
  if (circle !== undefined) unfit = { path: circle, found: "a circle" };
  throw new TypeError(
    `Cannot keep session${unfit.path}: ${unfit.found}, expected what JSON holds: text, finite ` +
      "numbers, true, false, null, lists and plain objects of these",
  );
}

interface Unfit {
  readonly path: string;
  readonly found: string;
}

/** Makes no path where all is well, as each request with a session passes here. */
function findUnfit(object: object, depth: number): Unfit | undefined {
  if (Array.isArray(object)) {
    for (let i = 0; i < object.length; i++) {
      const unfit = object[i] === undefined
        ? { path: "", found: "undefined" }
        : findInside(object[i], depth);
      if (unfit) return { ...unfit, path: `[${i}]${unfit.path}` };
    }
    return;
  }
  for (const name of Object.keys(object)) {
    const unfit = findInside((object as Record<string, unknown>)[name], depth);
    if (unfit) return { ...unfit, path: `.${name}${unfit.path}` };
  }
}

const MAX_DEPTH = 64;

const TOO_DEEP = `more than ${MAX_DEPTH} levels`;

/** The path to the first value that is inside itself. `done` has what was looked through. */
function findCircle(object: object, above: object[], done: Set<object>): string | undefined {
  for (const [name, value] of Object.entries(object)) {
    const path = Array.isArray(object) ? `[${name}]` : `.${name}`;
    if (value === object || above.includes(value)) return path;
    if (typeof value !== "object" || value === null || done.has(value)) continue;
    const circle = findCircle(value, [...above, object], done);
    if (circle !== undefined) return path + circle;
  }
  done.add(object);
}

function findInside(value: unknown, depth: number): Unfit | undefined {
  if (typeof value === "string" || typeof value === "boolean" || value == null) return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  if (typeof value === "number") return { path: "", found: `${value}` };
  if (typeof value !== "object" || !isPlain(value)) return { path: "", found: typeName(value) };
  return depth < MAX_DEPTH ? findUnfit(value, depth + 1) : { path: "", found: TOO_DEEP };
}

/** The prototype of a plain object, and of what a client sent, inherits from nothing. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}
