/** Signatures for readers, where those for the compiler read badly. */
import type { PublicName } from "./names.ts";
import type { Sources } from "./source.ts";
import type { Declared, Member, Piece } from "./types.ts";

/** By file and name; a test compares their parameters with the source. */
export const WRITTEN: Record<string, string> = {
  "lib/http/routing/rt.ts RtFunction": "interface RtFunction extends RouteMaker, GroupMaker",
  "lib/app/fast_app.ts fastApp": `function fastApp(options?: FastAppOptions): FastApp
function fastApp(base: FastHTMLOptions, options: FastAppOptions): FastApp`,
};

/** What a reader should know of a name whose members are written. */
export const NOTES: Record<string, string> = {
  "lib/data/table_types.ts TableVerbs":
    "On SQLite a method returns its result. On Postgres and MongoDB it returns a promise of it, and " +
    "`each()` an `AsyncIterable`.",
};

/** What a line is of which readers see nothing: a form that is for messages of the compiler. */
export const HIDDEN = "hidden";

/**
 * Members, by file, owner and name, an overload a line: types that follow from the table or the path
 * are left out.
 */
export const WRITTEN_MEMBERS: Record<string, string> = {
  "lib/data/table_types.ts TableVerbs ()":
    `(where: AnyFilter<Row>, options?: FindOptions<Row>): Row[]
(where?: string, args?: unknown, options?: FindOptions<Row>): Row[]
(where: AnyFilter<Row>, options: ComputeOptions<Row, Computed>): Computed[]
(options: ComputeOptions<Row, Computed>): Computed[]
(where: string | undefined, args: unknown, options: ComputeOptions<Row, Computed>): Computed[]
(search: SearchOptions<Row>, options?: FindOptions<Row>): Row[]`,
  "lib/data/table_types.ts TableVerbs each":
    `(where: AnyFilter<Row>, options?: FindOptions<Row>): Iterable<Row>
(where?: undefined, args?: undefined, options?: FindOptions<Row>): Iterable<Row>
(where: string, args?: unknown, options?: FindOptions<Row>): Iterable<Row>
(search: SearchOptions<Row>, options?: FindOptions<Row>): Iterable<Row>`,
  "lib/data/table_types.ts TableVerbs page": `(options?: PageOptions<Row>): PageOfRows<Row>`,
  "lib/data/table_types.ts TableVerbs get": `(key: Key): Row
(key: Key, fallback: Fallback): Row | Fallback`,
  "lib/data/table_types.ts TableVerbs has": `(key: Key): boolean`,
  "lib/data/table_types.ts TableVerbs insert": `(record: NewFields<Row>): Row
(record: NewFields<Row>, options: InsertOptions<Row>): Row
(record: NewFields<Row>, options: InsertOptions<Row>): Row | undefined`,
  "lib/data/table_types.ts TableVerbs insertAll":
    `(records: Iterable<NewFields<Row>>, options?: InsertOptions<Row>): Row[]`,
  "lib/data/table_types.ts TableVerbs update":
    `(record: RowFields<Row>, key?: Key, options?: UpdateOptions): Row`,
  "lib/data/table_types.ts TableVerbs upsert":
    `(record: RowFields<Row>, options?: UpsertOptions<Row>): Row`,
  "lib/data/table_types.ts TableVerbs upsertAll":
    `(records: Iterable<RowFields<Row>>, options?: UpsertOptions<Row>): Row[]`,
  "lib/data/table_types.ts TableVerbs delete": `(key: Key): DataTable<Row>`,
  "lib/data/table_types.ts TableVerbs deleteWhere": `(...condition: WhereArgs<Row>): number`,
  "lib/data/table_types.ts TableVerbs count": `(...condition: WhereArgs<Row>): number`,
  "lib/data/table_types.ts TableVerbs sum":
    `(column: NumberName<Row>, ...condition: WhereArgs<Row>): number`,
  "lib/data/table_types.ts TableVerbs avg":
    `(column: NumberName<Row>, ...condition: WhereArgs<Row>): number | null`,
  "lib/data/table_types.ts TableVerbs min":
    `(column: OrderedName<Row>, ...condition: WhereArgs<Row>): Row[Name] | null`,
  "lib/data/table_types.ts TableVerbs max":
    `(column: OrderedName<Row>, ...condition: WhereArgs<Row>): Row[Name] | null`,
  "lib/data/table_types.ts TableVerbs groupBy":
    `(by: ColumnName<Row> | ColumnName<Row>[], options?: GroupOptions<Row>): GroupOfRows<Row, By>[]`,
  "lib/data/table_types.ts TableVerbs lookup":
    `(values: RowFields<Row>, extra?: RowFields<Row>): Key`,
  "lib/data/table_types.ts TableVerbs selectOne": `(...condition: WhereArgs<Row>): Row`,
  "lib/data/table_types.ts TableVerbs search":
    `(text: string, options?: TextSearchOptions<Row>): Row[]`,
  "lib/data/table_types.ts TableVerbs enableSearch":
    `(columns: TextName<Row> | TextName<Row>[], options?: SearchIndexOptions): DataTable<Row>`,
  "lib/data/table_types.ts TableVerbs disableSearch": `(): DataTable<Row>`,
  "lib/data/table_types.ts TableVerbs addColumn":
    `(name: string, type: ColumnType, options?: AddColumnOptions): DataTable<Row>`,
  "lib/data/table_types.ts TableVerbs createIndex":
    `(columns: ColumnName<Row> | ColumnName<Row>[], options?: IndexOptions): DataTable<Row>`,
  "lib/data/table_types.ts TableVerbs transform":
    `(options: TransformOptions<ColumnName<Row>>): DataTable<Row>`,
  "lib/data/table_types.ts TableVerbs ready": `(): void`,
  "lib/data/table_types.ts TableVerbs drop": `(): void`,
  "lib/data/table_types.ts TableVerbs xtra": `(values: RowFields<Row>): DataTable<Row>`,
  "lib/data/database_types.ts Database create":
    `(Class: RowClass<Row>, options?: CreateOptions<Row>): DataTable<Row>
(name: string, schema: TableSchema, options?: CreateOptions<Row>): DataTable<Row>
hidden
hidden`,
  "lib/data/database_types.ts Database table": `(name: string): DataTable<Row>`,
  "lib/data/database_types.ts Database q": `(sql: string, args?: unknown): Row[]`,
  ...Object.fromEntries(
    ["get", "post", "put", "patch", "delete", "head", "options"]
      .map((method) => [`lib/http/routing/rt.ts RtFunction ${method}`, "RouteMaker"]),
  ),
  "lib/http/routing/rt.ts RouteMaker ()":
    `(path: string, handler: (context: HandlerContext) => unknown, options?: RouteOptions): Route
(path: string, params: Declarations, handler: (context: HandlerContext) => unknown, options?: RouteOptions): Route
(handler: (context: HandlerContext) => unknown, options?: RouteOptions): Route
(params: Declarations, handler: (context: HandlerContext) => unknown, options?: RouteOptions): Route`,
  "lib/http/routing/rt.ts GroupMaker ()":
    `(path: string, group: VerbGroup | (new () => VerbGroup), options?: RouteOptions): Route
(path: string, params: Declarations, group: VerbGroup, options?: RouteOptions): Route`,
};

/** What the source says of a name, with signatures and a note for readers where there are some. */
export function withWritten(
  name: PublicName,
  sources: Sources,
): Declared & Partial<Pick<PublicName, "doc">> {
  const declared = sources.declared(name), key = `${name.file} ${name.name}`;
  const text = WRITTEN[key], note = NOTES[key];
  return {
    ...declared,
    ...note && { doc: `${name.doc}\n\n${note}` },
    ...text && { signatures: text.split("\n").map((line) => toPieces(line, name.file, sources)) },
    members: readable(name, declared.members, sources),
  };
}

/** Members with the signatures that are written for them, in the order of the overloads. */
function readable(
  { name, file }: PublicName,
  members: readonly Member[],
  sources: Sources,
): Member[] {
  const counts = new Map<string, number>();
  return members.flatMap((member) => {
    const lines = WRITTEN_MEMBERS[`${file} ${name} ${member.name}`]?.split("\n");
    if (!lines) return [member];
    const at = counts.get(member.name) ?? 0, line = lines[at]!;
    counts.set(member.name, at + 1);
    return line === HIDDEN ? [] : [{ ...member, signature: toPieces(line, file, sources) }];
  });
}

/** Text in pieces: words with a capital letter are types. */
function toPieces(text: string, file: string, sources: Sources): Piece[] {
  return text.split(/\b([A-Z]\w+)\b/).filter(Boolean).map((word) => {
    const type = /^[A-Z]/.test(word) ? sources.resolve(file, word) : undefined;
    return type ? { text: word, type } : { text: word };
  });
}
