/** SQL text of the program, with its values bound as parameters. */
import { DataError, show } from "../errors.ts";
import type { AnyRow, SqlText, Stored } from "../types.ts";

/** SQL of the program and its values. Known by its class, so that no JSON of a client can be one. */
export class Sql<Row = unknown> {
  /** Not there: for the compiler alone, which knows by it what the SQL computes. */
  declare readonly computed: Row;
  /** The SQL, with `?` for each value. */
  readonly text: string;
  /** The values. */
  readonly values: readonly unknown[];

  /** Takes both. */
  constructor(text: string, values: readonly unknown[]) {
    this.text = text;
    this.values = values;
  }
}

/**
 * Makes SQL to sort by, ``orderBy: sql`lower(title)` ``, or to compute,
 * ``select: sql<{ n: number }>`count(*) as n` ``. Its values are always bound.
 *
 * @example
 * ```ts
 * import { database, sql } from "@fasthtml/fasthtml";
 * import { deepStrictEqual } from "node:assert";
 *
 * class Book {
 *   id = 0;
 *   title = "";
 * }
 * const books = database(":memory:").create(Book);
 * books.insertAll([{ title: "emma" }, { title: "Dune" }]);
 *
 * const sorted = books({ orderBy: sql`lower(title) desc` });
 * deepStrictEqual(sorted.map(({ title }) => title), ["emma", "Dune"]);
 * ```
 */
export function sql<Row extends object = AnyRow>(
  text: TemplateStringsArray,
  ...values: unknown[]
): Sql<Row> {
  return new Sql(text.join("?"), values);
}

interface Template {
  pieces: string[];
  /** What is between the pieces: a name, or "?". */
  names: string[];
}

const BLOCK = /\/\*[\s\S]*?\*\//;
const REST = /'[^']*'|"[^"]*"|[?]|[:@$][A-Za-z_]\w*|['"$();]|\/\*/;

// Tokens in which ? and brackets are literal: strings, identifiers, comments. Where this and the
// database disagree on one character, a text can close the bracket around it and evade `xtra`.
const DIALECTS = {
  SQLite: {
    templates: new Map<string, Template>(),
    comments: toPattern(/--[^\n]*/, BLOCK),
    tokens: toPattern(
      /--[^\n]*/,
      BLOCK,
      /`[^`]*`|\[[^\]]*\]/,
      // A byte order mark is a blank, except inside a name.
      /[A-Za-z_\u0080-\ufefe\uff00-\uffff][\w$\u0080-\uffff]*/,
      REST,
      // $1(') and ::a(') are parameter names.
      /[`[:@#]/,
    ),
  },
  Postgres: {
    templates: new Map<string, Template>(),
    comments: toPattern(/--[^\r\n]*/, BLOCK),
    tokens: toPattern(
      /--[^\r\n]*/,
      BLOCK,
      /\$(?<tag>(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?)\$[\s\S]*?\$\k<tag>\$/,
      /[eE]'/,
      /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/,
      /::/,
      REST,
    ),
  },
};

function toPattern(...parts: RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => source).join("|"), "g");
}

// The one statement that contains other statements.
const TRIGGER = /^\s*create\s+(?:temp\w*\s+)?trigger\b.*\bend\s*;?\s*$/is;

/** The SQL dialect of a text, and how its values are stored. */
export interface SqlTextOptions {
  /** The database whose identifiers, strings and comments are recognized. */
  readonly dialect: "SQLite" | "Postgres";
  /** Converts a value of the program to one that the driver takes. */
  readonly encode: (value: unknown) => Stored;
}

/**
 * Puts values into SQL text in place of `?` (a list, or one value) or `:name` (an object). The text
 * must be one statement, or a part of one whose brackets match. A value never becomes SQL.
 *
 * @example
 * ```ts
 * import { toSqlText } from "@fasthtml/fasthtml/data/backend";
 * import { deepStrictEqual } from "node:assert";
 *
 * const options = { dialect: "SQLite", encode: (value: unknown) => value } as const;
 * const { pieces, values } = toSqlText("title = ? AND pages > ?", ["Emma", 100], options);
 * deepStrictEqual(pieces.map((piece) => piece.trim()), ["title =", "AND pages >", ""]);
 * deepStrictEqual([...values], ["Emma", 100]);
 * ```
 */
export function toSqlText(
  sql: string,
  args: unknown,
  { dialect, encode }: SqlTextOptions,
): SqlText {
  const { pieces, names } = template(sql, DIALECTS[dialect]);
  const named = names.some((name) => name !== "?");
  const given: unknown[] = named ? lookUp(sql, names, args) : toList(args);
  if (given.length !== names.length) {
    throw new DataError(
      `Cannot run ${show(sql)}: it has ${given.length} values, expected ${names.length}`,
    );
  }
  return { pieces, values: given.map(encode) };
}

function toList(args: unknown): unknown[] {
  if (args === undefined) return [];
  return Array.isArray(args) ? args : [args];
}

function lookUp(sql: string, names: string[], args: unknown): unknown[] {
  return names.map((name) => {
    if (typeof args === "object" && args !== null && Object.hasOwn(args, name)) {
      return (args as Record<string, unknown>)[name];
    }
    throw new DataError(`Cannot run ${show(sql)}: no value for :${name}, expected { ${name}: … }`);
  });
}

type Dialect = typeof DIALECTS[keyof typeof DIALECTS];

function template(sql: string, dialect: Dialect): Template {
  const { templates } = dialect;
  const known = templates.get(sql);
  if (known) return known;
  const parsed = parse(sql, dialect);
  // Programs have few texts. This limit is for a program that writes values into them.
  if (templates.size > 1000) templates.clear();
  templates.set(sql, parsed);
  return parsed;
}

function parse(sql: string, { tokens, comments }: Dialect): Template {
  const pieces: string[] = [];
  const names: string[] = [];
  let from = 0;
  let depth = 0;
  let end = sql.length;
  const isTrigger = TRIGGER.test(sql);
  const toError = (found: string, expected: string) =>
    new DataError(`Cannot run ${show(sql)}: found ${found}, expected ${expected}`);
  for (const { 0: token, index } of sql.matchAll(tokens)) {
    // SQLite ends both at the first */, but Postgres nests comments, so one would still be open.
    if (token.startsWith("/*") && token.includes("/*", 2)) {
      throw toError("a comment in a comment", "one after the other");
    }
    if (token === ";" && !isTrigger) end = Math.min(end, index);
    else if (token === "(") depth++;
    else if (token === ")" && --depth < 0) {
      throw toError('")" without "("', "brackets in pairs");
    } else if (/^(?:['"`[]|\/\*)$/.test(token)) {
      throw toError(token, "its end too");
    } else if (/^(?:[:@#$]|[eE]')$/.test(token)) {
      throw toError(token, "a value as ? or :name");
    } else if (token === "?" || /^[:@$]\w+$/.test(token)) {
      pieces.push(sql.slice(from, index));
      names.push(token === "?" ? "?" : token.slice(1));
      from = index + token.length;
    }
  }
  if (depth > 0) throw toError('"(" without ")"', "brackets in pairs");
  pieces.push(sql.slice(from));
  if (/\S/.test(sql.slice(end + 1).replace(comments, ""))) {
    throw toError("more after a semicolon", "one statement");
  }
  // With blanks, so that a placeholder never joins the text beside it.
  return { pieces: pieces.map((piece) => ` ${piece} `), names };
}
