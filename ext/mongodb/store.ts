import { AsyncLocalStorage } from "node:async_hooks";
import {
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  MongoBulkWriteError,
  type MongoClient,
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
  ObjectId,
} from "mongodb";
import {
  type Codec,
  type Column,
  ConnectionError,
  ConstraintError,
  DataError,
  type Kind,
  type NewRows,
  type Query,
  type Selection,
  shown,
  type SqlText,
  type Store,
  type Stored,
  type TableChange,
  type TableShape,
} from "../../lib/data/backend.ts";
import { change } from "./change.ts";
import { CODECS, fieldOf, toDocument, toFilter, toValues } from "./documents.ts";
import { describe, forget, remember } from "./schema.ts";

/** A change of a table: what happened, to which row, and what the row is now. */
export interface Change {
  /** What happened. */
  readonly type: "insert" | "update" | "delete";
  /** The key of the row. */
  readonly key: unknown;
  /** The document as it is now, its key as `_id`; undefined where it was deleted. */
  readonly document?: Readonly<Record<string, unknown>>;
}

interface Transaction {
  readonly session: ClientSession;
  state: "open" | "failed" | "ended";
}

/** MongoDB, by the official driver. */
export class MongoStore implements Store {
  readonly async = true;
  readonly name = "MongoDB";
  readonly #client: MongoClient;
  readonly #transactions = new AsyncLocalStorage<Transaction>();

  constructor(client: MongoClient) {
    this.#client = client;
  }

  get inTransaction(): boolean {
    return this.#current() !== undefined;
  }

  codec(kind: Kind): Codec {
    return CODECS[kind] ?? {};
  }

  newTextKey(): string {
    return new ObjectId().toHexString();
  }

  find(shape: TableShape, query: Query): Promise<Stored[][]> {
    return this.#reached(async () => {
      if (query.limit === 0) return [];
      const found = this.#collection(shape).find(toFilter(shape, query.conditions), {
        session: this.#session,
        sort: query.order.map(({ column, descending }): [string, 1 | -1] => [
          fieldOf(shape, column),
          descending ? -1 : 1,
        ]),
        ...(query.limit !== undefined && { limit: query.limit }),
        ...(query.offset !== undefined && { skip: query.offset }),
      });
      return (await found.toArray()).map((one) => toValues(shape, query.columns, one));
    });
  }

  count(shape: TableShape, { conditions }: Selection): Promise<number> {
    const options = { session: this.#session };
    return this.#reached(() =>
      this.#collection(shape).countDocuments(toFilter(shape, conditions), options)
    );
  }

  insert(shape: TableShape, { columns, rows, onConflict }: NewRows): Promise<Stored[][]> {
    return this.#reached(async () => {
      const documents = rows.map((row) => toDocument(shape, columns, row));
      await this.#complete(shape, documents);
      const stored = onConflict
        ? await this.#insertOver(shape, documents, onConflict)
        : await this.#insertAll(shape, documents);
      return stored.map((document) => toValues(shape, shape.columns, document));
    });
  }

  update(
    shape: TableShape,
    { columns, values }: { columns: readonly Column[]; values: readonly Stored[] },
    { conditions }: Selection,
  ): Promise<Stored[][]> {
    return this.#reached(async () => {
      const collection = this.#collection(shape);
      const filter = toFilter(shape, conditions);
      const { _id, ...fields } = toDocument(shape, columns, values);
      const options = { session: this.#session, returnDocument: "after" } as const;
      if (_id === undefined) {
        const updated = await collection.findOneAndUpdate(filter, { $set: fields }, options);
        return updated ? [toValues(shape, shape.columns, updated)] : [];
      }
      // an _id is for ever: a row that takes another key is another document
      const old = await collection.findOne(filter, options);
      if (!old) return [];
      const moved = { ...old, ...fields, _id };
      await this.#insertAll(shape, [moved]);
      await collection.deleteOne({ _id: old._id }, options);
      return [toValues(shape, shape.columns, moved)];
    });
  }

  delete(shape: TableShape, { conditions }: Selection): Promise<number> {
    const options = { session: this.#session };
    return this.#reached(async () => {
      const filter = toFilter(shape, conditions);
      return (await this.#collection(shape).deleteMany(filter, options)).deletedCount;
    });
  }

  text(sql: string): SqlText {
    throw new DataError(
      `Cannot search MongoDB by SQL: found ${
        shown(sql)
      }, expected an object such as { done: true }`,
    );
  }

  query(): never {
    throw new DataError("Cannot run SQL: the database is MongoDB");
  }

  describe(table: string): Promise<TableShape | undefined> {
    return this.#reached(() => describe(this.#db, table));
  }

  tables(kind: "table" | "view"): Promise<string[]> {
    const type = kind === "table" ? "collection" : "view";
    return this.#reached(async () => {
      const found = await this.#db.listCollections({ type }, { nameOnly: true }).toArray();
      return found.map(({ name }) => name).sort();
    });
  }

  create(shape: TableShape): Promise<void> {
    return this.#reached(async () => {
      await this.#db.createCollection(shape.table);
      await this.#index(shape);
      await remember(this.#db, shape);
    });
  }

  change(now: TableShape, { shape, from, fill }: TableChange): Promise<void> {
    return this.#reached(async () => {
      try {
        await change(this.#collection(now), now, { shape, from, fill });
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        throw new DataError(`Cannot transform table "${now.table}": ${error.message}`);
      }
      await this.#index(shape);
      await remember(this.#db, shape);
    });
  }

  drop(table: string): Promise<void> {
    return this.#reached(async () => {
      await this.#db.dropCollection(table);
      await forget(this.#db, table);
      await this.#db.collection<Document & { _id: string }>("_counters").deleteOne({ _id: table });
    });
  }

  async transaction<T>(fn: () => T | Promise<T>, required = false): Promise<T> {
    const outer = this.#current();
    if (outer) return await this.#within(outer, fn);
    if (await this.#hasTransactions()) {
      return await this.#reached(() =>
        this.#client.withSession((session) => session.withTransaction(() => this.#run(session, fn)))
      );
    }
    if (!required) return await fn();
    throw new DataError(
      "Cannot run a transaction: this MongoDB is a single server, expected a replica set",
    );
  }

  /** What happens in a table, until the loop is left. */
  async *watch(table: string): AsyncGenerator<Change, void, void> {
    const stream = this.#db.collection(table).watch([], { fullDocument: "updateLookup" });
    try {
      for await (const event of stream) {
        if (!("documentKey" in event)) continue;
        const { _id } = event.documentKey as Document;
        const key = _id instanceof ObjectId ? _id.toHexString() : _id;
        const type = event.operationType === "replace" ? "update" : event.operationType;
        yield "fullDocument" in event && event.fullDocument
          ? { type: type as Change["type"], key, document: event.fullDocument }
          : { type: type as Change["type"], key };
      }
    } finally {
      await stream.close();
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  get #db(): Db {
    return this.#client.db();
  }

  async #run<T>(session: ClientSession, fn: () => T | Promise<T>): Promise<T> {
    const transaction: Transaction = { session, state: "open" };
    try {
      const value = await this.#transactions.run(transaction, async () => await fn());
      return transaction.state === "failed" ? this.#giveUp() : value;
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

  get #session(): ClientSession | undefined {
    const transaction = this.#current();
    return transaction?.state === "failed" ? this.#giveUp() : transaction?.session;
  }

  #giveUp(): never {
    throw new DataError(
      "Cannot go on with the transaction: a part of it has failed, and MongoDB has no savepoints",
    );
  }

  #collection({ table }: TableShape): Collection {
    return this.#db.collection(table);
  }

  /** Gives documents what the others' databases would: defaults, and keys. */
  async #complete(shape: TableShape, documents: Document[]): Promise<void> {
    const [key, second] = shape.key;
    const keyless = second ? [] : documents.filter((document) => document._id === undefined);
    if (keyless.length > 0) {
      let next = await this.#count(shape.table, keyless.length);
      for (const document of keyless) {
        document._id = key.kind === "bigint" ? BigInt(next++) : next++;
      }
    }
    const given = documents.map(({ _id }) => _id).filter((id) => typeof id === "number");
    if (keyless.length === 0 && given.length > 0) {
      await this.#moveOn(shape.table, Math.max(...given));
    }
    for (const document of documents) {
      for (const { name, fallback } of shape.columns) {
        if (fallback !== undefined) document[name] ??= fallback;
      }
    }
  }

  /** Takes so many numbers from the table's counter and returns the first of them. */
  async #count(table: string, many: number): Promise<number> {
    const counter = await this.#counters.findOneAndUpdate(
      { _id: table },
      { $inc: { last: many } },
      { upsert: true, returnDocument: "after" },
    );
    return Number(counter!.last) - many + 1;
  }

  /** Lets the counter go on behind a key that was given, as on the other backends. */
  async #moveOn(table: string, key: number): Promise<void> {
    await this.#counters.updateOne({ _id: table }, { $max: { last: key } }, { upsert: true });
  }

  get #counters(): Collection<Document & { _id: string; last?: number }> {
    return this.#db.collection("_counters");
  }

  async #insertAll(shape: TableShape, documents: Document[]): Promise<Document[]> {
    if (documents.length === 0) return documents;
    const collection = this.#collection(shape);
    try {
      await collection.insertMany(documents, { session: this.#session });
    } catch (error) {
      // without a transaction the documents before the refused one are stored: all or nothing
      if (error instanceof MongoBulkWriteError && !this.#session) {
        const stored = documents.slice(0, error.insertedCount);
        await collection.deleteMany({ _id: { $in: stored.map(({ _id }) => _id) } });
      }
      throw error;
    }
    return documents;
  }

  async #insertOver(
    shape: TableShape,
    documents: Document[],
    { update, where }: NonNullable<NewRows["onConflict"]>,
  ): Promise<Document[]> {
    const stored: Document[] = [];
    const collection = this.#collection(shape);
    const session = this.#session;
    const own = new Set(update.map(({ name }) => name));
    for (const document of documents) {
      const { _id, ...fields } = document;
      const $set = Object.fromEntries(Object.entries(fields).filter(([name]) => own.has(name)));
      const mine = update.length > 0 && await collection.findOneAndUpdate(
        { $and: [{ _id }, toFilter(shape, where)] },
        { $set },
        { returnDocument: "after", session },
      );
      if (mine) {
        stored.push(mine);
        continue;
      }
      // one that is there now is left alone as asked, or is out of xtra's reach
      const there = await collection.findOneAndUpdate({ _id }, { $setOnInsert: fields }, {
        upsert: true,
        returnDocument: "before",
        session,
      });
      if (!there) stored.push(document);
    }
    return stored;
  }

  async #index({ table, indexes }: TableShape): Promise<void> {
    for (const { columns, unique } of indexes) {
      const fields = Object.fromEntries(columns.map((name) => [name, 1 as const]));
      await this.#db.collection(table).createIndex(fields, { unique });
    }
  }

  /** A single server has no transactions; a replica set, even of one, has. */
  async #hasTransactions(): Promise<boolean> {
    const hello = await this.#reached(() => this.#db.command({ hello: 1 }));
    return "setName" in hello || hello.msg === "isdbgrid";
  }

  async #reached<T>(fn: () => Promise<T>): Promise<T> {
    try {
      return await fn();
    } catch (error) {
      if (!(error instanceof MongoError)) throw error;
      // the server has given up the transaction; one that is worth another try, the driver tries again
      if (error.hasErrorLabel("TransientTransactionError")) throw error;
      const transaction = this.#current();
      if (transaction) transaction.state = "failed";
      if (isDuplicate(error)) {
        throw new ConstraintError(`Cannot store: ${error.message}`, { cause: error });
      }
      if (error instanceof MongoServerSelectionError || error instanceof MongoNetworkError) {
        const where = this.#client.options.hosts.join(", ");
        throw new ConnectionError(
          `Cannot reach MongoDB at ${where}: ${error.message}, the next call tries again`,
          { cause: error },
        );
      }
      throw new DataError(`Cannot use MongoDB: ${error.message}`, { cause: error });
    }
  }
}

function isDuplicate(error: unknown): error is MongoServerError {
  return error instanceof MongoServerError && error.code === 11000;
}
