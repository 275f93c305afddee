/** Files of rows: a list as CSV while it is read, and the lines of a file that is sent. */
import { AsyncLocalStorage } from "node:async_hooks";
import { CsvMistake, fromCsvText, readCsv, toCsvLine } from "./csv.ts";
import type { Given } from "./fields.ts";
import { word } from "./messages.ts";
import { type ListState, toOrderBy, toWhere } from "./state.ts";
import type { ManagedTable, View } from "./tables.ts";
import { toText } from "./values.ts";

/** How many rows a file may have. */
const MOST_LINES = 20_000;

/** How many lines are sent at once. */
const LINES = 200;

/** Sends the rows of a list as CSV, with all columns that are shown. */
export function toCsvResponse(table: ManagedTable, view: View, state: ListState): Response {
  const lines = toLines(table, view, state);
  const encoder = new TextEncoder();
  // What xtra narrows for this request, it narrows for each row that is read later.
  const inRequest = AsyncLocalStorage.snapshot();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await inRequest(() => lines.next());
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await inRequest(() => lines.return());
    },
  });
  const name = table.name.replaceAll(/[^\w.-]+/g, "_");
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.csv"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

async function* toLines(
  table: ManagedTable,
  view: View,
  state: ListState,
): AsyncGenerator<string, void> {
  // By it, spreadsheets know UTF-8.
  let text = "\uFEFF" + toCsvLine(view.columns.map(({ name }) => ({ text: name, isText: true })));
  let count = 0;
  const found = table.rows.each(toWhere(view, state), {
    orderBy: toOrderBy(view, state),
    select: view.read,
  });
  for await (const row of found) {
    text += toCsvLine(view.columns.map((column) => {
      const value = row[column.name];
      const isNull = value === null || value === undefined;
      const isText = typeof value === "string" || column.kind === "json";
      return { text: isNull ? null : toText(column, value), isText };
    }));
    if (++count % LINES > 0) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** Reads a file that was sent: its first line names columns, all of which may be written. */
export async function readLines(
  view: View,
  file: unknown,
): Promise<{ line: number; given: Given }[]> {
  if (!(file instanceof Blob) || file.size === 0) throw new CsvMistake(1, word("noFile"));
  const lines = readCsv(toUtf8(await file.arrayBuffer()));
  const head = lines.next().value;
  if (!head) throw new CsvMistake(1, word("emptyFile"));
  const names = head.cells.map((cell) => fromCsvText((cell ?? "").trim()));
  for (const [i, name] of names.entries()) {
    const shown = JSON.stringify(name.slice(0, 60));
    if (!view.written.some((column) => column.name === name)) {
      throw new CsvMistake(head.line, word("notWritten", { column: shown }));
    }
    if (names.indexOf(name) < i) throw new CsvMistake(head.line, word("twice", { column: shown }));
  }
  const found: { line: number; given: Given }[] = [];
  for (const { line, cells } of lines) {
    if (found.length === MOST_LINES) {
      throw new CsvMistake(line, word("mostRows", { n: MOST_LINES }));
    }
    if (cells.length !== names.length) {
      throw new CsvMistake(line, word("cells", { found: cells.length, expected: names.length }));
    }
    found.push({ line, given: toGiven(view, names, cells) });
  }
  return found;
}

function toGiven(view: View, names: readonly string[], cells: readonly (string | null)[]): Given {
  return {
    isExact: true,
    textOf: (name) => {
      const cell = cells[names.indexOf(name)] ?? undefined;
      if (cell === undefined) return undefined;
      const kind = view.written.find((column) => column.name === name)?.kind;
      return kind === "text" || kind === "any" || kind === "json" ? fromCsvText(cell) : cell;
    },
  };
}

function toUtf8(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CsvMistake(1, word("notUtf8"));
  }
}
