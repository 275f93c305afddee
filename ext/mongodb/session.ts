/** The connection to a MongoDB server, with its transactions. */
import { AsyncLocalStorage } from "node:async_hooks";
import {
  type ClientSession,
  type Db,
  type MongoClient,
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from "mongodb";
import { ConnectionError, ConstraintError, DataError } from "../../lib/data/backend.ts";

interface Transaction {
  readonly session: ClientSession;
  state: "open" | "failed" | "ended";
  /** The end of its last operation: MongoDB has no parallel ones in a transaction. */
  last: Promise<unknown>;
}

const DUPLICATE_KEY = 11000;

const UNREACHED = [MongoServerSelectionError, MongoNetworkError];

/** Writing to a connection that ended a moment ago fails with one of these. */
const SOCKET_ERRORS = ["EPIPE", "ECONNRESET"];

/** The connection to a server: converts its errors, and runs its transactions. */
export class MongoSession {
  readonly #client: MongoClient;
  readonly #transactions = new AsyncLocalStorage<Transaction>();
  /** Errors of sockets that a transaction's function threw: those may be of another server. */
  readonly #thrown = new WeakSet<Error>();
  #isClosed = false;

  constructor(client: MongoClient) {
    this.#client = client;
  }

  get db(): Db {
    return this.#client.db();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get inTransaction(): boolean {
    return this.#current() !== undefined;
  }

  /** Throws inside a transaction, for what MongoDB does not take back. */
  checkOutside(action: string): void {
    if (!this.inTransaction) return;
    throw new DataError(
      `Cannot ${action}: a transaction is open, which MongoDB has for rows alone, expected none`,
    );
  }

  /** The driver's session of the transaction that the caller is in. */
  get current(): ClientSession | undefined {
    const transaction = this.#current();
    return transaction?.state === "failed" ? rejectFailed() : transaction?.session;
  }

  async transaction<T>(fn: () => T | Promise<T>, required: boolean): Promise<T> {
    const outer = this.#current();
    if (outer) return await this.#within(outer, fn);
    if (await this.#hasTransactions()) {
      return await this.run(() =>
        this.#client.withSession((session) =>
          session.withTransaction(() => this.#runInside(session, fn))
        )
      );
    }
    if (!required) return await fn();
    throw new DataError(
      "Cannot run a transaction: this MongoDB is a single server, expected a replica set",
    );
  }

  /** Runs an operation, and converts errors of the driver to those of this project. */
  run<T>(fn: () => Promise<T>): Promise<T> {
    const transaction = this.#current();
    if (!transaction) return this.#run(fn);
    const turn = transaction.last.then(() =>
      transaction.state === "failed" ? rejectFailed() : this.#run(fn)
    );
    transaction.last = Promise.allSettled([turn]);
    return turn;
  }

  async #run<T>(fn: () => Promise<T>): Promise<T> {
    try {
      // After its first attempt to connect has failed, the driver does not try again by itself.
      if (!this.#isClosed) await this.#client.connect();
      return await fn();
    } catch (error) {
      if (!isOfDriver(error) || this.#thrown.has(error)) throw error;
      // The server has aborted the transaction. If it can be retried, the driver does so.
      if (isTransient(error)) throw error;
      const transaction = this.#current();
      if (transaction) transaction.state = "failed";
      throw this.#toDataError(error);
    }
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.#client.close();
  }

  async #runInside<T>(session: ClientSession, fn: () => T | Promise<T>): Promise<T> {
    const transaction: Transaction = { session, state: "open", last: Promise.resolve() };
    try {
      const value = await this.#transactions.run(transaction, async () => await fn())
        .catch((error) => {
          if (isOfDriver(error) && !(error instanceof MongoError)) this.#thrown.add(error);
          throw error;
        })
        .finally(() => transaction.last);
      return transaction.state === "failed" ? rejectFailed() : value;
    } finally {
      transaction.state = "ended";
    }
  }

  async #within<T>(outer: Transaction, fn: () => T | Promise<T>): Promise<T> {
    try {
      return await fn();
    } catch (error) {
      outer.state = "failed";
      throw error;
    }
  }

  #current(): Transaction | undefined {
    const transaction = this.#transactions.getStore();
    return transaction?.state === "ended" ? undefined : transaction;
  }

  /**
   * Whether the server has transactions: a replica set has, even with one member; a single server
   * has not.
   */
  async #hasTransactions(): Promise<boolean> {
    const hello = await this.run(() => this.db.command({ hello: 1 }));
    return "setName" in hello || hello.msg === "isdbgrid";
  }

  #toDataError(error: Error): DataError {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) {
      return new ConstraintError(`Cannot store: ${error.message}`, { cause: error });
    }
    if (!(error instanceof MongoError) || UNREACHED.some((kind) => error instanceof kind)) {
      const where = this.#client.options.hosts.join(", ");
      return new ConnectionError(
        `Cannot reach MongoDB at ${where}: ${error.message}, the next call tries again`,
        { cause: error },
      );
    }
    return new DataError(`Cannot use MongoDB: ${error.message}`, { cause: error });
  }
}

function rejectFailed(): never {
  throw new DataError(
    "Cannot continue the transaction: a part of it failed, and MongoDB has no savepoints, " +
      "expected every part to succeed",
  );
}

/** Whether it is an error of the driver, or of a socket's write, which the driver passes on. */
function isOfDriver(error: unknown): error is Error {
  return error instanceof MongoError ||
    error instanceof Error && "code" in error && SOCKET_ERRORS.includes(`${error.code}`);
}

function isTransient(error: Error): boolean {
  return error instanceof MongoError && error.hasErrorLabel("TransientTransactionError");
}
