/** Spans of a database's verbs, by OpenTelemetry's semantic conventions for database clients. */
import { attempt, type Maybe, then } from "../maybe.ts";
import { meter, SECONDS } from "../metrics.ts";
import { CLIENT, FAILED, type Tracer } from "../telemetry.ts";
import type { SqlText, Store, TableShape } from "./types.ts";

/** The names of the systems, by those of the stores. */
const SYSTEMS: Readonly<Record<string, string>> = {
  SQLite: "sqlite",
  Postgres: "postgresql",
  MongoDB: "mongodb",
};

/** The operation of each verb of a table; a MongoDB's commands have the verbs' names. */
const VERBS: Readonly<Record<string, string>> = {
  find: "SELECT",
  search: "SELECT",
  count: "SELECT",
  aggregate: "SELECT",
  compute: "SELECT",
  insert: "INSERT",
  update: "UPDATE",
  delete: "DELETE",
};

const duration = meter?.createHistogram("db.client.operation.duration", {
  unit: "s",
  description: "Durations of calls of a database",
  advice: SECONDS,
});

/** What a span tells of a call. */
interface Call {
  readonly operation: string;
  readonly table: string | undefined;
  /** The SQL of the program, without values. */
  readonly sql?: string;
}

/**
 * A store whose verbs are spans. They have no values: neither those of rows, nor an error's message,
 * which may quote them.
 */
export function traced(store: Store, tracer: Tracer): Store {
  const system = SYSTEMS[store.name] ?? store.name.toLowerCase();
  const inSpan = <T>({ operation, table, sql }: Call, run: () => Maybe<T>): Maybe<T> => {
    const attributes = {
      "db.system.name": system,
      "db.operation.name": operation,
      ...table !== undefined && { "db.collection.name": table },
    };
    const span = tracer.startSpan(table === undefined ? operation : `${operation} ${table}`, {
      kind: CLIENT,
      attributes: { ...attributes, ...sql !== undefined && { "db.query.text": sql } },
    });
    const start = performance.now();
    const end = (more: Readonly<Record<string, string>> = {}) => {
      duration?.record((performance.now() - start) / 1000, { ...attributes, ...more });
      span.end();
    };
    const done = (value: T) => {
      end();
      return value;
    };
    return attempt(() => then(run(), done), (error) => {
      const type = error instanceof Error ? error.name : "_OTHER";
      span.setAttribute("error.type", type);
      span.setStatus({ code: FAILED });
      end({ "error.type": type });
      throw error;
    });
  };
  return new Proxy(store, {
    get(store, name) {
      const value: unknown = Reflect.get(store, name);
      if (typeof value !== "function") return value;
      const call = value.bind(store) as (...args: unknown[]) => Maybe<unknown>;
      if (name === "query") return (text: SqlText) => inSpan(readSql(text), () => call(text));
      const verb = VERBS[String(name)];
      if (!verb) return call;
      const operation = system === "mongodb" ? String(name) : verb;
      return (shape: TableShape, ...args: unknown[]) =>
        inSpan({ operation, table: shape.table }, () => call(shape, ...args));
    },
  });
}

/** The longest SQL that is sent whole. */
const MAX_SQL = 2000;

/** What a span tells of a program's SQL. */
function readSql({ pieces }: SqlText): Call {
  const text = pieces.map((piece) => piece.trim()).join(" ? ").trim().slice(0, MAX_SQL);
  const sql = text.replace(LITERAL, hideLiteral);
  const [operation = "SQL"] = /[a-z]+/i.exec(sql) ?? [];
  const [, table] = /\b(?:from|into|update|table)\s+"?(\w+)/i.exec(sql) ?? [];
  return { operation: operation.toUpperCase(), table, sql };
}

/** A name in quotation marks, or a text, also one that does not end, or a number. */
const LITERAL =
  /"[^"]*"|\$(\w*)\$[^]*?(?:\$\1\$|$)|'(?:[^'\\]|\\[^]|'')*(?:'|$)|(?<![\w$.])\d[\w.]*/g;

/** The text of SQL may hold values; names stay. */
function hideLiteral(literal: string): string {
  return literal.startsWith('"') ? literal : "?";
}
