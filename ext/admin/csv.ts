/** CSV that spreadsheets open without harm, and that comes back as it was. */
import { word } from "./messages.ts";

/** A line of a file: where it begins, and its cells. One that is empty without quotes is null. */
export interface CsvLine {
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

/** What is wrong with a file, and in which line. */
export class CsvMistake extends Error {
  readonly line: number;

  /** Takes the line, from 1. */
  constructor(line: number, message: string) {
    super(message);
    this.name = "CsvMistake";
    this.line = line;
  }
}

/**
 * What a spreadsheet would take for a formula, such as `=HYPERLINK(…)`: also behind spaces, and in the
 * full-width letters of Japanese keyboards. Quotes count, so that each text comes back as it was.
 */
const FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** A line of a file. Texts of people are made harmless; null and the empty text differ. */
export function toCsvLine(cells: readonly { text: string | null; isText: boolean }[]): string {
  return cells.map(({ text, isText }) => {
    if (text === null) return "";
    const safe = isText && FORMULA.test(text) ? `'${text}` : text;
    return safe === "" || /[",;\s]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }).join(",") + "\r\n";
}

/** A text of a file as it was before it was made harmless. */
export function fromCsvText(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}

/**
 * Reads the lines of a file (RFC 4180), of which the first tells what separates cells: a comma, a
 * semicolon or a tab. Throws a `CsvMistake` for quotes that do not fit.
 */
export function* readCsv(text: string): Generator<CsvLine, void> {
  const content = text.replace(/^\uFEFF/, "");
  const separator = toSeparator(content);
  const plainEnd = new RegExp(`[${separator}\\r\\n"]|$`, "g");
  let at = 0, line = 1;
  while (at < content.length) {
    const start = line;
    const cells: (string | null)[] = [];
    for (;;) {
      let value: string | null;
      if (content[at] === '"') {
        value = "";
        for (at++;;) {
          const quote = content.indexOf('"', at);
          if (quote < 0) throw new CsvMistake(start, word("openQuote"));
          value += content.slice(at, quote);
          at = quote + 1;
          if (content[at] !== '"') break;
          value += '"';
          at++;
        }
        line += count(value);
      } else {
        plainEnd.lastIndex = at;
        const end = plainEnd.exec(content)!.index;
        value = end > at ? content.slice(at, end) : null;
        at = end;
      }
      cells.push(value);
      if (content[at] !== separator) break;
      at++;
    }
    const end = /\r\n|\r|\n|$/y;
    end.lastIndex = at;
    const found = end.exec(content);
    if (!found) throw new CsvMistake(line, word("innerQuote"));
    at += found[0].length;
    if (cells.length > 1 || cells[0] !== null) yield { line: start, cells };
    line++;
  }
}

function count(value: string): number {
  return value.split("\n").length - 1;
}

/** What separates the cells of the first line: the one that is there most often outside of quotes. */
function toSeparator(content: string): string {
  const counts = new Map([[",", 0], [";", 0], ["\t", 0]]);
  let isQuoted = false;
  for (const letter of content) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (letter === "\n" || letter === "\r")) break;
    else if (!isQuoted && counts.has(letter)) counts.set(letter, counts.get(letter)! + 1);
  }
  return [...counts].reduce((a, b) => b[1] > a[1] ? b : a)[0];
}
