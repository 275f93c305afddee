/** Values of columns as the texts of forms and files, and back. */
import { parseJson } from "../../lib/data/backend.ts";
import type { TableColumn } from "../../types.ts";
import { word } from "./messages.ts";

/** What a text is as a value of its column, or what is wrong with it, for the user. */
export type Parsed = { readonly value: unknown } | { readonly error: string };

/** A value as a text: as files have it, and the history. Null is the empty text. */
export function toText({ kind }: Pick<TableColumn, "kind">, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return "";
    const text = value.toISOString();
    return kind === "date" ? text.slice(0, 10) : text.replace(".000Z", "Z");
  }
  if (value instanceof Uint8Array) return `(${value.length} bytes)`;
  // What an `any` column has is shown as it is; a text in a JSON column is a text of JSON.
  if (kind === "json" || typeof value === "object") return toJson(value);
  return String(value);
}

/** A value as the text of its control: times have no zone there, they are of UTC. */
export function toControlText(column: Pick<TableColumn, "kind">, value: unknown): string {
  const isJson = column.kind === "json" && value !== null && value !== undefined;
  const text = isJson ? toJson(value, 2) : toText(column, value);
  return column.kind === "datetime" ? text.replace(/(?::00)?Z$/, "") : text;
}

/** Reads the text of a form or a file. An empty one is null, but for texts. */
export function fromText(
  { kind, choices, items }: Pick<TableColumn, "kind" | "choices" | "items">,
  text: string,
): Parsed {
  const parsed = kind === "text" ? readPlain(text) : readKind(kind, text.trim());
  if ("error" in parsed || parsed.value === null) return parsed;
  if (items && !Array.isArray(parsed.value)) return { error: word("list") };
  if (!choices || choices.includes(parsed.value)) return parsed;
  if (text === "") return { value: null };
  return { error: word("chooseOf", { choices: choices.map(String).join(", ") }) };
}

/** Whether two texts are the same, as browsers write line ends of their own. */
export function isSameText(a: string, b: string): boolean {
  return a === b || toLines(a) === toLines(b);
}

function toLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, one) => typeof one === "bigint" ? `${one}` : one, indent) ?? "";
}

function readPlain(text: string): Parsed {
  if (text.includes("\0") || !text.isWellFormed()) return { error: word("text") };
  return { value: toLines(text) };
}

function readKind(kind: TableColumn["kind"], text: string): Parsed {
  if (text === "") return { value: null };
  switch (kind) {
    case "integer":
      return readInteger(text);
    case "bigint": {
      const value = /^[+-]?\d{1,19}$/.test(text) ? BigInt(text.replace("+", "")) : undefined;
      if (value !== undefined && BigInt.asIntN(64, value) === value) return { value };
      return { error: word("wholeNumber") };
    }
    case "float":
      return FLOAT.test(text) && Number.isFinite(Number(text))
        ? { value: Number(text) }
        : { error: word("number") };
    case "boolean":
      return readBoolean(text);
    case "date":
    case "datetime":
      return readDate(kind, text);
    case "json":
      return readJson(text);
    case "bytes":
      return { error: word("notText") };
    default: {
      const plain = readPlain(text);
      if ("error" in plain) return plain;
      return String(Number(text)) === text ? readInteger(text, Number(text)) : plain;
    }
  }
}

const FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function readInteger(text: string, other?: number): Parsed {
  if (!/^[+-]?\d+$/.test(text)) {
    return other !== undefined && Number.isFinite(other)
      ? { value: other }
      : { error: word("wholeNumber") };
  }
  if (Number.isSafeInteger(Number(text))) return { value: Number(text) };
  return { error: word("mostNumber", { most: Number.MAX_SAFE_INTEGER }) };
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "on", "1", "t", "y"].map((text) => [text, true] as const),
  ...["false", "no", "off", "0", "f", "n"].map((text) => [text, false] as const),
]);

function readBoolean(text: string): Parsed {
  const value = BOOLEANS.get(text.toLowerCase());
  return value === undefined ? { error: word("boolean") } : { value };
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?$/;

function readDate(kind: "date" | "datetime", text: string): Parsed {
  const error = kind === "date" ? word("date") : word("dateTime");
  const [, day = text, time, zone = "Z"] = TIME.exec(text) ?? [];
  if (!DATE.test(day) || kind === "date" && time !== undefined) return { error };
  // JavaScript takes 30 February for 2 March.
  const midnight = new Date(`${day}T00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) {
    return { error };
  }
  const value = time === undefined ? midnight : new Date(`${day}T${time}${zone}`);
  return Number.isNaN(value.getTime()) ? { error } : { value };
}

function readJson(text: string): Parsed {
  try {
    return { value: parseJson(text) };
  } catch (error) {
    // What is nested too deep overflows the stack.
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return { error: word("json", { object: '{"a": 1}' }) };
  }
}
