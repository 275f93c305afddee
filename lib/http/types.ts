/** The types that the files of this folder share. Imports no code. */
import type { Child } from "../html/mod.ts";
import type { AttrValue } from "../html/types.ts";

/** One declared parameter, made by `oneOf()`, `optional()`, `fromHeader()`, `only()` and the like. */
export interface Param<T> {
  /** Carries the type of the bound value; holds nothing at run time. */
  readonly "~type": T;
}

/** A schema of any library that follows Standard Schema v1 (zod, valibot, arktype). */
export interface StandardSchema<Output = unknown> {
  /** The part of a schema that the standard defines. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** The result of a schema. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One error that a schema found. */
export interface SchemaIssue {
  /** The error message, for the user. */
  readonly message: string;
  /** The path to the wrong value, from the outside in. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A class whose instances have default values. */
export type AnyClass<T = unknown> = abstract new (...args: never) => T;

/**
 * The declaration of a parameter: a constructor (`String`, `Number`, `Boolean`, `BigInt`, `Date`,
 * `URL`, `File`), a list of one (`[Number]`), a literal as default, a function that makes the
 * default, a function that reads the text, a class, a schema, or a {@linkcode Param}.
 */
export type Declaration =
  | Param<unknown>
  | StandardSchema
  | AnyClass
  | BigIntConstructor
  | string
  | number
  | boolean
  | bigint
  | null
  | DeclarationList
  | ((...args: never) => unknown);

/** A list of declarations; no array type, which the compiler would explain where nothing fits. */
export interface DeclarationList {
  /** How many there are. */
  readonly length: number;
  /** One of them. */
  readonly [at: number]: Declaration;
}

/** The second argument of a route: parameter names and their declarations. */
export type Declarations = { readonly [name: string]: Declaration };

/** The type of the value that a declaration binds. */
export type Bound<D> = D extends StandardSchema<infer Output> ? Output
  : D extends StringConstructor ? string
  : D extends NumberConstructor ? number
  : D extends BooleanConstructor ? boolean
  : D extends BigIntConstructor ? bigint
  : D extends readonly (infer Item)[] ? Bound<Item>[]
  : D extends AnyClass<infer Instance> ? Instance
  : D extends (...args: never) => infer Made ? Awaited<Made>
  : D extends string ? string
  : D extends number ? number
  : D extends bigint ? bigint
  : D extends boolean ? boolean
  : D extends null ? string | null
  : D extends Param<infer T> ? T
  : never;

/** A path as it is written here: of `/user/:id`, as other frameworks have it, `/user/{id}`. */
export type PathText<Path extends string> = Path extends
  `${infer Start}/:${infer Name}/${infer Rest}` ? PathText<`${Start}/{${Name}}/${Rest}`>
  : Path extends `${infer Start}/:${infer Name}` ? `${Start}/{${Name}}`
  : Path;

/** The parameters that a path names, with the types of their converters. */
export type PathParams<Path extends string> = string extends Path ? unknown
  : Path extends `${string}{${infer Inner}}${infer Rest}` ? PathParam<Inner> & PathParams<Rest>
  : unknown;

/** The parameter that one pair of braces names. */
export type PathParam<Inner extends string> = Inner extends `${infer Name}:${infer Converter}`
  ? { [name in Name]: Converter extends "int" | "float" ? number : string }
  : { [name in Inner]: string };

/** An intersection as the one object type that editors show. */
export type Flatten<T> = { [key in keyof T]: T[key] } & unknown;

/** The parameters of a handler: those of the path, and those declared. */
export type ParamsOf<Path extends string, D> = Flatten<
  & Omit<PathParams<Path>, keyof D>
  & { -readonly [name in keyof D]: Bound<D[name]> }
>;

/** What `to()` needs: every path parameter, and the declared ones without a default. */
export type LinkParams<Path extends string, D> = Flatten<
  & { [name in keyof PathParams<Path>]: LinkValue<PathParams<Path>[name]> }
  & { [name in LinkNames<Path, D, "needed">]: LinkValue<Bound<D[name]>> }
  & { [name in LinkNames<Path, D, "optional">]?: LinkValue<Bound<D[name]>> | null }
>;

/** What `partial()` needs: every path parameter. The declared ones are optional. */
export type PartialLink<Path extends string, D> = Flatten<
  & { [name in keyof PathParams<Path>]: LinkValue<PathParams<Path>[name]> }
  & { [name in LinkNames<Path, D, "needed" | "optional">]?: LinkValue<Bound<D[name]>> | null }
>;

/** What a link accepts for a parameter: a number will do for text. */
export type LinkValue<T> = string extends T ? T | number : T;

/** The names of the declared parameters that a URL needs, or may carry. */
export type LinkNames<Path extends string, D, Where> = {
  [name in keyof D]: name extends keyof PathParams<Path> ? never
    : LinkUse<D[name]> extends Where ? name
    : never;
}[keyof D];

/** Whether a URL must, may or cannot carry a parameter. */
export type LinkUse<D> = D extends UnlinkedParam | StandardSchema ? "none"
  : D extends DefaultedParam<unknown> ? "optional"
  : D extends ScalarConstructor | RequiredParam<unknown> ? "needed"
  : D extends AnyClass ? "none"
  : D extends () => unknown ? "optional"
  : D extends (...args: never) => unknown ? "needed"
  : "optional";

/** The platform's classes that declare one value of a URL. */
export type ScalarConstructor =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | BigIntConstructor
  | DateConstructor
  | typeof URL;

/** A parameter that a URL must carry. */
export interface RequiredParam<T> extends Param<T> {
  /** The values that it may have. Tells it from a parameter that may be missing. */
  readonly "~choice": readonly (string | number)[];
}

/** A parameter that is one of a few values, as `oneOf()` makes it. */
export interface ChoiceParam<T> extends RequiredParam<T> {
  /** Makes one that may be missing, or empty, and then has this value. */
  or(fallback: NoInfer<T>): DefaultedParam<T>;
}

/** A parameter that is one of a few values, and one of them where it is missing. */
export interface DefaultedParam<T> extends RequiredParam<T> {
  /** What a missing one is. Tells it from a parameter that a URL must carry. */
  readonly "~default": T;
}

/** A parameter that may be missing. As the type of a column, one that is null until it is set. */
export interface OptionalParam<D> extends Param<Bound<D> | undefined> {
  /** The declaration of its value. */
  readonly "~optional": D;
}

/** A parameter that does not come from the URL. */
export interface UnlinkedParam {
  /** Tells it from a parameter of a URL; true at run time. */
  readonly "~unlinked": true;
}

/**
 * Types that an application adds to, so that its own values are typed everywhere.
 *
 * ```ts ignore
 * declare module "@fasthtml/fasthtml" {
 *   interface AppTypes { auth: User; session: { count?: number }; state: { db: Database } }
 * }
 * ```
 */
// deno-lint-ignore no-empty-interface
export interface AppTypes {}

/**
 * A value that only the application knows. Until it adds to {@linkcode AppTypes} it has any type,
 * as in FastHTML, so that `session.count = (session.count ?? 0) + 1` compiles.
 */
// deno-lint-ignore no-explicit-any
export type AppValue = any;

/** What a `before` function found out about the user. */
export type Auth = AppTypes extends { auth: infer T } ? T : AppValue;

/** Values that the application keeps for all requests. */
export type AppState = AppTypes extends { state: infer T } ? T : { [name: string]: AppValue };

/** The data of the user's session. */
export type SessionData = AppTypes extends { session: infer T } ? T : { [name: string]: AppValue };

/** The session of one user: its data as properties, kept in a signed cookie. */
export type Session = SessionData & SessionMethods<SessionData>;

/** What a session has beside its data. Data of one of these names takes its place. */
export interface SessionMethods<Data> {
  /** Returns a value, or undefined where there is none. */
  get<Name extends keyof Data>(name: Name): Data[Name] | undefined;
  /** Returns a value; `fallback` where there is none. */
  get<Name extends keyof Data>(
    name: Name,
    fallback: Exclude<Data[Name], undefined>,
  ): Exclude<Data[Name], undefined>;
  /** Removes a value and returns it; undefined, or `fallback`, where there is none. */
  pop<Name extends keyof Data>(name: Name, fallback?: Data[Name]): Data[Name] | undefined;
  /** Returns a value; where there is none, it becomes `value`. */
  setdefault<Name extends keyof Data>(
    name: Name,
    value: Exclude<Data[Name], undefined>,
  ): Exclude<Data[Name], undefined>;
  /** Removes all data. */
  clear(): void;
  /** Removes all data and starts a new session, as `signIn()` does. */
  regenerate(): void;
}

/** The `HX-*` headers of a request, both htmx 2's and 4's. */
export interface HtmxHeaders {
  /** Whether htmx made the request. */
  readonly request: boolean;
  /** Whether the request comes from a boosted link or form. */
  readonly boosted: boolean;
  /** Whether htmx asks for a page that is missing in its history. */
  readonly historyRestoreRequest: boolean;
  /** The URL in the browser. */
  readonly currentUrl?: string;
  /** What the user answered to `hx-prompt`. */
  readonly prompt?: string;
  /** `partial` or `full` (htmx 4). */
  readonly requestType?: string;
  /** The element that made the request, as `tag#id` (htmx 4). */
  readonly source?: string;
  /** The id of the target. */
  readonly target?: string;
  /** The id of the element that made the request. */
  readonly trigger?: string;
  /** The name of that element. */
  readonly triggerName?: string;
}

/** Parsed JSON or form fields: an object without a prototype; repeated fields are lists. */
export type BodyData = Record<string, unknown>;

/** What every handler's argument has beside the parameters that it declares. */
export interface RequestContext {
  /** The request as the server received it. */
  readonly req: Request;
  /** The requested URL; its origin is from a checked `Host`. */
  readonly url: URL;
  /** The application that answers. */
  readonly app: AppInfo;
  /** Values that the application keeps for all requests. */
  readonly state: AppState;
  /**
   * Values that `before` functions left, `client`, its IP address, and `requestId`, as the log has
   * it. `scope.auth` is `auth`.
   */
  readonly scope: Record<string, unknown> & {
    readonly client?: string | undefined;
    readonly requestId: string;
  };
  /** The user: what a `before` function put into `scope.auth`. */
  readonly auth: Auth;
  /** The user's session; read at first use, written when changed. */
  readonly session: Session;
  /** The request's `HX-*` headers. */
  readonly htmx: HtmxHeaders;
  /** The request's headers. */
  readonly headers: Headers;
  /** The request's cookies. */
  readonly cookies: Readonly<Record<string, string>>;
  /** Aborted when the client disconnects or the server closes. */
  readonly signal: AbortSignal;
  /** Reads the body as text, within the limits. */
  readonly body: () => Promise<string>;
  /** Reads the fields of the query and of the body, JSON or a form, within the limits. */
  readonly data: () => Promise<BodyData>;
  /** Content for this page's head, after the application's own; push to add. */
  readonly hdrs: unknown[];
  /** Content for the end of this page's body; push to add. */
  readonly ftrs: unknown[];
  /** Attributes of this page's `<html>`. */
  readonly htmlAttrs: Record<string, unknown>;
  /** Attributes of this page's `<body>`. */
  readonly bodyAttrs: Record<string, unknown>;
}

/** Wraps the content of a page's body. */
export type BodyWrap = (content: readonly Child[], context: RequestContext) => Child;

/**
 * Attributes of `<html>` or `<body>`. A function makes the value for each page, from its request:
 * `{ data_theme: ({ cookies }) => cookies.theme }`.
 */
export type PageAttrs = {
  readonly [name: string]: AttrValue | ((context: RequestContext) => AttrValue);
};

/** What the server knows of a request beside the request. */
export interface ServeInfo {
  /** Settles when the response is sent. */
  readonly completed?: Promise<void>;
  /** The IP address of the sender: the client, or a proxy. */
  readonly remoteAddr?: Deno.Addr;
}

/** What a handler sees of the application. */
export interface AppInfo {
  /** Values that the application keeps for all requests. */
  readonly state: AppState;
  /** The title of pages that set none. */
  readonly title: string;
  /**
   * Ends the WebSockets and event streams of a user, in every process: those whose request had this
   * `auth`. Browsers connect again, and guards decide anew, so call it when a user signs out.
   */
  disconnect(auth: string | number | undefined): void;
}

/** The one argument of a handler: the request and the parameters. */
export type HandlerContext<Path extends string = string, D = unknown> = WithParams<
  RequestContext,
  ParamsOf<Path, D>
>;

/** A context with parameters. One of a special name takes the place of the special one. */
export type WithParams<Context, Params> =
  & (string extends keyof Params ? Context
    : [keyof Context & keyof Params] extends [never] ? Context
    : Omit<Context, keyof Params>)
  & Params;

/**
 * Handles a request. What it returns becomes the response: elements, text, an array that mixes them
 * with headers, cookies and background tasks, a plain object (JSON), a `Response`, or nothing.
 */
export type Handler<Path extends string = string, D = unknown> = (
  context: HandlerContext<Path, D>,
) => unknown;
