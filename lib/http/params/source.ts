/** Where parameters come from, and the error for what does not fit. */
import { HTTPException } from "../errors.ts";
import { isSecret } from "../log.ts";
import type { Sentence } from "../messages.ts";
import type { Speaker } from "../say.ts";
import type { FieldError, FieldReader, FormClass } from "./form_class.ts";
import type { BodyData, RequestContext, StandardSchema } from "../types.ts";

/** The sources of parameters: the path, then the query, then the body. */
export interface Source {
  /** The path's parameters, converted. */
  readonly path: Readonly<BodyData>;
  readonly query: Readonly<BodyData>;
  /** The parsed body; undefined for a method without one. */
  readonly body: Readonly<BodyData> | undefined;
  /** The request, with its headers and cookies; no parameter has taken their places. */
  readonly context: RequestContext & Speaker;
}

/** Finds the value of a parameter. */
export type Finder = (source: Source) => unknown;

/** A parameter as its route declares it, for what describes routes. */
export type ParamFacts =
  /** One value: a field of the path, the query or a body, a header or a cookie of this name. */
  | {
    readonly from: "field" | "header" | "cookie";
    readonly name: string;
    readonly field: FieldReader;
  }
  /** All fields that are sent, read by a class or a schema; by neither where a class reads itself. */
  | {
    readonly from: "fields";
    readonly of?: FormClass | StandardSchema;
    /** Whether they may be missing. */
    readonly isOptional?: boolean;
    /** Whether the handler gets what does not fit, together with its errors. */
    readonly isChecked?: boolean;
  };

/** Makes the error for a value that does not fit; undefined is a value that was not sent. */
export function toBindError(name: string, error: FieldError, status: number): HTTPException {
  // A path that does not fit is the URL of nothing.
  if (status !== 404) return toBindErrors(new Map([[name, error]]));
  return new HTTPException(404, toDetail(name, error), { tell: { key: "notFound" } });
}

/** Makes the error for all fields that do not fit, of which there is one at least. */
export function toBindErrors(fields: ReadonlyMap<string, FieldError>): HTTPException {
  const all = [...fields];
  const errors = all.map(([name, error]) => [name, toProblem(error)] as const);
  const tell = errors.map(([name, problem]): Sentence => ({
    key: "field",
    values: { name, problem },
  }))
    .reduceRight((next, first) => ({ key: "fields", values: { first, next } }));
  const detail = all.map(([name, error]) => toDetail(name, error)).join("; ");
  return new HTTPException(400, detail, { tell, errors: Object.fromEntries(errors) });
}

/** What is wrong with a field, for the developer. */
function toDetail(name: string, { raw, expected }: FieldError): string {
  const found = raw === undefined
    ? "nothing was sent"
    : `received ${isSecret(name) ? "a value that is not shown" : show(raw)}`;
  return `Cannot read "${name}": ${found}, expected ${expected}`;
}

/** What is wrong with a field, for the user. */
export function toProblem({ raw, problem }: Pick<FieldError, "raw" | "problem">): Sentence {
  return raw === undefined ? { key: "required" } : problem;
}

/** A value as the message shows it, cut to a maximum length. */
function show(raw: unknown): string {
  const text = raw instanceof File ? "a file" : JSON.stringify(raw);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
