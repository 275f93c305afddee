/** The MongoDB backend. */
import {
  type Collection,
  type Db,
  type Document,
  MongoBulkWriteError,
  type MongoClient,
  MongoServerError,
  ObjectId,
  type Sort,
} from "mongodb";
import {
  type Codec,
  type ColumnKind,
  DataError,
  type Grouping,
  type NewRows,
  type Query,
  type RowSelection,
  type SearchIndex,
  show,
  type SqlText,
  type Store,
  type Stored,
  type TableChange,
  type TableColumn,
  type TableShape,
  toChangedIndex,
} from "../../lib/data/backend.ts";
import { change } from "./change.ts";
import { createIndexes } from "./indexes.ts";
import {
  CODECS,
  fieldOf,
  toConditions,
  toDocument,
  toFilter,
  toPipeline,
  toStored,
  toValues,
} from "./documents.ts";
import { checkNames, deleteShape, describe, readIdFields, saveShape } from "./schema.ts";
import { BY_SCORE, enableSearch, readSearch, toSearchError, toTextFilter } from "./search.ts";
import { MongoSession } from "./session.ts";
import { type Change, watch, type WatchedTable } from "./watch.ts";

const NAMESPACE_EXISTS = 48;
const DUPLICATE = 11_000;

/** MongoDB, through the official driver. */
export class MongoStore implements Store {
  readonly async = true;
  readonly name = "MongoDB";
  readonly #session: MongoSession;
  /** By table, the order of the fields of an `_id`: another order is another `_id`. */
  readonly #idFields = new Map<string, readonly string[]>();

  constructor(client: MongoClient) {
    this.#session = new MongoSession(client);
  }

  get inTransaction(): boolean {
    return this.#session.inTransaction;
  }

  codec(kind: ColumnKind): Codec {
    return CODECS[kind] ?? {};
  }

  newTextKey(): string {
    return new ObjectId().toHexString();
  }

  find(shape: TableShape, query: Query): Promise<Stored[][]> {
    const sort = query.order.map(({ column, descending }): [string, 1 | -1] => [
      fieldOf(shape, column),
      descending ? -1 : 1,
    ]);
    return this.#session.run(() => this.#find(shape, query, { sort }));
  }

  search(shape: TableShape, query: Query, words: readonly string[]): Promise<Stored[][]> {
    return this.#session.run(() =>
      this.#find(shape, query, { sort: BY_SCORE, filter: toTextFilter(words) }).catch((error) => {
        throw toSearchError(shape, error);
      })
    );
  }

  enableSearch(shape: TableShape, index: SearchIndex | undefined): Promise<void> {
    return this.#session.run(() => {
      this.#session.checkOutside(`make "${shape.table}" searchable`);
      return enableSearch(this.#collection(shape), shape, index);
    });
  }

  count(shape: TableShape, { conditions }: RowSelection): Promise<number> {
    const options = { session: this.#session.current };
    return this.#session.run(() =>
      this.#collection(shape).countDocuments(toFilter(shape, conditions), options)
    );
  }

  aggregate(shape: TableShape, grouping: Grouping): Promise<Stored[][]> {
    const options = { session: this.#session.current };
    return this.#session.run(async () => {
      const groups = await this.#collection(shape).aggregate(toPipeline(shape, grouping), options)
        .toArray();
      return groups.map((group) => [
        ...grouping.by.map((_, i) => toStored(group._id[`g${i}`])),
        ...grouping.aggregates.map((_, i) => toStored(group[`a${i}`])),
      ]);
    });
  }

  insert(shape: TableShape, { columns, rows, onConflict }: NewRows): Promise<Stored[][]> {
    return this.#session.run(async () => {
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
    { columns, values }: { columns: readonly TableColumn[]; values: readonly Stored[] },
    { conditions }: RowSelection,
  ): Promise<Stored[][]> {
    return this.#session.run(async () => {
      const collection = this.#collection(shape);
      const filter = toFilter(shape, conditions);
      const { _id, ...fields } = toDocument(shape, columns, values);
      const options = { session: this.#session.current, returnDocument: "after" } as const;
      if (_id === undefined) {
        const updated = await collection.findOneAndUpdate(filter, { $set: fields }, options);
        return updated ? [toValues(shape, shape.columns, updated)] : [];
      }
      // An _id can't change: a row with another key is another document.
      const old = await collection.findOne(filter, options);
      if (!old) return [];
      const moved = { ...old, ...fields, _id: shape.key.length > 1 ? { ...old._id, ..._id } : _id };
      await this.#insertAll(shape, [moved]);
      await collection.deleteOne({ _id: old._id }, options);
      return [toValues(shape, shape.columns, moved)];
    });
  }

  delete(shape: TableShape, { conditions }: RowSelection): Promise<number> {
    const options = { session: this.#session.current };
    return this.#session.run(async () => {
      const filter = toFilter(shape, conditions);
      return (await this.#collection(shape).deleteMany(filter, options)).deletedCount;
    });
  }

  text(sql: string): SqlText {
    throw new DataError(
      `Cannot search MongoDB by SQL: found ${show(sql)}, expected an object such as { done: true }`,
    );
  }

  query(): never {
    throw new DataError("Cannot run SQL: the database is MongoDB, expected a verb of a table");
  }

  describe(table: string): Promise<TableShape | undefined> {
    return this.#session.run(async () => {
      const shape = await describe(this.#db, table);
      if (shape && shape.key.length > 1) {
        this.#idFields.set(table, await readIdFields(this.#db, shape));
      }
      return shape;
    });
  }

  tables(kind: "table" | "view"): Promise<string[]> {
    const type = kind === "table" ? "collection" : "view";
    return this.#session.run(async () => {
      const found = await this.#db.listCollections({ type }, { nameOnly: true }).toArray();
      return found.map(({ name }) => name).sort();
    });
  }

  create(shape: TableShape): Promise<void> {
    return this.#session.run(async () => {
      checkNames(shape);
      await this.#db.createCollection(shape.table).catch((error) => {
        // Processes of one program may start together: the first of them creates the collection.
        if (!(error instanceof MongoServerError) || error.code !== NAMESPACE_EXISTS) throw error;
      });
      await createIndexes(this.#collection(shape), shape);
      await this.#save(shape);
    });
  }

  change(now: TableShape, { shape, from, fill }: TableChange): Promise<void> {
    return this.#session.run(async () => {
      this.#session.checkOutside(`transform table "${now.table}"`);
      checkNames(shape);
      const collection = this.#collection(now);
      const search = await readSearch(collection, now);
      await change(collection, now, { shape, from, fill });
      const index = search && toChangedIndex(search, { shape, from, fill });
      await enableSearch(collection, shape, index);
      await createIndexes(this.#collection(shape), shape);
      await this.#save(shape);
    });
  }

  drop(table: string): Promise<void> {
    return this.#session.run(async () => {
      this.#session.checkOutside(`drop table "${table}"`);
      await this.#db.dropCollection(table);
      await deleteShape(this.#db, table);
      this.#idFields.delete(table);
      await this.#db.collection<Document & { _id: string }>("_counters").deleteOne({ _id: table });
    });
  }

  transaction<T>(fn: () => T | Promise<T>, required = false): Promise<T> {
    return this.#session.transaction(fn, required);
  }

  watch<Row extends object>(table: WatchedTable<Row>): AsyncGenerator<Change<Row>, void, void> {
    return watch(this.#session, table);
  }

  collection(name: string): Collection {
    return this.#db.collection(name);
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  get #db(): Db {
    return this.#session.db;
  }

  #collection({ table }: TableShape): Collection {
    return this.#db.collection(table);
  }

  async #find(
    shape: TableShape,
    { conditions, columns, limit, offset }: Query,
    { sort, filter }: { sort: Sort; filter?: Document },
  ): Promise<Stored[][]> {
    if (limit === 0) return [];
    const found = this.#collection(shape).find({ ...toFilter(shape, conditions), ...filter }, {
      session: this.#session.current,
      sort,
      ...(limit !== undefined && { limit }),
      ...(offset !== undefined && { skip: offset }),
    });
    return (await found.toArray()).map((one) => toValues(shape, columns, one));
  }

  /** Adds to documents what SQL databases fill in: defaults and keys. */
  async #complete(shape: TableShape, documents: Document[]): Promise<void> {
    const [key, second] = shape.key;
    const idFields = second && this.#idFields.get(shape.table);
    if (idFields) {
      for (const document of documents) {
        const id = document._id;
        document._id = Object.fromEntries(idFields.map((name) => [name, id[name]]));
      }
    }
    const keyless = second ? [] : documents.filter((document) => document._id === undefined);
    if (keyless.length > 0) {
      let next = await this.#takeKeys(shape.table, keyless.length);
      for (const document of keyless) {
        document._id = key.kind === "bigint" ? BigInt(next++) : next++;
      }
    }
    const given = documents.map(({ _id }) => _id).filter((id) => typeof id === "number");
    if (keyless.length === 0 && given.length > 0) {
      await this.#advanceCounter(shape.table, given.reduce((a, b) => Math.max(a, b)));
    }
    for (const document of documents) {
      for (const { name, fallback } of shape.columns) {
        if (fallback !== undefined) document[name] ??= fallback;
      }
    }
  }

  /** Takes a number of keys from the table's counter and returns the first of them. */
  async #takeKeys(table: string, many: number): Promise<number> {
    const counter = await this.#counters.findOneAndUpdate(
      { _id: table },
      { $inc: { last: many } },
      { upsert: true, returnDocument: "after" },
    );
    return Number(counter!.last) - many + 1;
  }

  /** Moves the counter past a key that was given, as on the other backends. */
  async #advanceCounter(table: string, key: number): Promise<void> {
    await this.#counters.updateOne({ _id: table }, { $max: { last: key } }, { upsert: true });
  }

  async #save(shape: TableShape): Promise<void> {
    const idFields = await readIdFields(this.#db, shape);
    this.#idFields.set(shape.table, idFields);
    await saveShape(this.#db, shape, idFields);
  }

  get #counters(): Collection<Document & { _id: string; last?: number }> {
    return this.#db.collection("_counters");
  }

  async #insertAll(shape: TableShape, documents: Document[]): Promise<Document[]> {
    if (documents.length === 0) return documents;
    const collection = this.#collection(shape);
    try {
      await collection.insertMany(documents, { session: this.#session.current });
    } catch (error) {
      // All or none: without a transaction, the documents before the rejected one are stored.
      if (error instanceof MongoBulkWriteError && !this.#session.inTransaction) {
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
    { on, update, where }: NonNullable<NewRows["onConflict"]>,
  ): Promise<Document[]> {
    const stored: Document[] = [];
    const collection = this.#collection(shape);
    const session = this.#session.current;
    const isKey = on?.every((column) => shape.key.includes(column)) ?? false;
    const indexes = shape.indexes.filter(({ unique }) => unique)
      .map(({ columns }) => columns.map((name) => shape.column(name)));
    const targets = on ? [on] : [shape.key, ...indexes];
    for (const document of documents) {
      const { _id, ...fields } = document;
      // Null is the same as no other, as in SQL.
      const some = targets.filter((columns) => !toValues(shape, columns, document).includes(null));
      if (some.length === 0) {
        stored.push(...await this.#insertAll(shape, [document]));
        continue;
      }
      const same = {
        $or: some.map((columns) => toFilter(shape, toConditions(shape, columns, document))),
      };
      const $set = Object.fromEntries(update.map(({ name }) => [name, fields[name] ?? null]));
      const updated = update.length > 0 && await collection.findOneAndUpdate(
        { $and: [same, toFilter(shape, where)] },
        { $set },
        { returnDocument: "after", session },
      );
      if (updated) {
        stored.push(updated);
        continue;
      }
      // An existing document is left unchanged: it is to be ignored, or is outside of xtra.
      if (!on) {
        if (await this.#insertNew(shape, document, same)) stored.push(document);
        continue;
      }
      // It may have the fields of its _id in another order, which an upsert by _id does not find.
      if (isKey && on.length > 1 && await collection.findOne(same, { session })) continue;
      const existing = await collection.findOneAndUpdate(
        isKey ? { _id } : same,
        { $setOnInsert: isKey ? fields : document },
        { upsert: true, returnDocument: "before", session },
      );
      if (!existing) stored.push(document);
    }
    return stored;
  }

  /** Stores a document unless one is the same in an index, and says whether it did. */
  async #insertNew(shape: TableShape, document: Document, same: Document): Promise<boolean> {
    const { current, inTransaction } = this.#session;
    // Asked before, as an error would end the transaction.
    if (await this.#collection(shape).findOne(same, { session: current })) return false;
    try {
      await this.#insertAll(shape, [document]);
      return true;
    } catch (error) {
      if (inTransaction || !(error instanceof MongoServerError) || error.code !== DUPLICATE) {
        throw error;
      }
      return false;
    }
  }
}
