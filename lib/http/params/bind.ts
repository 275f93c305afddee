/** What a handler declares, read once at registration and bound at each request. */
import { typeName } from "../../html/attrs.ts";
import { HTTPException } from "../errors.ts";
import { isClass, toFieldReader, toFormClass } from "./field_reader.ts";
import { isToken } from "../headers.ts";
import { then } from "../../maybe.ts";
import { ParamSpec, type Spec } from "./declare.ts";
import { type FieldReader, type FormClass, isMissing, readForm } from "./form_class.ts";
import type { BodyData, Declaration, RequestContext, StandardSchema } from "../types.ts";

/** The sources of parameters: the path, then the query, then the body. */
export interface Source {
  /** The path's parameters, converted. */
  readonly path: Readonly<BodyData>;
  readonly query: Readonly<BodyData>;
  /** The parsed body; undefined for a method without one. */
  readonly body: Readonly<BodyData> | undefined;
  /** The object that gets the parameters as properties; it also has the headers and cookies. */
  readonly context: RequestContext;
}

/** One parameter: its name and how it is found. */
interface Slot {
  readonly name: string;
  readonly find: (source: Source) => unknown;
}

/** The parameters of one handler. */
export interface Signature {
  readonly slots: readonly Slot[];
  /** Whether any of them may come from a body. */
  readonly wantsBody: boolean;
  /** Whether one of them is a class, a file or a schema, which are read only from a body. */
  readonly needsBody: boolean;
}

/** Names that every handler's argument has already. */
const SPECIAL_NAMES: ReadonlySet<string> = new Set(
  ("req url app state scope auth session htmx headers cookies signal body data hdrs ftrs " +
    "htmlAttrs bodyAttrs send ws resp").split(" "),
);

/**
 * Reads a handler's declarations. Throws a TypeError that names the route and the parameter when
 * one cannot be bound.
 */
export function toSignature(
  declarations: Readonly<Record<string, Declaration | undefined>>,
  pathNames: readonly string[],
  where: string,
): Signature {
  for (const name of [...pathNames, ...Object.keys(declarations)]) {
    if (!SPECIAL_NAMES.has(name)) continue;
    throw new TypeError(
      `Cannot declare "${name}" for ${where}: every handler has it, expected another name`,
    );
  }
  const slots: Slot[] = [];
  let wantsBody = false, needsBody = false;
  for (const [name, declaration] of Object.entries(declarations)) {
    const find = toFinder(name, declaration as Declaration, `"${name}" for ${where}`);
    slots.push({ name, find });
    if (pathNames.includes(name) || isHeaderOrCookie(declaration)) continue;
    wantsBody = true;
    needsBody ||= isFromBody(declaration);
  }
  return { slots, wantsBody, needsBody };
}

/** Binds the parameters to the handler's argument; returns a promise only for an async schema. */
export function bind(signature: Signature, source: Source): void | Promise<void> {
  const target = source.context as unknown as BodyData;
  let pending: Promise<unknown>[] | undefined;
  for (const { name, find } of signature.slots) {
    const value = find(source);
    if (value instanceof Promise) {
      const bound = value.then((value) => target[name] = value);
      // A later parameter may throw first; this rejection would then be unhandled and end the
      // process.
      bound.catch(() => {});
      (pending ??= []).push(bound);
    } else target[name] = value;
  }
  if (pending) return Promise.all(pending).then(() => {});
}

type Finder = Slot["find"];

function toFinder(name: string, declaration: Declaration, where: string): Finder {
  if (declaration instanceof ParamSpec) {
    const { spec } = declaration;
    if (spec.kind === "fromHeader" || spec.kind === "fromCookie") {
      return fromHeaderOrCookie(name, spec, where);
    }
    if (spec.kind === "checked") return fromChecked(spec, where);
    if (spec.kind === "only") return fromClass(toFormClass(spec.of, where, spec.fields));
  }
  if (isSchema(declaration)) return fromSchema(name, declaration);
  if (isClass(declaration) && declaration !== File && declaration !== URL) {
    const { fromRequest } = declaration as { fromRequest?: FromRequest };
    if (!fromRequest) return fromClass(toFormClass(declaration, where));
    return (source) => fromRequest.call(declaration, toFormData(source), source.context);
  }
  const field = toFieldReader(declaration, where);
  const key = Array.isArray(declaration) ? `${name}[]` : undefined;
  return ({ path, query, body }) => {
    if (name in path) return accept(name, path[name], field, 404);
    const raw = query[name] ?? body?.[name] ?? (key && (query[key] ?? body?.[key]));
    return accept(name, raw, field, 400);
  };
}

type FromRequest = (data: BodyData, context: unknown) => unknown;

function isSchema(value: unknown): value is StandardSchema {
  return Object(value) === value && "~standard" in (value as object);
}

function isHeaderOrCookie(declaration: unknown): boolean {
  if (!(declaration instanceof ParamSpec)) return false;
  return declaration.spec.kind === "fromHeader" || declaration.spec.kind === "fromCookie";
}

function isFromBody(declaration: unknown): boolean {
  if (declaration instanceof ParamSpec) {
    return declaration.spec.kind === "only" || declaration.spec.kind === "checked";
  }
  if (Array.isArray(declaration)) return isFromBody(declaration[0]);
  return isSchema(declaration) || isClass(declaration) && declaration !== URL;
}

function accept(name: string, raw: unknown, field: FieldReader, status: number): unknown {
  if (raw === undefined || raw === null || isMissing(raw, field)) {
    if (field.fallback) return field.fallback();
    throw toBindError(name, "nothing was sent", field.expected, status);
  }
  const value = field.read(raw);
  if (value === undefined) throw toBindError(name, `received ${show(raw)}`, field.expected, status);
  return value;
}

function toBindError(name: string, found: string, expected: string, status: number): HTTPException {
  return new HTTPException(status, `Cannot read "${name}": ${found}, expected ${expected}`);
}

/** The body's fields, overridden by the path's; without a body, the query's. */
function toFormData({ path, query, body }: Source): BodyData {
  return Object.assign(Object.create(null), body ?? query, path);
}

function fromClass(form: FormClass): Finder {
  return (source) => {
    const { value, errors } = readForm(form, toFormData(source));
    for (const [name, { raw, expected }] of errors) {
      throw toBindError(name, `received ${show(raw)}`, expected, name in source.path ? 404 : 400);
    }
    return value;
  };
}

function fromSchema(name: string, schema: StandardSchema): Finder {
  const finish = (result: Awaited<ReturnType<StandardSchema["~standard"]["validate"]>>) => {
    if (!result.issues) return result.value;
    const messages = Object.entries(toMessages(result.issues));
    const detail = messages.map(([path, message]) => path ? `${path}: ${message}` : message);
    throw new HTTPException(422, `Cannot read "${name}": ${detail.join("; ")}`);
  };
  return (source) => then(schema["~standard"].validate(toFormData(source)), finish);
}

function fromChecked(spec: Spec & { kind: "checked" }, where: string): Finder {
  if (isSchema(spec.of)) {
    const { validate } = spec.of["~standard"];
    return (source) => {
      const input = toFormData(source);
      return then(
        validate(input),
        (result) =>
          result.issues
            ? { ok: false, errors: toMessages(result.issues), input }
            : { ok: true, value: result.value, errors: {} },
      );
    };
  }
  const only = spec.of instanceof ParamSpec && spec.of.spec.kind === "only"
    ? spec.of.spec
    : undefined;
  const of = only?.of ?? spec.of;
  if (!isClass(of)) {
    throw new TypeError(
      `Cannot declare ${where}: checked(${typeName(of)}), expected a class or a schema`,
    );
  }
  const form = toFormClass(of, where, only?.fields);
  return (source) => {
    const input = toFormData(source);
    const { value, errors } = readForm(form, input);
    const messages = [...errors].map(([name, { expected }]) => [name, `Expected ${expected}`]);
    return errors.size
      ? { ok: false, errors: Object.fromEntries(messages), input }
      : { ok: true, value, errors: {} };
  };
}

/** The first message for each path, such as `address.city`. */
function toMessages(
  issues: NonNullable<Awaited<ReturnType<StandardSchema["~standard"]["validate"]>>["issues"]>,
): Record<string, string> {
  const messages: Record<string, string> = Object.create(null);
  for (const { path = [], message } of issues) {
    const keys = path.map((part) => String(typeof part === "object" ? part.key : part));
    messages[keys.join(".")] ??= message;
  }
  return messages;
}

function fromHeaderOrCookie(
  name: string,
  spec: Spec & { kind: "fromHeader" | "fromCookie" },
  where: string,
): Finder {
  const field = toFieldReader(spec.of, where);
  if (spec.kind === "fromCookie") {
    const key = spec.name ?? name;
    return ({ context }) => accept(key, context.cookies[key], field, 400);
  }
  const key = spec.name ?? name.replaceAll("_", "-").replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-");
  if (!isToken(key)) {
    throw new TypeError(`Cannot declare ${where}: header ${JSON.stringify(key)}, expected a token`);
  }
  return ({ context }) => accept(key, context.headers.get(key), field, 400);
}

/** A value as the message shows it, cut to a maximum length. */
function show(raw: unknown): string {
  const text = raw instanceof File ? "a file" : JSON.stringify(raw);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
