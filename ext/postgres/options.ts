/** The options of `postgres()`, as npm:pg takes them. */
import { makeOptionCheck } from "../../lib/option_check.ts";
import type { PoolOptions } from "./driver.ts";

/** Options of the pool of connections. All times are in seconds. */
export interface PostgresOptions {
  /** The largest number of connections. Default: 10. */
  max?: number;
  /** How long to wait for a connection, until it is a `ConnectionError`. Default: 5. */
  acquireTimeout?: number;
  /** After which time an idle connection is closed. Default: never. */
  idleTimeout?: number;
  /**
   * How long a statement may take. If the server does not end it, its connection is given up 5
   * seconds later. Default: what the server says.
   */
  statementTimeout?: number;
  /** How long a transaction may wait for its next statement. Default: what the server says. */
  transactionTimeout?: number;
  /**
   * Whether to use TLS. `"require"` encrypts and does not check who the server is; `true` or
   * `"verify-full"` does, with the system's authorities or with those of `{ ca }`, in PEM. Default:
   * what the URL or `PGSSLMODE` says.
   */
  ssl?: boolean | "require" | "verify-full" | { ca: string };
  /**
   * Whether the server is a distributed relative of Postgres, such as CockroachDB or YugabyteDB. No
   * advisory locks, LISTEN or NOTIFY are used then, and keys that a program gives do not move the
   * counter. Default: false.
   */
  distributed?: boolean;
  /** The schemas to find and make tables in, such as `"app, public"`. Default: the user's own. */
  schema?: string;
}

const checkOptions = makeOptionCheck<PostgresOptions>("open Postgres", {
  max: true,
  acquireTimeout: true,
  idleTimeout: true,
  statementTimeout: true,
  transactionTimeout: true,
  ssl: true,
  distributed: true,
  schema: true,
});

/** How many seconds after its time a statement is given up that the server does not end. */
const GRACE = 5;

/** Checks options, and brings them together with those of the URL and of the environment. */
export function toPoolOptions(url: string | undefined, options: PostgresOptions): PoolOptions {
  checkOptions(options);
  const { max = 10, acquireTimeout = 5, idleTimeout = 0, ssl, schema } = options;
  const { statementTimeout = 0, transactionTimeout = 0 } = options;
  checkPositive({ max, acquireTimeout });
  const { connectionString, settings } = readUrl(url, ssl !== undefined);
  return {
    client: {
      connectionString,
      options: `${settings ?? Deno.env.get("PGOPTIONS") ?? ""} ${toSettings(schema)}`.trimStart(),
      keepAlive: true,
      ...(ssl !== undefined && { ssl: toSsl(ssl) }),
      ...(statementTimeout > 0 && {
        statement_timeout: statementTimeout * 1000,
        // A server that is frozen, or to which a router has forgotten the way, ends no statement.
        query_timeout: (statementTimeout + GRACE) * 1000,
      }),
      ...(transactionTimeout > 0 && {
        idle_in_transaction_session_timeout: transactionTimeout * 1000,
      }),
    },
    max,
    acquireTimeout,
    idleTimeout,
  };
}

function toSsl(ssl: NonNullable<PostgresOptions["ssl"]>): PoolOptions["client"]["ssl"] {
  if (ssl === "require") return { rejectUnauthorized: false };
  return ssl === "verify-full" ? true : ssl;
}

function checkPositive(options: Record<string, number>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value > 0 && Number.isFinite(value)) continue;
    throw new RangeError(`Cannot open Postgres: ${name} is ${value}, expected a number above 0`);
  }
}

/** Reads a URL, without what npm:pg would prefer to this project's own options. */
function readUrl(
  url: string | undefined,
  hasSsl: boolean,
): { connectionString?: string; settings?: string } {
  const parsed = url === undefined ? null : URL.parse(url);
  if (!parsed) return { connectionString: url };
  const params = parsed.searchParams;
  const settings = params.get("options") ?? undefined;
  params.delete("options");
  if (hasSsl) {
    [...params.keys()].filter((name) => /^ssl/.test(name)).forEach((name) => params.delete(name));
  } // Without this, "require" would check the server's certificate, other than everywhere else.
  else if (params.has("sslmode")) params.set("uselibpqcompat", "true");
  return { connectionString: parsed.href, settings };
}

/** Settings of a session. They come last, since values are read as these have them written. */
function toSettings(schema: string | undefined): string {
  const settings = ["TimeZone=UTC", "DateStyle=ISO", "standard_conforming_strings=on"];
  if (schema) settings.push(`search_path=${schema}`);
  return settings.map((setting) => `-c ${setting.replace(/[\\ ]/g, "\\$&")}`).join(" ");
}
