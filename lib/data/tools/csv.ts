/** A CSV parser. */
import { DataError } from "../errors.ts";

/** Parses CSV (RFC 4180) whose first line names the columns. Every value is a string. */
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

// A value with or without quotes, and what ends it: a comma, the line or the file. A doubled quote
// ends a piece of a value: a pattern for the whole would overflow the stack at 20 MB.
const PIECE = /"([^"]*)"(?:(?=")|(,|\r?\n|$))|([^",\r\n]*)(,|\r?\n|$)/y;

function toLines(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let before = "";
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const at = PIECE.lastIndex;
    const match = PIECE.exec(text);
    if (!match) {
      throw new DataError(
        `Cannot read CSV: found a stray quote after character ${at}, expected it doubled`,
      );
    }
    const [, quoted, , plain, end = match[2]] = match;
    if (end === undefined) {
      before += `${quoted}"`;
      continue;
    }
    line.push(before + (quoted ?? plain));
    before = "";
    if (end === ",") {
      if (PIECE.lastIndex === text.length) line.push("");
      else continue;
    }
    if (line.length > 1 || line[0] !== "" || quoted !== undefined) lines.push(line);
    line = [];
  }
  if (line.length > 0) lines.push(line);
  return lines;
}
