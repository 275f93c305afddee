/** A CSV parser. */
import { DataError, show } from "../errors.ts";

/** Parses CSV (RFC 4180) whose first line names the columns. Every value is a string. */
export function parseCsv(text: string): Record<string, string>[] {
  const [head, ...lines] = toLines(text.replace(/^\uFEFF/, ""));
  if (!head) return [];
  const names = toNames(head);
  return lines.map((line, i) => {
    if (line.length === names.length) {
      return Object.fromEntries(names.map((name, j) => [name, line[j]]));
    }
    throw new DataError(
      `Cannot read CSV: row ${i + 2} has ${line.length} values, expected ${names.length}`,
    );
  });
}

/** The names of the columns. One of two values under the same name would be lost. */
function toNames(head: readonly string[]): string[] {
  const names = head.map((name) => name.trim());
  const once = new Set<string>(), twice = new Set<string>();
  for (const name of names) (once.has(name) ? twice : once).add(name);
  if (twice.size === 0) return names;
  const shown = [...twice].slice(0, 10).map(show).join(", ") + (twice.size > 10 ? ", …" : "");
  throw new DataError(
    `Cannot read CSV: found ${shown} more than once in the first line, expected once`,
  );
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
