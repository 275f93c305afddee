import { DataError } from "./errors.ts";

/** Reads CSV (RFC 4180) whose first line names the columns; every value is a text. */
export function parseCsv(text: string): Record<string, string>[] {
  const [head, ...lines] = toLines(text.replace(/^\uFEFF/, ""));
  if (!head) return [];
  return lines.map((line, i) => {
    if (line.length === head.length) {
      return Object.fromEntries(head.map((name, j) => [name.trim(), line[j]]));
    }
    throw new DataError(
      `Cannot read CSV: row ${i + 2} has ${line.length} values, expected ${head.length}`,
    );
  });
}

// a value with or without quotes, and what ends it: a comma, the line, the file
const VALUE = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function toLines(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  VALUE.lastIndex = 0;
  while (VALUE.lastIndex < text.length) {
    const at = VALUE.lastIndex;
    const match = VALUE.exec(text);
    if (!match) throw new DataError(`Cannot read CSV: a stray quote after character ${at}`);
    const [, quoted, plain, end] = match;
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ",") {
      if (VALUE.lastIndex === text.length) line.push("");
      else continue;
    }
    if (line.length > 1 || line[0] !== "" || quoted !== undefined) lines.push(line);
    line = [];
  }
  if (line.length > 0) lines.push(line);
  return lines;
}
