import { writeFile } from "node:fs/promises";
import type { Database } from "./database_types.ts";
import { type Kind, typeOfKind } from "./kinds.ts";
import type { Column } from "./types.ts";

/** Writes a TypeScript module with a row class for each table, and returns its text. */
export async function createMod(db: Database<boolean>, file?: string | URL): Promise<string> {
  const classes: string[] = [];
  const markers = new Set<string>();
  for (const name of await db.tables()) {
    const { columns, pks, Row } = await db.table(name);
    const pk = pks.length === 1 ? JSON.stringify(pks[0]) : JSON.stringify(pks);
    const options = `{ name: ${JSON.stringify(name)}, pk: ${pk} }`;
    const types = columns.map(({ name, kind }) => {
      const type = typeOfKind(kind) as { name: string };
      if (MARKERS.has(type.name)) markers.add(type.name);
      return `${toProperty(name)}: ${type.name}`;
    });
    classes.push(
      `/** A row of "${name}": \`db.create(${Row.name}, ${options})\`. */`,
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

const MARKERS = new Set(["DateOnly", "Float", "Integer"]);

const FIELDS: Record<Kind, string> = {
  text: '= ""',
  integer: "= 0",
  float: "= 0",
  boolean: "= false",
  date: ": Date | null = null",
  datetime: ": Date | null = null",
  bytes: ": Uint8Array | null = null",
  json: ": unknown = null",
  bigint: "= 0n",
};

function toField({ name, kind }: Column): string {
  return `${toProperty(name)} ${FIELDS[kind]};`.replace(" :", ":");
}

function toProperty(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
