/** CSV (RFC 4180) that spreadsheets open without harm. */

/** What a spreadsheet would take for a formula, such as `=HYPERLINK(…)`. */
const FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** A line of a file. A quote before what looks like a formula makes it a text. */
export function toLine(values: readonly (string | number)[]): string {
  return values.map((value) => {
    const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : `${value}`;
    return /[",;\s]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join(",") + "\r\n";
}

/** A value, with quotes or without, and what follows it. */
const VALUE = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/** Reads the lines of a file. */
export function readLines(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  VALUE.lastIndex = text.startsWith("\uFEFF") ? 1 : 0;
  while (VALUE.lastIndex < text.length) {
    const [, quoted, plain = "", end] = VALUE.exec(text) ?? [];
    if (end === undefined) throw new SyntaxError(`Row ${lines.length + 1} has a quote too many`);
    const value = quoted?.replaceAll('""', '"') ?? plain;
    line.push(value.startsWith("'") && FORMULA.test(value) ? value.slice(1) : value);
    if (end === "," && VALUE.lastIndex < text.length) continue;
    if (end === ",") line.push("");
    lines.push(line);
    line = [];
  }
  return lines;
}
