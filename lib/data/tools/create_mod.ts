/** Row classes as TypeScript text, from the tables of a database. */
import { writeFile } from "node:fs/promises";
import type { Database } from "../database_types.ts";
import { type ColumnKind, typeOfKind } from "../kinds.ts";
import type { TableColumn } from "../types.ts";

/** Writes a TypeScript module with a row class for each table, and returns its text. */
export async function createMod(db: Database<boolean>, file?: string | URL): Promise<string> {
  const classes: string[] = [];
  const markers = new Set<string>();
  const taken = new Set(NOT_NAMES);
  for (const name of await db.tables()) {
    const table = await db.table(name);
    // What every object has by this name could not be a field.
    const columns = table.columns.filter(({ name }) => name !== "__proto__");
    const className = toClassName(name, taken);
    taken.add(className);
    const pk = JSON.stringify(table.pks.length === 1 ? table.pks[0] : table.pks);
    const opened = table.pks.length > 0
      ? `db.create(${className}, { name: ${JSON.stringify(name)}, pk: ${pk} })`
      : `db.table(${JSON.stringify(name)})`;
    const types = columns.map(({ name, kind, items }) => {
      const type = typeOfKind(items ?? kind) as { name: string };
      if (MARKERS.has(type.name)) markers.add(type.name);
      return `${toProperty(name)}: ${items ? `[${type.name}]` : type.name}`;
    });
    const comment = `A row of "${name}": \`${opened}\`.`.replaceAll(/[\r\n\u2028\u2029]/g, " ");
    classes.push(
      `/** ${comment.replaceAll("*/", "*\\/")} */`,
      `export class ${className} {`,
      `  static types = { ${types.join(", ")} };`,
      ...columns.map((column) => `  ${toField(column)}`),
      "}",
      "",
    );
  }
  const imports = markers.size > 0
    ? [`import { ${[...markers].sort().join(", ")} } from "@fasthtml/fasthtml/data";`, ""]
    : [];
  const text = [...imports, ...classes].join("\n");
  if (file) await writeFile(file, text);
  return text;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** What the module itself uses by name. */
const NOT_NAMES: readonly string[] = [
  ...["Array", "BigInt", "Boolean", "Date", "DateOnly", "Float", "Integer", "Number", "Object"],
  ...["String", "Uint8Array", "Untyped"],
];

/** A class's name: `Order Details` is `OrderDetails`. What a client made up never becomes code. */
function toClassName(table: string, taken: ReadonlySet<string>): string {
  const words = table.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const name = words.map((word) => word[0].toUpperCase() + word.slice(1)).join("") || "Table";
  const wanted = /^\d/.test(name) ? `Table${name}` : name;
  let found = wanted;
  for (let n = 2; taken.has(found); n++) found = `${wanted}${n}`;
  return found;
}

const MARKERS = new Set(["DateOnly", "Float", "Integer", "Untyped"]);

const FIELDS: Record<ColumnKind, [type: string, initial: string]> = {
  text: ["string", '""'],
  integer: ["number", "0"],
  float: ["number", "0"],
  boolean: ["boolean", "false"],
  date: ["Date", "new Date(0)"],
  datetime: ["Date", "new Date()"],
  bytes: ["Uint8Array", "new Uint8Array()"],
  json: ["unknown", "null"],
  bigint: ["bigint", "0n"],
  any: ["unknown", "null"],
};

function toField({ name, kind, notNull, items }: TableColumn): string {
  if (items) {
    const type = `(${FIELDS[items][0]} | null)[]`;
    return `${toProperty(name)}: ${notNull ? `${type} = []` : `${type} | null = null`};`;
  }
  const [type, initial] = FIELDS[kind];
  if (notNull && type !== "unknown") return `${toProperty(name)} = ${initial};`;
  return `${toProperty(name)}: ${type === "unknown" ? type : `${type} | null`} = null;`;
}

function toProperty(name: string): string {
  // A class has no field `constructor` but one whose name is computed.
  if (name === "constructor") return '["constructor"]';
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}
