/** Parameters of jobs: how they are declared, checked, and kept as JSON. */
import { isDeepStrictEqual } from "node:util";
import { show } from "../../lib/data/backend.ts";
import { DateOnly, Float, Integer } from "../../lib/data/mod.ts";
import type {
  Bound,
  Declaration,
  Declarations,
  DefaultedParam,
  Flatten,
  OptionalParam,
  RequiredParam,
  StandardSchema,
} from "../../types.ts";

/** The values that a job is given: those with a default may be left out. */
export type JobData<D> = Flatten<
  & { [name in keyof D as D[name] extends OmissibleParam ? never : name]: JobValue<D[name]> }
  & { [name in keyof D as D[name] extends OmissibleParam ? name : never]?: JobValue<D[name]> }
>;

/** What may be left out: an optional parameter, or one declared by its default. */
export type OmissibleParam =
  | OptionalParam<unknown>
  | DefaultedParam<unknown>
  | string
  | number
  | boolean
  | bigint
  | null
  | (() => unknown);

/** What is given for a parameter: where a schema reads it, what the schema takes. */
export type JobValue<D> = D extends StandardSchema
  ? D["~standard"]["types"] extends { readonly input: infer Input } | undefined ? Input
  : Bound<D>
  : Bound<D>;

/** What a job's data may take as JSON, in characters: it is read and written with each step. */
const MAX_JSON = 1 << 20;

/** The parameters of one job. */
export class Params {
  readonly #job: string;
  readonly #fields: ReadonlyMap<string, Field>;

  /** Reads declarations. Throws a TypeError for what JSON can't hold, or is a name of the context. */
  constructor(declarations: Declarations, job: string, taken: readonly string[]) {
    this.#job = job;
    const read = ([name, declaration]: [string, Declaration]): [string, Field] => {
      const where = `"${name}" for job "${job}"`;
      if (!taken.includes(name)) return [name, toField(declaration, where)];
      throw new TypeError(
        `Cannot declare ${where}: jobs have this name already, expected another`,
      );
    };
    this.#fields = new Map(Object.entries(declarations).map(read));
  }

  /** Returns values as JSON, and throws a TypeError for those that would not come back the same. */
  write(data: Readonly<Record<string, unknown>>): string {
    const unknown = Object.keys(data).find((name) => !this.#fields.has(name));
    if (unknown !== undefined) {
      const names = [...this.#fields.keys()].join(", ") || "no data";
      throw new TypeError(
        `Cannot queue job "${this.#job}": ${unknown} is none of its parameters, expected ${names}`,
      );
    }
    const stored: Record<string, unknown> = Object.create(null);
    for (const [name, field] of this.#fields) {
      const value = valueOf(data, name);
      if (value === undefined && field.fallback) continue;
      stored[name] = field.write(value);
      if (stored[name] !== undefined) continue;
      throw new TypeError(
        `Cannot queue job "${this.#job}": ${name} is ${show(value)}, expected ${field.expected}`,
      );
    }
    const json = JSON.stringify(stored);
    if (json.length <= MAX_JSON) return json;
    throw new TypeError(
      `Cannot queue job "${this.#job}": its data is ${json.length} characters as JSON, ` +
        `expected at most ${MAX_JSON}`,
    );
  }

  /** Makes the values again. Throws a TypeError where the declarations have changed meanwhile. */
  read(json: string): Record<string, unknown> {
    const stored = JSON.parse(json);
    const read = ([name, field]: [string, Field]) => {
      const found = valueOf(stored, name);
      if (found === undefined && field.fallback) return [name, field.fallback()];
      const value = field.read(found);
      if (value !== undefined) return [name, value];
      throw new TypeError(
        `Cannot run job "${this.#job}": ${name} is ${show(found)}, expected ${field.expected}`,
      );
    };
    return Object.fromEntries([...this.#fields].map(read));
  }
}

/** A value, also of a class with initial values, but not what all objects have, such as `toString`. */
function valueOf(data: Readonly<Record<string, unknown>>, name: string): unknown {
  return name in Object.prototype && !Object.hasOwn(data, name) ? undefined : data[name];
}

/** How a value is kept. Both functions return undefined for one that does not fit. */
interface Field {
  readonly expected: string;
  readonly write: (value: unknown) => unknown;
  readonly read: (stored: unknown) => unknown;
  /** Makes the value where none is given. */
  readonly fallback?: () => unknown;
}

function toField(declaration: Declaration, where: string): Field {
  const scalar = SCALARS.get(declaration);
  if (scalar) return scalar;
  if (Array.isArray(declaration)) return toList(toField(declaration[0] ?? String, where));
  if (declaration === null) return { ...toNullable(TEXT), fallback: () => null };
  if (typeof declaration === "function") return toMade(declaration as () => unknown, where);
  if (typeof declaration === "object") {
    const { "~choice": choices } = declaration as RequiredParam<unknown>;
    if (choices && "~default" in declaration) {
      const { "~default": value } = declaration as DefaultedParam<unknown>;
      return { ...toChoice(choices), fallback: () => value };
    }
    if (choices) return toChoice(choices);
    if ("~optional" in declaration) {
      const { "~optional": of } = declaration as OptionalParam<Declaration>;
      return { ...toField(of, where), fallback: () => undefined };
    }
    if ("~standard" in declaration) return toChecked(declaration as StandardSchema);
  }
  const literal = SCALARS.get(TYPES[typeof declaration]);
  if (literal) return { ...literal, fallback: () => declaration };
  throw toDeclareError(where);
}

function toDeclareError(where: string): TypeError {
  return new TypeError(
    `Cannot declare ${where}: found what JSON can't hold, expected a type, a default or a schema`,
  );
}

const TYPES: Readonly<Record<string, unknown>> = {
  string: String,
  number: Number,
  boolean: Boolean,
  bigint: BigInt,
};

const TEXT = same("text", (value) => typeof value === "string");
const JSON_FIELD = same("what JSON can hold", (value) => {
  const json = JSON.stringify(value);
  return json !== undefined && isDeepStrictEqual(JSON.parse(json), value);
});

const SCALARS: ReadonlyMap<unknown, Field> = new Map<unknown, Field>([
  [String, TEXT],
  [Number, same("a finite number", Number.isFinite)],
  [Float, same("a finite number", Number.isFinite)],
  [Integer, same("a whole number", Number.isSafeInteger)],
  [Boolean, same("true or false", (value) => typeof value === "boolean")],
  [Object, JSON_FIELD],
  [
    BigInt,
    asText(
      "a bigint",
      (value) => typeof value === "bigint" ? `${value}` : undefined,
      (text) => /^-?\d+$/.test(text) ? BigInt(text) : undefined,
    ),
  ],
  [Date, asText("a valid Date", (value) => toIso(value), toDate)],
  [DateOnly, asText("a Date at midnight UTC", (value) => toIso(value, DateOnly), toDate)],
  [
    URL,
    asText(
      "a URL",
      (value) => value instanceof URL ? value.href : undefined,
      (text) => URL.parse(text) ?? undefined,
    ),
  ],
]);

/** A field whose values JSON holds as they are. */
function same(expected: string, fits: (value: unknown) => boolean): Field {
  const keep = (value: unknown) => fits(value) ? value : undefined;
  return { expected, write: keep, read: keep };
}

function asText(
  expected: string,
  write: (value: unknown) => string | undefined,
  parse: (text: string) => unknown,
): Field {
  return { expected, write, read: (text) => typeof text === "string" ? parse(text) : undefined };
}

function toIso(value: unknown, toFit = (date: Date) => date): string | undefined {
  if (!(value instanceof Date)) return;
  const date = toFit(value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function toDate(text: string): Date | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function toList(item: Field): Field {
  const each = (change: (value: unknown) => unknown) => (values: unknown) => {
    const changed = Array.isArray(values) ? values.map(change) : undefined;
    return changed?.includes(undefined) ? undefined : changed;
  };
  return {
    expected: `a list, each ${item.expected}`,
    write: each(item.write),
    read: each(item.read),
  };
}

function toNullable(field: Field): Field {
  return {
    ...field,
    write: (value) => value === null ? null : field.write(value),
    read: (stored) => stored === null ? null : field.read(stored),
  };
}

function toChoice(choices: readonly unknown[]): Field {
  const expected = `one of ${choices.map((choice) => show(choice)).join(", ")}`;
  return same(expected, (value) => choices.includes(value));
}

/** What a schema takes is kept, so that it gives the same again when the job runs. */
function toChecked({ "~standard": { validate } }: StandardSchema): Field {
  const check = (value: unknown) => {
    const result = validate(value);
    if (!(result instanceof Promise)) return result;
    throw new TypeError("Cannot queue a job: its schema is async, expected one without promises");
  };
  return {
    expected: "what its schema takes, as JSON can hold it",
    write: (value) => check(value).issues ? undefined : JSON_FIELD.write(value),
    read: (stored) => {
      const result = check(stored);
      return result.issues ? undefined : result.value;
    },
  };
}

/** A class of the program, whose fields have the types of their initial values; or a default. */
function toMade(declaration: () => unknown, where: string): Field {
  const source = Function.prototype.toString.call(declaration);
  if (
    declaration as unknown === File || declaration.length > 0 || source.includes("[native code]")
  ) {
    throw toDeclareError(where);
  }
  if (/^class\b/.test(source)) return toClass(declaration as unknown as ClassOfFields, where);
  return { ...toInitial(declaration(), where), fallback: declaration };
}

type ClassOfFields = (new () => Record<string, unknown>) & {
  readonly types?: Readonly<Record<string, Declaration>>;
};

function toClass(Class: ClassOfFields, where: string): Field {
  const { types = {} } = Class;
  const sample = new Class();
  const fields = Object.keys({ ...sample, ...types }).map((name) => {
    const own = `${where}, its field "${name}"`;
    const type = types[name];
    return [
      name,
      toNullable(type === undefined ? toInitial(sample[name], own) : toField(type, own)),
    ] as const;
  });
  return {
    expected: `a ${Class.name} whose fields fit`,
    write: (value) => {
      if (typeof value !== "object" || value === null) return;
      const stored: Record<string, unknown> = {};
      for (const [name, field] of fields) {
        const own = (value as Record<string, unknown>)[name];
        if (own === undefined) continue;
        const text = field.write(own);
        if (text === undefined) return;
        stored[name] = text;
      }
      return stored;
    },
    read: (stored) => {
      if (typeof stored !== "object" || stored === null) return;
      const value = new Class();
      for (const [name, field] of fields) {
        const own = (stored as Record<string, unknown>)[name];
        if (own === undefined) continue;
        const read = field.read(own);
        if (read === undefined) return;
        value[name] = read;
      }
      return value;
    },
  };
}

/** The field of an initial value. */
function toInitial(initial: unknown, where: string): Field {
  if (initial === undefined || initial === null) return JSON_FIELD;
  if (initial instanceof Date) return SCALARS.get(Date)!;
  if (initial instanceof URL) return SCALARS.get(URL)!;
  if (typeof initial === "object") return JSON_FIELD;
  return toField(initial as Declaration, where);
}
