/** Declarations beyond constructors and literals: choices, optional parameters, sources. */
import type {
  AnyClass,
  Bound,
  ChoiceParam,
  Declaration,
  DefaultedParam,
  LinkUse,
  OptionalParam,
  Param,
  StandardSchema,
  UnlinkedParam,
} from "../types.ts";

/** How a special parameter is bound. */
export type Spec =
  | {
    readonly kind: "oneOf";
    readonly choices: readonly (string | number)[];
    /** What a missing one is; undefined where it must be sent. */
    readonly fallback?: string | number;
  }
  | { readonly kind: "optional"; readonly of: Declaration }
  | {
    readonly kind: "fromHeader" | "fromCookie";
    readonly name: string | undefined;
    readonly of: Declaration;
  }
  | { readonly kind: "only"; readonly of: AnyClass; readonly fields: readonly string[] }
  | { readonly kind: "checked"; readonly of: StandardSchema | AnyClass | OnlyParam<unknown> };

/** A parameter made by a function of this file; tested by `instanceof`, which JSON cannot forge. */
export class ParamSpec<T> implements Param<T> {
  /** Carries the type of the bound value; holds nothing at run time. */
  declare readonly "~type": T;
  /** How it is bound. */
  readonly spec: Spec;

  /** Wraps a spec. */
  constructor(spec: Spec) {
    this.spec = spec;
  }
}

class ChoiceSpec<T extends string | number> extends ParamSpec<T> implements ChoiceParam<T> {
  readonly "~choice": readonly T[];

  constructor(choices: readonly T[], fallback?: T) {
    super({ kind: "oneOf", choices, fallback });
    this["~choice"] = choices;
  }

  or(fallback: T): DefaultedParam<T> {
    if (this["~choice"].includes(fallback)) return new DefaultedSpec(this["~choice"], fallback);
    const all = this["~choice"].map((choice) => JSON.stringify(choice)).join(", ");
    throw new TypeError(
      `Cannot declare a choice: the default is ${JSON.stringify(fallback)}, expected one of ${all}`,
    );
  }
}

class DefaultedSpec<T extends string | number> extends ChoiceSpec<T> implements DefaultedParam<T> {
  readonly "~default": T;

  constructor(choices: readonly T[], fallback: T) {
    super(choices, fallback);
    this["~default"] = fallback;
  }
}

/** A parameter that does not come from the URL. */
export class UnlinkedSpec<T> extends ParamSpec<T> implements UnlinkedParam {
  /** Tells it from a parameter of a URL. */
  readonly "~unlinked" = true as const;
}

class OptionalSpec<D> extends UnlinkedSpec<Bound<D> | undefined> implements OptionalParam<D> {
  readonly "~optional": D;

  constructor(of: D) {
    super({ kind: "optional", of: of as Declaration });
    this["~optional"] = of;
  }
}

/** A parameter that accepts only some fields of a class. */
export type OnlyParam<T> = Param<T> & UnlinkedParam;

/**
 * Declares a parameter that is one of a few values, or of an enum's. With `or()` it may be missing
 * or empty, and is then what that names: `oneOf("name", "age").or("name")`. Any other value is an
 * error in either case.
 *
 * @example
 * ```ts
 * import { fastApp, oneOf } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/list", { sort: oneOf("name", "age") }, ({ sort }) => sort);
 * strictEqual(await (await app.request("/list?sort=age")).text(), "age");
 * strictEqual((await app.request("/list?sort=drop")).status, 400);
 * ```
 */
export function oneOf<const T extends readonly (string | number)[]>(
  ...choices: T
): ChoiceParam<T[number]>;
/** Declares a parameter that is one of an enum's values. */
export function oneOf<T extends Readonly<Record<string, string | number>>>(
  choices: T,
): ChoiceParam<T[keyof T]>;
export function oneOf(...given: unknown[]): ChoiceParam<string | number> {
  const choices = typeof given[0] === "object" ? toValues(given[0] as object) : given;
  return new ChoiceSpec(choices as (string | number)[]);
}

/**
 * Declares a parameter that may be missing or empty; it is undefined then. A class or a schema is
 * undefined where none of its fields was sent, so one route can show a form and take it.
 *
 * @example
 * ```ts
 * import { fastApp, optional } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * class Profile { name = ""; age = 0; }
 * const { app, rt } = fastApp();
 * rt("/", { profile: optional(Profile) }, ({ profile }) => profile ? profile.name : "Who?");
 * strictEqual(await (await app.request("/")).text(), "Who?");
 * const body = new URLSearchParams({ name: "Ann" });
 * strictEqual(await (await app.request("/", { method: "POST", body })).text(), "Ann");
 * ```
 */
export function optional<const D extends Declaration>(
  of: D,
): OptionalParam<D> & (LinkUse<D> extends "none" ? UnlinkedParam : unknown) {
  return new OptionalSpec(of);
}

/**
 * Declares a class of which a client may set only the named fields.
 *
 * @example A sign-up form that cannot make an administrator
 * ```ts
 * import { fastApp, only } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class User { name = ""; admin = false; }
 * const { app, rt } = fastApp();
 * rt.post("/join", { user: only(User, "name") }, ({ user }) => ({ ...user, admin: user.admin }));
 * const body = new URLSearchParams({ name: "eve", admin: "true" });
 * const response = await app.request("/join", { method: "POST", body });
 * deepStrictEqual(await response.json(), { name: "eve", admin: false });
 * ```
 */
export function only<T>(of: AnyClass<T>, ...fields: (keyof T & string)[]): OnlyParam<T> {
  return new UnlinkedSpec<T>({ kind: "only", of, fields });
}

/**
 * Declares a parameter that is read from a cookie; without a name, from the one of its own name.
 *
 * @example
 * ```ts
 * import { fastApp, fromCookie, P } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/", { theme: fromCookie() }, ({ theme }) => P(theme));
 * const headers = { cookie: "theme=dark", "hx-request": "true" };
 * strictEqual(await (await app.request("/", { headers })).text(), "<p>dark</p>");
 * ```
 */
export function fromCookie<const D extends Declaration = StringConstructor>(
  name?: string,
  of?: D,
): Param<Bound<D>> & UnlinkedParam {
  return new UnlinkedSpec({ kind: "fromCookie", name, of: of ?? String });
}

/**
 * Declares a parameter that is read from a request header; without a name, from its own with `-`.
 *
 * @example
 * ```ts
 * import { fastApp, fromHeader, P } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/", { userAgent: fromHeader() }, ({ userAgent }) => P(userAgent));
 * const headers = { "user-agent": "curl", "hx-request": "true" };
 * strictEqual(await (await app.request("/", { headers })).text(), "<p>curl</p>");
 * ```
 */
export function fromHeader<const D extends Declaration = StringConstructor>(
  name?: string,
  of?: D,
): Param<Bound<D>> & UnlinkedParam {
  return new UnlinkedSpec({ kind: "fromHeader", name, of: of ?? String });
}

/** What `checked()` binds: the value, or an error message for each wrong field; and what was sent. */
export type Checked<T> =
  & { readonly input: Record<string, unknown> }
  & (
    | { readonly ok: true; readonly value: T; readonly errors: Record<string, never> }
    | { readonly ok: false; readonly errors: Record<string, string> }
  );

/**
 * Declares a body that the handler gets together with its errors, to show the form again.
 *
 * @example
 * ```ts
 * import { checked, fastApp } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * class Book {
 *   title = "";
 *   pages = 0;
 * }
 * const { app, rt } = fastApp();
 * rt.post("/books", { book: checked(Book) }, ({ book }) =>
 *   book.ok ? `${book.value.title}: ${book.value.pages} pages` : `Pages: ${book.errors.pages}`);
 *
 * const body = new URLSearchParams({ title: "Emma", pages: "many" });
 * const response = await app.request("/books", { method: "POST", body });
 * strictEqual(await response.text(), "Pages: Please enter a whole number.");
 * ```
 */
export function checked<S extends StandardSchema | AnyClass | OnlyParam<unknown>>(
  of: S,
): Param<Checked<Bound<S>>> & UnlinkedParam {
  return new UnlinkedSpec({ kind: "checked", of });
}

/** The values of an enum, without the reverse mapping of a numeric one. */
function toValues(choices: object): unknown[] {
  return Object.entries(choices).filter(([name]) => !/^\d+$/.test(name)).map(([, value]) => value);
}
