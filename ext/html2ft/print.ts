/** Calls as formatted TypeScript text. */
import type { Call } from "./calls.ts";

/** The largest width of a line. */
export const WIDTH = 100;

/** Prints calls as `deno fmt` does: on one line if they fit, or else one argument per line. */
export function print(calls: readonly (Call | string)[], attrsFirst: boolean): string {
  const printer = new Printer(attrsFirst);
  if (calls.length === 1) printer.print(calls[0], "");
  else printer.printList(calls);
  return printer.parts.join("");
}

class Printer {
  /** Joined once, at the end: texts of texts would be copied at each level. */
  readonly parts: string[] = [];
  readonly #attrsFirst: boolean;
  /**
   * The calls on one line, or undefined if too long. Kept, as each element around a call asks for
   * it.
   */
  readonly #lines = new Map<Call, string | undefined>();

  constructor(attrsFirst: boolean) {
    this.#attrsFirst = attrsFirst;
  }

  printList(calls: readonly (Call | string)[]): void {
    const line = this.#join(calls);
    if (line !== undefined && fits(`[${line}]`, "")) this.parts.push(`[${line}]`);
    else {
      this.parts.push("[\n");
      this.#printArgs(calls, "  ");
      this.parts.push("]");
    }
  }

  print(call: Call | string, indent: string): void {
    const line = typeof call === "string" ? quote(call) : this.#toLine(call);
    if (typeof call === "string" || line !== undefined && fits(line, indent)) {
      this.parts.push(line!);
      return;
    }
    const inner = `${indent}  `;
    const { open, children, attrs } = call;
    // A last object literal begins on the line of its function.
    const before = children.length < 2 && (!this.#attrsFirst || children.length === 0)
      ? this.#join(children)
      : undefined;
    const start = before && `${before}, `;
    if (attrs.length > 0 && start !== undefined && fits(start, inner)) {
      this.parts.push(`${open}${start}${printObject(attrs, indent)})`);
      return;
    }
    const object = attrs.length > 0 ? [`${inner}${printObject(attrs, inner)},\n`] : [];
    this.parts.push(`${open.trimEnd()}\n`, ...this.#attrsFirst ? object : []);
    this.#printArgs(children, inner);
    this.parts.push(...this.#attrsFirst ? [] : object, `${indent})`);
  }

  #printArgs(calls: readonly (Call | string)[], indent: string): void {
    for (const call of calls) {
      this.parts.push(indent);
      this.print(call, indent);
      this.parts.push(",\n");
    }
  }

  #toLine(call: Call): string | undefined {
    if (!this.#lines.has(call)) this.#lines.set(call, this.#makeLine(call));
    return this.#lines.get(call);
  }

  #makeLine({ open, attrs, children }: Call): string | undefined {
    const others = this.#join(children);
    if (others === undefined) return undefined;
    const object = attrs.length > 0 ? toObject(attrs) : "";
    const args = (this.#attrsFirst ? [object, others] : [others, object]).filter(Boolean);
    return `${args.length > 0 ? open : open.replace(/, $/, "")}${args.join(", ")})`;
  }

  /** Puts calls on one line with commas between. Returns undefined as soon as it is too long. */
  #join(calls: readonly (Call | string)[]): string | undefined {
    const lines: string[] = [];
    let length = 0;
    for (const call of calls) {
      const line = typeof call === "string" ? quote(call) : this.#toLine(call);
      if (line === undefined || !fits(line, "")) return undefined;
      length += line.length;
      if (length > WIDTH) return undefined;
      lines.push(line);
    }
    return lines.join(", ");
  }
}

function printObject(attrs: readonly string[], indent: string): string {
  const line = toObject(attrs);
  return fits(line, indent)
    ? line
    : `{\n${attrs.map((a) => `${indent}  ${a},\n`).join("")}${indent}}`;
}

function toObject(attrs: readonly string[]): string {
  return `{ ${attrs.join(", ")} }`;
}

function fits(line: string, indent: string): boolean {
  return indent.length + line.length < WIDTH && !line.includes("\n");
}

function quote(text: string): string {
  // A template literal would turn CR LF into LF.
  if (!text.includes("\n") || text.includes("\r")) return JSON.stringify(text);
  return `\`${text.replace(/[`\\]|\$(?=\{)/g, "\\$&")}\``;
}
