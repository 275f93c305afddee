/** Reads a CSV file of customers, and says of each row what is wrong with it. */
import { readLines } from "./csv.ts";
import { Details } from "./customers.ts";

const MOST_ROWS = 5000, MOST_PROBLEMS = 10;

/** The customers of a file, or what is wrong with it. */
export async function readFile(file: Blob): Promise<{ rows: Details[]; problems: string[] }> {
  const rows: Details[] = [], problems: string[] = [];
  const lines = toLines(await file.arrayBuffer());
  if (typeof lines === "string") return { rows, problems: [lines] };
  const names = lines[0]?.map((name) => name.trim().toLowerCase()) ?? [];
  const unknown = names.filter((name) => !Object.hasOwn(Details.shape, name));
  if (unknown.length > 0) {
    return { rows, problems: [`The first row has ${unknown.map((name) => `“${name}”`).join()}.`] };
  }
  if (lines.length > MOST_ROWS + 1) problems.push(`A file has at most ${MOST_ROWS} rows.`);
  const seen = new Map<string, number>();
  for (const [at, line] of lines.entries()) {
    if (at === 0 || line.join("") === "") continue;
    if (problems.length === MOST_PROBLEMS) break;
    const row = at + 1;
    if (line.length !== names.length) {
      problems.push(`Row ${row} has ${line.length} values, the first row ${names.length}.`);
      continue;
    }
    const read = Details.safeParse(Object.fromEntries(names.map((name, i) => [name, line[i]])));
    if (!read.success) {
      const { path, message } = read.error.issues[0]!;
      problems.push(`Row ${row}, ${String(path[0])}: ${message}.`);
      continue;
    }
    const other = seen.get(read.data.email);
    if (other) problems.push(`Row ${row} has the email address of row ${other}.`);
    seen.set(read.data.email, row);
    rows.push(read.data);
  }
  if (rows.length === 0 && problems.length === 0) problems.push("There are no customers in it.");
  return { rows, problems };
}

/** The lines of a file, or what is wrong with it. */
function toLines(bytes: ArrayBuffer): string[][] | string {
  try {
    return readLines(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return `${error.message}.`;
    if (error instanceof TypeError) return "It is no text in UTF-8: save it as CSV in UTF-8.";
    throw error;
  }
}
