/** The types of the part of npm:pg that is used here. Those of npm bring Node's types with them. */

/** The result of a statement. */
export interface PgResult<Row> {
  readonly command: string;
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: Row[];
  readonly rowCount: number | null;
}

/** A statement whose rows are lists. */
export interface PgQuery {
  readonly text: string;
  readonly values: readonly (string | null)[];
  readonly name?: string;
  readonly rowMode: "array";
}

/** Gets an error, or else a result. */
export type PgDone<T> = (error: Error | null | undefined, result?: T) => void;

/** A connection. */
export interface PgClient {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  connect(): Promise<unknown>;
  query(query: PgQuery): Promise<PgResult<unknown[]>>;
  query(query: PgQuery, done: PgDone<PgResult<unknown[]>>): void;
  query(text: string, values?: readonly unknown[]): Promise<PgResult<Record<string, unknown>>>;
  end(): Promise<void>;
  /** Gives it back to its pool, which closes it where there was an error. */
  release(error?: Error): void;
  on(event: "error", listener: (error: Error) => void): void;
  on(
    event: "notification",
    listener: (notification: { channel: string; payload?: string }) => void,
  ): void;
  once(event: "end", listener: () => void): void;
}

/** A pool of connections. */
export interface PgPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  connect(): Promise<PgClient>;
  connect(done: PgDone<PgClient>): void;
  end(): Promise<void>;
  on(event: "connect" | "remove", listener: (client: PgClient) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
}

/** How a connection is made. */
export interface PgClientOptions {
  readonly connectionString?: string;
  readonly options?: string;
  readonly keepAlive?: boolean;
  readonly ssl?: boolean | { readonly ca?: string; readonly rejectUnauthorized?: boolean };
  /** Milliseconds, as all times here. */
  readonly connectionTimeoutMillis?: number;
  readonly statement_timeout?: number;
  readonly query_timeout?: number;
  readonly idle_in_transaction_session_timeout?: number;
}

/** How a pool is made. */
export interface PgPoolOptions extends PgClientOptions {
  readonly max: number;
  readonly idleTimeoutMillis: number;
  readonly maxLifetimeSeconds: number;
  readonly types: { getTypeParser(oid: number): (text: string) => unknown };
}

/** An error that the server has sent. */
export interface PgError extends Error {
  readonly code?: string;
  readonly routine?: string;
}

declare const pg: {
  readonly Client: new (options?: string | PgClientOptions) => PgClient;
  readonly Pool: new (options: PgPoolOptions) => PgPool;
  readonly DatabaseError: new () => PgError;
};

export default pg;
