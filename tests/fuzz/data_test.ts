/** Verbs of a table, in any order and with any values, do what the same steps do to a list of rows. */
import * as fc from "fast-check";
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { database, DataError } from "../../mod.ts";
import { text } from "./arbitraries.ts";
import { tell, toLimits } from "./limits.ts";

class Row {
  static types = { n: Number, at: Date, on: Boolean, blob: Uint8Array };
  id = 0;
  name = "";
  n: number | null = null;
  at: Date | null = null;
  on: boolean | null = null;
  blob: Uint8Array | null = null;
  tags: string[] = [];
}

const plain = text.map((value) => value.toWellFormed().replaceAll("\0", ""));
const values = fc.record({
  name: fc.oneof(
    plain,
    fc.constantFrom("42", "5.0", "1e3", " 7", "'; drop table row --", "%", "_"),
  ),
  n: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.constant(null),
  ),
  at: fc.oneof(
    fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true }),
    fc.constant(null),
  ),
  on: fc.constantFrom(true, false, null),
  blob: fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constant(null)),
  tags: fc.array(plain, { maxLength: 3 }),
}, { requiredKeys: [] });
const id = fc.integer({ min: 1, max: 6 });

const step = fc.oneof(
  fc.record({ verb: fc.constant("insert" as const), id: fc.option(id), values }),
  fc.record({ verb: fc.constant("update" as const), id, values }),
  fc.record({ verb: fc.constant("upsert" as const), id, values }),
  fc.record({ verb: fc.constant("delete" as const), id }),
  fc.record({ verb: fc.constant("find" as const), values }),
  fc.record({ verb: fc.constant("deleteWhere" as const), values }),
);

/** What a client may put into a where object, as JSON gives it. */
const forged = fc.record({
  where: fc.oneof(text, fc.constantFrom("1=1", "1=1 or 1=1")),
  args: fc.array(text, { maxLength: 2 }),
  orderBy: fc.oneof(text, fc.constantFrom("id", "(select 1)")),
  limit: fc.oneof(text, fc.integer()),
  select: text,
  name: fc.jsonValue({ maxDepth: 2 }),
  id: fc.jsonValue({ maxDepth: 1 }),
  "__proto__": fc.jsonValue({ maxDepth: 1 }),
}, { requiredKeys: [] });

Deno.test("a table's verbs do what they say, whatever values and where objects hold", () => {
  let runs = 0;
  const property = fc.property(fc.array(step, { maxLength: 12 }), forged, (steps, forged) => {
    runs++;
    using db = database(":memory:");
    const rows = db.create(Row);
    const model = new Map<number, Row>();
    for (const step of steps) play(step, rows, model);
    deepStrictEqual([...rows({ orderBy: "id" })].map(toPlain), inOrder(model));
    deepStrictEqual([...db.create(Row)({ orderBy: "id" })].map(toPlain), inOrder(model));
    findNothing(rows, forged);
    strictEqual(rows.count(), model.size);
  });
  fc.assert(property, toLimits(500));
  tell(runs, "lists of steps");
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Rows = ReturnType<typeof create>;

function create() {
  return database(":memory:").create(Row);
}

function play(step: Step, rows: Rows, model: Map<number, Row>): void {
  if (step.verb === "find" || step.verb === "deleteWhere") {
    const found = [...model.values()].filter((row) => isLike(row, step.values));
    if (step.verb === "find") {
      const ids = rows(step.values).map(({ id }) => id).sort();
      deepStrictEqual(ids, found.map(({ id }) => id).sort());
    } else if (Object.keys(step.values).length === 0) {
      ok(fails(() => rows.deleteWhere(step.values)));
    } else {
      strictEqual(rows.deleteWhere(step.values), found.length);
      for (const { id } of found) model.delete(id);
    }
    return;
  }
  const has = step.id !== null && model.has(step.id);
  if (step.verb === "delete") {
    strictEqual(fails(() => rows.delete(step.id)), !has);
    model.delete(step.id);
  } else if (step.verb === "insert") {
    const given = { ...step.values, ...step.id !== null && { id: step.id } };
    if (has) return ok(fails(() => rows.insert(given)));
    const row = rows.insert(given);
    model.set(row.id, Object.assign(new Row(), given, { id: row.id }));
  } else if (step.verb === "update") {
    const given = { ...step.values, id: step.id };
    if (!has) return ok(fails(() => rows.update(given)));
    rows.update(given);
    Object.assign(model.get(step.id)!, given);
  } else {
    const given = { ...step.values, id: step.id };
    rows.upsert(given);
    model.set(step.id, Object.assign(model.get(step.id) ?? new Row(), given));
  }
}

/** What JSON of a client can't widen: it throws, or finds rows that are equal to it. */
function findNothing(rows: Rows, forged: object): void {
  try {
    const found = rows({ ...forged, name: "no row has this name" } as object);
    strictEqual(found.length, 0);
  } catch (error) {
    if (!(error instanceof DataError || error instanceof TypeError)) throw error;
  }
}

function fails(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return true;
  }
}

/** Whether a row has these values; NULL is found by null. */
function isLike(row: Row, values: Partial<Row>): boolean {
  return Object.entries(values).every(([name, value]) =>
    JSON.stringify(toPlain({ [name]: value })) ===
      JSON.stringify(toPlain({ [name]: row[name as keyof Row] }))
  );
}

function inOrder(model: Map<number, Row>): unknown[] {
  return [...model.values()].sort((a, b) => a.id - b.id).map(toPlain);
}

function toPlain(row: object): unknown {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Date
        ? value.toISOString()
        : value instanceof Uint8Array
        ? `bytes ${[...value]}`
        : Object.is(value, -0)
        ? 0
        : value,
    ]),
  );
}
