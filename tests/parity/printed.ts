/** What Python prints, for the applications of `tests/fixtures/golden/apps` that are ported here. */

/** A text that `repr()` prints as it is: a value of a type that only Python has. */
export class Printed {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Prints a value as Python's `repr()`. */
export function repr(value: unknown): string {
  if (value === undefined || value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return quote(value);
  if (value instanceof Printed) return value.text;
  if (value instanceof Date) return date(value);
  if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
  if (typeof value !== "object") return String(value);
  const entries = Object.entries(value).map(([name, item]) => `${quote(name)}: ${repr(item)}`);
  return `{${entries.join(", ")}}`;
}

/** Prints an instance as a dataclass, with all the fields that it reads as having. */
export function reprData(name: string, value: object, fields: string): string {
  const read = value as Record<string, unknown>;
  return `${name}(${fields.split(" ").map((field) => `${field}=${repr(read[field])}`).join(", ")})`;
}

/** Prints named values: `a=1 b='x'`. */
export function R(values: object): string {
  return Object.entries(values).map(([name, value]) => `${name}=${repr(value)}`).join(" ");
}

/** A number that Python prints with its point. */
export function float(value: number): Printed {
  return new Printed(Number.isInteger(value) ? `${value}.0` : String(value));
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t").replaceAll(mark, `\\${mark}`);
  return mark + escaped + mark;
}

/** Prints a point in time as Python's `datetime`. */
export function datetime(value: Date): Printed {
  const [year, month, day, hour, minute, second] = value.toISOString().split(/\D/).map(Number);
  const parts = [year, month, day, hour, minute, ...second ? [second] : []];
  return new Printed(`datetime.datetime(${parts.join(", ")})`);
}

function date(value: Date): string {
  const [year, month, day] = value.toISOString().split(/\D/).map(Number);
  return `datetime.date(${year}, ${month}, ${day})`;
}
