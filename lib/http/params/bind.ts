/** What a handler declares, read once at registration and bound at each request. */
import { isClass, toFieldReader } from "./field_reader.ts";
import { isToken } from "../headers.ts";
import { ParamSpec, type Spec } from "./declare.ts";
import { type FieldReader, isMissing } from "./form_class.ts";
import { type Finder, type ParamFacts, type Source, toBindError } from "./source.ts";
import { toWhole } from "./whole.ts";
import type { BodyData, Declaration, RequestContext } from "../types.ts";

/** One parameter: its name and how it is found. */
interface Slot {
  readonly name: string;
  readonly find: Finder;
  /** Whether contexts have this name by themselves. */
  readonly isSpecial: boolean;
  /** What the route declares, for what describes it; undefined for what only its path has. */
  readonly facts?: ParamFacts;
}

type Found = Required<Pick<Slot, "find" | "facts">>;

/** The parameters of one handler. */
export interface Signature {
  readonly slots: readonly Slot[];
  /** Whether one takes the place of what contexts have, so that the handler needs its own. */
  readonly shadows: boolean;
  /** Whether any of them may come from a body. */
  readonly wantsBody: boolean;
  /** Whether one of them is a class, a file or a schema, which are read only from a body. */
  readonly needsBody: boolean;
}

/**
 * Reads a handler's declarations. Throws a TypeError that names the route and the parameter when
 * one cannot be bound.
 */
export function toSignature(
  declarations: Readonly<Record<string, Declaration | undefined>>,
  pathNames: readonly string[],
  where: string,
): Signature {
  const slots: Slot[] = [];
  let wantsBody = false, needsBody = false;
  const add = (name: string, bound: Pick<Slot, "find" | "facts">) =>
    slots.push({ name, find: bound.find, isSpecial: isSpecial(name), facts: bound.facts });
  for (const [name, declaration] of Object.entries(declarations)) {
    const own = `"${name}" for ${where}`;
    const whole = toWhole(declaration, name, own);
    add(name, whole ?? toFound(name, declaration as Declaration, own));
    if (pathNames.includes(name) || isHeaderOrCookie(declaration)) continue;
    wantsBody = true;
    needsBody ||= whole ? !whole.isOptional : isOfBody(declaration);
  }
  // The context has those of other names before guards run.
  for (const name of pathNames) {
    if (isSpecial(name) && !Object.hasOwn(declarations, name)) {
      add(name, { find: ({ path }) => path[name] });
    }
  }
  return { slots, shadows: slots.some((slot) => slot.isSpecial), wantsBody, needsBody };
}

/**
 * Binds the parameters to the handler's argument, which is its own if the signature shadows; returns
 * a promise only for an async schema.
 */
export function bind(
  { slots }: Signature,
  source: Source,
  target: RequestContext,
): void | Promise<void> {
  let pending: Promise<unknown>[] | undefined;
  for (const slot of slots) {
    const value = slot.find(source);
    if (value instanceof Promise) {
      const bound = value.then((value) => put(target, slot, value));
      // A later parameter may throw first; this rejection would then be unhandled and end the
      // process.
      bound.catch(() => {});
      (pending ??= []).push(bound);
    } else put(target, slot, value);
  }
  if (pending) return Promise.all(pending).then(() => {});
}

/** Whether contexts, or all objects, have this name by themselves. */
export function isSpecial(name: string): boolean {
  return name in SPECIAL_NAMES;
}

/** Not a set: what an object inherits, such as `constructor`, is in it as well. */
const SPECIAL_NAMES: Record<keyof RequestContext | "send" | "ws" | "resp", true> = {
  req: true,
  url: true,
  app: true,
  state: true,
  scope: true,
  auth: true,
  session: true,
  htmx: true,
  headers: true,
  cookies: true,
  signal: true,
  body: true,
  data: true,
  hdrs: true,
  ftrs: true,
  htmlAttrs: true,
  bodyAttrs: true,
  send: true,
  ws: true,
  resp: true,
};

function put(target: RequestContext, { name, isSpecial }: Slot, value: unknown): void {
  if (!isSpecial) (target as unknown as BodyData)[name] = value;
  // Most special names are getters, which an assignment cannot replace.
  else {Object.defineProperty(target, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });}
}

function toFound(name: string, declaration: Declaration, where: string): Found {
  if (declaration instanceof ParamSpec) {
    const { spec } = declaration;
    if (spec.kind === "fromHeader" || spec.kind === "fromCookie") {
      return fromHeaderOrCookie(name, spec, where);
    }
  }
  const field = toFieldReader(declaration, where);
  const key = Array.isArray(declaration) ? `${name}[]` : undefined;
  const find: Finder = ({ path, query, body }) => {
    if (name in path) return accept(name, path[name], field, 404);
    const raw = query[name] ?? body?.[name] ?? (key && (query[key] ?? body?.[key]));
    return accept(name, raw, field, 400);
  };
  return { find, facts: { from: "field", name, field } };
}

function isHeaderOrCookie(declaration: unknown): boolean {
  if (!(declaration instanceof ParamSpec)) return false;
  return declaration.spec.kind === "fromHeader" || declaration.spec.kind === "fromCookie";
}

/** Whether a field can't be in a query: a file, or a list of files or of objects. */
function isOfBody(declaration: unknown): boolean {
  const item = Array.isArray(declaration) ? declaration[0] : declaration;
  return isClass(item) && item !== URL || item instanceof ParamSpec && item.spec.kind === "only";
}

function accept(name: string, raw: unknown, field: FieldReader, status: number): unknown {
  if (raw === undefined || raw === null || isMissing(raw, field)) {
    if (field.fallback) return field.fallback();
    throw toBindError(name, { ...field, raw: undefined }, status);
  }
  const value = field.read(raw);
  if (value === undefined) throw toBindError(name, { ...field, raw }, status);
  return value;
}

function fromHeaderOrCookie(
  name: string,
  spec: Spec & { kind: "fromHeader" | "fromCookie" },
  where: string,
): Found {
  const field = toFieldReader(spec.of, where);
  if (spec.kind === "fromCookie") {
    const key = spec.name ?? name;
    const find: Finder = ({ context }) => accept(key, context.cookies[key], field, 400);
    return { find, facts: { from: "cookie", name: key, field } };
  }
  const key = spec.name ?? name.replaceAll("_", "-").replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-");
  if (!isToken(key)) {
    throw new TypeError(`Cannot declare ${where}: header ${JSON.stringify(key)}, expected a token`);
  }
  const find: Finder = ({ context }) => accept(key, context.headers.get(key), field, 400);
  return { find, facts: { from: "header", name: key, field } };
}
