import { Buffer } from "node:buffer";
import { isDeepStrictEqual } from "node:util";
import { type Document, EJSON, ObjectId } from "bson";

type Documents = Map<string, Document>;
type Collections = Map<string, Documents>;

interface Transaction {
  /** What the transaction sees, and writes to. */
  collections: Collections;
  /** What it saw first of each document that it has written. */
  touched: Map<string, { collection: string; id: string; before: Document | undefined }>;
}

interface Index {
  name: string;
  key: Document;
  unique?: boolean;
  partialFilterExpression?: Document;
  /** Of a text index: its fields. */
  weights?: Document;
}

interface Watcher {
  namespace: string;
  events: Document[];
  wake(): void;
}

/** An error as a server says it. */
class CommandError extends Error {
  constructor(message: string, readonly code: number, readonly fields: Document = {}) {
    super(message);
  }
}

/** The documents of the stand-in and the commands on them. */
export class MemoryMongo {
  readonly #collections: Collections = new Map();
  readonly #indexes = new Map<string, Index[]>();
  readonly #transactions = new Map<string, Transaction>();
  readonly #busy = new Set<string>();
  readonly #watchers = new Map<bigint, Watcher>();
  #cursors = 0n;
  readonly #log: { namespace: string; event: Document }[] = [];

  async answer(command: Document): Promise<Document> {
    const [name] = Object.keys(command);
    const run = this.#commands[name];
    try {
      if (!run) throw new CommandError(`no such command: ${name}`, 59);
      if (command.autocommit !== false) return { ok: 1, ...await run(command) };
      return { ok: 1, ...await this.#alone(transactionOf(command), () => run(command)) };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { ok: 0, errmsg: error.message, code: error.code, ...error.fields };
    }
  }

  /** Rejects what the driver's documentation forbids: parallel operations in a transaction. */
  async #alone<T>(transaction: string, run: () => T | Promise<T>): Promise<T> {
    if (this.#busy.has(transaction)) {
      throw new CommandError("parallel operations in one transaction are not supported", 117);
    }
    this.#busy.add(transaction);
    try {
      // Long enough for the operations that were sent beside this one to arrive.
      await new Promise((resolve) => setTimeout(resolve, 1));
      return await run();
    } finally {
      this.#busy.delete(transaction);
    }
  }

  readonly #commands: Record<string, (command: Document) => Document | Promise<Document>> = {
    ping: () => ({}),
    endSessions: () => ({}),
    killCursors: ({ cursors }) => {
      for (const id of cursors) this.#watchers.delete(id);
      return {};
    },
    create: (command) => {
      this.#documents(command, command.create);
      return {};
    },
    drop: ({ drop, $db }) => {
      if (this.#collections.delete(`${$db}.${drop}`)) {
        this.#publish(`${$db}.${drop}`, { operationType: "drop", ns: { db: $db, coll: drop } });
        this.#publish(`${$db}.${drop}`, { operationType: "invalidate" });
      }
      this.#indexes.delete(`${$db}.${drop}`);
      return {};
    },
    listCollections: ({ $db, filter = {} }) => {
      const names = [...this.#collections.keys()].filter((name) => name.startsWith(`${$db}.`));
      const found = names.map((name) => ({ name: name.slice($db.length + 1), type: "collection" }));
      return toCursor(`${$db}.$cmd`, found.filter((one) => matches(one, filter)));
    },
    createIndexes: ({ createIndexes, indexes, $db }) => {
      for (const index of indexes) this.#addIndex(`${$db}.${createIndexes}`, index);
      return {};
    },
    listIndexes: ({ listIndexes, $db }) => {
      const namespace = `${$db}.${listIndexes}`;
      if (!this.#collections.has(namespace)) {
        throw new CommandError(`ns does not exist: ${namespace}`, 26);
      }
      const id = { v: 2, key: { _id: 1 }, name: "_id_" };
      return toCursor(namespace, [id, ...this.#indexes.get(namespace) ?? []]);
    },
    dropIndexes: ({ dropIndexes, index, $db }) => {
      const namespace = `${$db}.${dropIndexes}`, all = this.#indexes.get(namespace) ?? [];
      if (!all.some(({ name }) => name === index)) {
        throw new CommandError(`index not found with name [${index}]`, 27);
      }
      this.#indexes.set(namespace, all.filter(({ name }) => name !== index));
      return {};
    },
    find: (command) => {
      const { find, filter = {}, sort = {}, skip = 0, limit = 0, $db } = command;
      const score = (one: Document) =>
        toText(filter.$text, this.#textIndex(command, find)).score(one);
      const found = this.#find(command, find, filter).sort(bySort(sort, score));
      return toCursor(`${$db}.${find}`, found.slice(skip, limit ? skip + limit : undefined));
    },
    aggregate: (command) => this.#aggregate(command),
    getMore: (command) => this.#more(command),
    insert: (command) => {
      const { insert, documents } = command;
      const writeErrors: Document[] = [];
      for (const [index, document] of documents.entries()) {
        const error = this.#refusal(() => this.#put(command, insert, document, true));
        if (!error) continue;
        writeErrors.push({ index, ...error });
        break;
      }
      const n = writeErrors[0]?.index ?? documents.length;
      return { n, ...(writeErrors.length > 0 && { writeErrors }) };
    },
    update: (command) => {
      let n = 0;
      for (const { q, u, upsert, multi } of command.updates) {
        const found = this.#find(command, command.update, q).slice(0, multi ? undefined : 1);
        for (const document of found) {
          this.#put(command, command.update, changed(document, u, false), false);
        }
        n += found.length;
        if (found.length === 0 && upsert) {
          this.#put(command, command.update, changed(fromFilter(q), u, true), true);
          n++;
        }
      }
      return { n, nModified: n };
    },
    delete: (command) => {
      let n = 0;
      for (const { q, limit } of command.deletes) {
        const found = this.#find(command, command.delete, q).slice(0, limit || undefined);
        for (const document of found) this.#remove(command, command.delete, document);
        n += found.length;
      }
      return { n };
    },
    findAndModify: (command) => {
      const { findAndModify, query, update, upsert } = command;
      const [found] = this.#find(command, findAndModify, query);
      if (!found && !upsert) return { value: null };
      const document = changed(found ?? fromFilter(query), update, !found);
      this.#put(command, findAndModify, document, !found);
      return { value: command.new ? document : found ?? null };
    },
    commitTransaction: (command) => {
      const transaction = this.#transactions.get(transactionOf(command))!;
      for (const { collection, id, before } of transaction.touched.values()) {
        if (this.#collections.get(collection)?.get(id) !== before) throw conflict();
      }
      for (const { collection, id, before } of transaction.touched.values()) {
        const after = transaction.collections.get(collection)!.get(id);
        const documents = this.#collections.getOrInsertComputed(collection, () => new Map());
        if (after) documents.set(id, after);
        else documents.delete(id);
        this.#tell(collection, before, after);
      }
      this.#transactions.delete(transactionOf(command));
      return {};
    },
    abortTransaction: (command) => {
      this.#transactions.delete(transactionOf(command));
      return {};
    },
  };

  #documents(command: Document, collection: string): Documents {
    const collections = this.#transaction(command)?.collections ?? this.#collections;
    return collections.getOrInsertComputed(`${command.$db}.${collection}`, () => new Map());
  }

  #transaction(command: Document): Transaction | undefined {
    if (command.autocommit !== false) return undefined;
    return this.#transactions.getOrInsertComputed(transactionOf(command), () => ({
      collections: new Map([...this.#collections].map(([name, docs]) => [name, new Map(docs)])),
      touched: new Map(),
    }));
  }

  #find(command: Document, collection: string, filter: Document): Document[] {
    const collections = this.#transaction(command)?.collections ?? this.#collections;
    const documents = collections.get(`${command.$db}.${collection}`)?.values() ?? [];
    const { $text, ...others } = filter;
    const found = [...documents].filter((one) => matches(one, others));
    if (!$text) return found;
    const text = toText($text, this.#textIndex(command, collection));
    return found.filter((one) => text.matches(one));
  }

  #textIndex(command: Document, collection: string): Index {
    const all = this.#indexes.get(`${command.$db}.${collection}`) ?? [];
    const found = all.find(({ weights }) => weights);
    if (found) return found;
    throw new CommandError("text index required for $text query", 27);
  }

  #put(command: Document, collection: string, document: Document, isNew: boolean): void {
    document._id ??= new ObjectId();
    checkId(document._id);
    const documents = this.#documents(command, collection);
    const id = toId(document._id);
    if (isNew && documents.has(id)) throw duplicate(collection, ["_id"]);
    for (const index of this.#indexes.get(`${command.$db}.${collection}`) ?? []) {
      const others = [...documents].filter(([other]) => other !== id).map(([, one]) => one);
      checkUnique(collection, index, [document, ...others]);
    }
    this.#set(command, collection, id, document);
  }

  #addIndex(namespace: string, wanted: Index): void {
    const all = this.#indexes.get(namespace) ?? [];
    const index = toIndex(wanted);
    if (index.weights && all.some(({ name, weights }) => weights && name !== index.name)) {
      throw new CommandError("An equivalent index already exists with a different name", 85);
    }
    const same = all.find(({ name }) => name === index.name);
    if (same && isDeepStrictEqual(same, index)) return;
    if (same) {
      throw new CommandError("An existing index has the same name as the requested index", 86);
    }
    const documents = [...this.#collections.get(namespace)?.values() ?? []];
    documents.forEach((_, i) => checkUnique(namespace, index, documents.slice(i)));
    this.#indexes.set(namespace, [...all, index]);
  }

  #remove(command: Document, collection: string, document: Document): void {
    this.#set(command, collection, toId(document._id), undefined);
  }

  #set(command: Document, name: string, id: string, document: Document | undefined): void {
    const collection = `${command.$db}.${name}`;
    const transaction = this.#transaction(command);
    const documents = this.#documents(command, name);
    const before = documents.get(id);
    if (transaction && !transaction.touched.has(`${collection} ${id}`)) {
      if (this.#collections.get(collection)?.get(id) !== before) throw conflict();
      transaction.touched.set(`${collection} ${id}`, { collection, id, before });
    }
    if (document) documents.set(id, document);
    else documents.delete(id);
    if (!transaction) this.#tell(collection, before, document);
  }

  #refusal(fn: () => void): Document | undefined {
    try {
      fn();
    } catch (error) {
      // in a transaction the whole command fails, and not one of its documents
      if (!(error instanceof CommandError) || error.fields.errorLabels) throw error;
      return { errmsg: error.message, code: error.code, ...error.fields };
    }
  }

  #aggregate(command: Document): Document {
    const { aggregate, pipeline, $db } = command;
    const namespace = `${$db}.${aggregate}`;
    if (pipeline[0]?.$changeStream) {
      const id = ++this.#cursors;
      const { resumeAfter } = pipeline[0].$changeStream;
      const told = resumeAfter ? Number(resumeAfter._data) : this.#log.length;
      const missed = this.#log.slice(told).filter((one) => one.namespace === namespace);
      this.#watchers.set(id, { namespace, events: missed.map(({ event }) => event), wake() {} });
      return { cursor: { id, ns: namespace, firstBatch: [], postBatchResumeToken: this.#token() } };
    }
    let found = this.#find(command, aggregate, {});
    for (const stage of pipeline) {
      const [[name, value]] = Object.entries<Document>(stage) as [[string, Document]];
      if (name === "$match") found = found.filter((one) => matches(one, value));
      else if (name === "$group") found = groups(found, value);
      else if (name === "$sort") found.sort(bySort(value));
      else throw new CommandError(`Unrecognized pipeline stage name: '${name}'`, 40324);
    }
    return toCursor(namespace, found);
  }

  async #more({ getMore, maxTimeMS = 1000 }: Document): Promise<Document> {
    const watcher = this.#watchers.get(getMore);
    if (!watcher) throw new CommandError("cursor not found", 43);
    if (watcher.events.length === 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      watcher.wake = resolve;
      const timer = setTimeout(resolve, Number(maxTimeMS));
      await promise;
      clearTimeout(timer);
    }
    const nextBatch = watcher.events.splice(0);
    const postBatchResumeToken = this.#token();
    const isOver = nextBatch.at(-1)?.operationType === "invalidate";
    if (isOver) this.#watchers.delete(getMore);
    return {
      cursor: { id: isOver ? 0n : getMore, ns: watcher.namespace, nextBatch, postBatchResumeToken },
    };
  }

  #tell(namespace: string, before: Document | undefined, after: Document | undefined): void {
    const [db, ...coll] = namespace.split(".");
    this.#publish(namespace, {
      operationType: after ? before ? "update" : "insert" : "delete",
      ns: { db, coll: coll.join(".") },
      documentKey: { _id: (after ?? before)!._id },
    });
  }

  #publish(namespace: string, fields: Document): void {
    const event = { ...fields, _id: { _data: toToken(this.#log.length + 1) } };
    this.#log.push({ namespace, event });
    for (const watcher of this.#watchers.values()) {
      if (watcher.namespace !== namespace) continue;
      watcher.events.push(event);
      watcher.wake();
    }
  }

  #token(): Document {
    return { _data: toToken(this.#log.length) };
  }
}

function toToken(events: number): string {
  return String(events).padStart(12, "0");
}

function transactionOf({ lsid, txnNumber }: Document): string {
  return `${EJSON.stringify(lsid)} ${txnNumber}`;
}

function conflict(): CommandError {
  return new CommandError("Write conflict", 112, { errorLabels: ["TransientTransactionError"] });
}

function duplicate(collection: string, fields: string[]): CommandError {
  const keyPattern = Object.fromEntries(fields.map((name) => [name, 1]));
  return new CommandError(`E11000 duplicate key error in ${collection}: ${fields}`, 11000, {
    keyPattern,
  });
}

function toCursor(ns: string, firstBatch: Document[]): Document {
  return { cursor: { id: 0n, ns, firstBatch } };
}

/** The same text for values that MongoDB holds equal: 5 is 5n. */
function toId(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return `number ${value}`;
  return EJSON.stringify(value ?? null, { relaxed: false });
}

function valueAt(document: Document, path: string): unknown {
  return path.split(".").reduce<unknown>((at, name) => (at as Document | null)?.[name], document);
}

function matches(document: Document, filter: Document): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    const some = (parts: Document[]) => parts.some((part) => matches(document, part));
    if (name === "$and") return wanted.every((part: Document) => matches(document, part));
    if (name === "$or") return some(notEmpty(name, wanted));
    if (name === "$nor") return !some(notEmpty(name, wanted));
    if (name === "$expr") return valueOf(document, wanted) === true;
    if (name.startsWith("$")) throw new CommandError(`unknown operator ${name}`, 2);
    const value = valueAt(document, name);
    const values = [value, ...(Array.isArray(value) ? value : [])];
    const operators = isOperators(wanted) ? Object.entries(wanted) : [["$eq", wanted]] as const;
    return operators.every(([operator, operand]) => {
      const test = TESTS[operator];
      if (!test) throw new CommandError(`unknown operator: ${operator}`, 2);
      if (operator === "$in" && operand.some(isOperators)) {
        throw new CommandError("cannot nest $ under $in", 2);
      }
      return values.some((one) => test(one, operand));
    });
  });
}

function notEmpty(name: string, parts: Document[]): Document[] {
  if (parts.length > 0) return parts;
  throw new CommandError(`${name} must be a nonempty array`, 2);
}

function isOperators(wanted: unknown): wanted is Document {
  return Object(wanted) === wanted && Object.keys(wanted as object)[0]?.startsWith("$");
}

/** A range compares values of one type alone: null is neither less nor more. */
const TESTS: Record<string, (value: unknown, operand: unknown) => boolean> = {
  $eq: (value, operand) => toId(value) === toId(operand),
  $in: (value, operand) => (operand as unknown[]).map(toId).includes(toId(value)),
  $gt: (value, operand) => typeOf(value) === typeOf(operand) && compare(value, operand) > 0,
  $gte: (value, operand) => typeOf(value) === typeOf(operand) && compare(value, operand) >= 0,
  $lt: (value, operand) => typeOf(value) === typeOf(operand) && compare(value, operand) < 0,
  $lte: (value, operand) => typeOf(value) === typeOf(operand) && compare(value, operand) <= 0,
  $type: (value, operand) =>
    [operand].flat().includes(value instanceof ObjectId ? "objectId" : typeof value),
  $regex: (value, operand) =>
    typeof value === "string" && new RegExp(String(operand), "u").test(value),
};

function typeOf(value: unknown): string {
  if (value == null) return "null";
  if (typeof value === "bigint") return "number";
  return typeof value === "object" ? value.constructor.name : typeof value;
}

/** What an upsert takes from its filter: the key. */
function fromFilter({ _id, $and = [] }: Document): Document {
  const id = _id ?? $and.find((part: Document) => "_id" in part)?._id;
  return { _id: id?.$in?.[0] ?? id };
}

function changed(document: Document, update: Document, isNew: boolean): Document {
  const operators = Object.keys(update);
  if (!operators.some((name) => name.startsWith("$"))) return { _id: document._id, ...update };
  const { $set = {}, $unset = {}, $inc = {}, $max = {}, $setOnInsert = {} } = update;
  const sets = Object.entries({ ...(isNew && $setOnInsert), ...$set });
  const result: Document = structuredCopy(document);
  for (const [path, value] of sets) setAt(result, path, value);
  for (const path of Object.keys($unset)) delete result[path];
  for (const [name, by] of Object.entries($inc)) setAt(result, name, (result[name] ?? 0) + by);
  for (const [name, least] of Object.entries($max)) {
    setAt(result, name, Math.max(result[name] ?? -Infinity, Number(least)));
  }
  if (document._id !== undefined && toId(document._id) !== toId(result._id)) {
    throw new CommandError("Performing an update on the path '_id' would modify it", 66);
  }
  return result;
}

/** A copy whose objects can be written to. Values of other classes are never written to. */
function structuredCopy(document: Document): Document {
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name,
      value?.constructor === Object ? structuredCopy(value) : value,
    ]),
  );
}

/** Sets a value at a path of names, as `$set` does. */
function setAt(document: Document, path: string, value: unknown): void {
  const names = path.split(".");
  const dollar = names.find((name) => name.startsWith("$"));
  if (dollar !== undefined) {
    throw new CommandError(
      `The dollar ($) prefixed field '${dollar}' in '${path}' is not valid for storage.`,
      52,
    );
  }
  if (names.includes("")) {
    throw new CommandError(`The update path '${path}' contains an empty field name`, 56);
  }
  let at = document;
  for (const name of names.slice(0, -1)) {
    at = at[name] ??= {};
    if (Object(at) !== at) throw new CommandError(`Cannot create field in element ${name}`, 28);
  }
  at[names.at(-1)!] = value;
}

function checkId(id: unknown): void {
  if (Array.isArray(id)) throw new CommandError("The '_id' value cannot be of type array", 53);
  if (Object.prototype.toString.call(id) !== "[object Object]") return;
  const dollar = Object.keys(id as object).find((name) => name.startsWith("$"));
  if (dollar === undefined) return;
  throw new CommandError(`_id fields may not contain '$'-prefixed fields: ${dollar}`, 52);
}

/** Rejects a document that another one equals in a unique index, where missing is null. */
function checkUnique(collection: string, index: Index, documents: Document[]): void {
  if (!index.unique) return;
  const [document, ...others] = documents
    .filter((one) => matches(one, index.partialFilterExpression ?? {}));
  if (!document || document !== documents[0]) return;
  const fields = Object.keys(index.key);
  const idOf = (one: Document) => fields.map((path) => toId(valueAt(one, path))).join();
  if (others.some((one) => idOf(one) === idOf(document))) throw duplicate(collection, fields);
}

/** An index as the server keeps it: of a text index, the fields are its weights. */
function toIndex(index: Index): Index {
  const fields = Object.entries(index.key);
  if (!fields.some(([, kind]) => kind === "text")) return index;
  const { default_language = "english", language_override = "language" } = index as Document;
  if (default_language !== "none") {
    throw new CommandError(`the stand-in has no words of ${default_language}`, 17262);
  }
  if (/^$|^\$|\./.test(language_override)) {
    throw new CommandError(`language_override '${language_override}' is not valid`, 17136);
  }
  return {
    ...index,
    key: { _fts: "text", _ftsx: 1 },
    weights: Object.fromEntries(fields.map(([name]) => [name, 1])),
    ...{ default_language, language_override, textIndexVersion: 3 },
  };
}

/**
 * A search as the server documents it: a document has one of the terms, all phrases in quotes, as
 * parts of its texts, and none of the words after a hyphen. Case and accents do not count.
 */
function toText(
  { $search }: Document,
  { weights }: Index,
): { matches(one: Document): boolean; score(one: Document): number } {
  if (typeof $search !== "string") throw new CommandError('"$search" had the wrong type', 14);
  const phrases = Array.from($search.matchAll(/"([^"]*)"/g), ([, phrase]) => fold(phrase!));
  const plain = $search.replace(/"[^"]*"/g, " ");
  const negated = Array.from(plain.matchAll(/(?<=^|\s)-(\S+)/g), ([, word]) => fold(word!));
  const terms = [...phrases, plain.replace(/(?<=^|\s)-\S+/g, " ")].flatMap(wordsOf);
  const textsOf = (one: Document) =>
    Object.keys(weights!).map((path) => valueAt(one, path))
      .filter((value) => typeof value === "string").map(fold);
  const score = (one: Document) =>
    textsOf(one).map(wordsOf).map((words) =>
      terms.map((term) => {
        const many = words.filter((word) => word === term).length;
        return many === 0 ? 0 : (2 - 0.5 ** (many - 1)) * (0.5 * many / words.length + 0.5);
      }).reduce((a, b) => a + b, 0)
    ).reduce((a, b) => a + b, 0);
  return {
    score,
    matches: (one) =>
      score(one) > 0 &&
      phrases.every((phrase) => textsOf(one).some((text) => text.includes(phrase))) &&
      !textsOf(one).flatMap(wordsOf).some((word) => negated.includes(word)),
  };
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
}

function groups(documents: Document[], { _id, ...fields }: Document): Document[] {
  const found = Map.groupBy(documents, (one) => EJSON.stringify(valueOf(one, _id) ?? null));
  return [...found.values()].map((some) => ({
    _id: valueOf(some[0]!, _id),
    ...Object.fromEntries(
      Object.entries(fields).map(([name, accumulator]) => {
        const [[operator, of]] = Object.entries(accumulator) as [[string, unknown]];
        const values = some.map((one) => valueOf(one, of)).filter((value) => value != null);
        const accumulate = ACCUMULATORS[operator];
        if (!accumulate) throw new CommandError(`unknown group operator '${operator}'`, 15952);
        return [name, accumulate(values)];
      }),
    ),
  }));
}

/** What an expression is of a document: a path, an object of expressions, or a value. */
function valueOf(document: Document, expression: unknown): unknown {
  if (typeof expression === "string" && expression.startsWith("$")) {
    return valueAt(document, expression.slice(1));
  }
  if (Object(expression) !== expression) return expression;
  if (Array.isArray(expression)) return expression.map((one) => valueOf(document, one));
  const [[operator, operand] = []] = Object.entries(expression as Document);
  if (operator === "$literal") return operand;
  if (operator === "$ifNull") {
    return (valueOf(document, operand) as unknown[]).find((one) => one != null) ?? null;
  }
  if (operator === "$in") {
    const [one, list] = valueOf(document, operand) as [unknown, unknown[]];
    return list.map(toId).includes(toId(one));
  }
  if (operator?.startsWith("$")) {
    throw new CommandError(`Unrecognized expression '${operator}'`, 168);
  }
  return Object.fromEntries(
    Object.entries(expression as Document).map(([name, one]) => [name, valueOf(document, one)])
      .filter(([, value]) => value !== undefined),
  );
}

const ACCUMULATORS: Record<string, (values: unknown[]) => unknown> = {
  $sum: sum,
  $avg: (values) => values.length > 0 ? Number(sum(values)) / values.length : null,
  $min: (values) => values.toSorted(compare)[0] ?? null,
  $max: (values) => values.toSorted(compare).at(-1) ?? null,
};

/** A long among them makes it a long, as long as it has no fraction. */
function sum(values: unknown[]): unknown {
  const isLong = values.some((value) => typeof value === "bigint") &&
    values.every((value) => Number.isInteger(Number(value)));
  return isLong
    ? values.reduce((all: bigint, value) => all + BigInt(value as number), 0n)
    : values.reduce((all: number, value) => all + Number(value), 0);
}

function bySort(
  sort: Document,
  score: (one: Document) => number = () => 0,
): (a: Document, b: Document) => number {
  return (a, b) => {
    for (const [path, direction] of Object.entries(sort)) {
      const order = direction.$meta === "textScore"
        ? score(b) - score(a)
        : compare(valueAt(a, path), valueAt(b, path)) * Number(direction);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function compare(a: unknown, b: unknown): number {
  if (a == null || b == null) return Number(a != null) - Number(b != null);
  // a text sorts before an ObjectId
  const types = [a, b].map((one) => Number(one instanceof ObjectId));
  if (types[0] !== types[1]) return types[0]! - types[1]!;
  const [left, right] = [a, b].map((one) => one instanceof ObjectId ? one.toHexString() : one);
  // By code points, as MongoDB compares texts.
  if (typeof left === "string") {
    return Buffer.compare(Buffer.from(left), Buffer.from(String(right)));
  }
  return left < right! ? -1 : left > right! ? 1 : 0;
}
