/** Row classes as TypeScript text, from the tables of a database. */
import { writeFile } from "node:fs/promises";
import type { Database } from "../database_types.ts";
import { DataError, show } from "../errors.ts";
import { type ColumnKind, typeOfKind } from "../kinds.ts";
import type { TableColumn } from "../types.ts";

/** Writes a TypeScript module with a row class for each table, and returns its text. */
export async function createMod(db: Database<boolean>, file?: string | URL): Promise<string> {
  const classes: string[] = [];
  const markers = new Set<string>();
  for (const name of await db.tables()) {
    const { columns, pks, Row } = await db.table(name);
    const pk = pks.length === 1 ? JSON.stringify(pks[0]) : JSON.stringify(pks);
    const options = `{ name: ${JSON.stringify(name)}, pk: ${pk} }`;
    // A table name that a client made up must not become code.
    if (!IDENTIFIER.test(Row.name)) {
      throw new DataError(
        `Cannot write a class for table ${show(name)}: found the name ${show(Row.name)}, ` +
          "expected letters, digits and _",
      );
    }
    const types = columns.map(({ name, kind }) => {
      const type = typeOfKind(kind) as { name: string };
      if (MARKERS.has(type.name)) markers.add(type.name);
      return `${toProperty(name)}: ${type.name}`;
    });
    const comment = `A row of "${name}": \`db.create(${Row.name}, ${options})\`.`;
    classes.push(
      `/** ${comment.replaceAll("*/", "*\\/")} */`,
      `export class ${Row.name} {`,
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

function toField({ name, kind, notNull }: TableColumn): string {
  const [type, initial] = FIELDS[kind];
  if (notNull && type !== "unknown") return `${toProperty(name)} = ${initial};`;
  return `${toProperty(name)}: ${type === "unknown" ? type : `${type} | null`} = null;`;
}

function toProperty(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}
