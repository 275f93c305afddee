/** Blocks of code: their title, their copy button, imports folded, and lines that are new. */
import {
  Button,
  Code,
  Details,
  Div,
  Figcaption,
  Figure,
  type FT,
  Pre,
  Safe,
  Span,
  Summary,
} from "@fasthtml/fasthtml";
import { highlightHtml } from "@fasthtml/fasthtml/ext/highlight";

/** What a block is shown with. */
export interface CodeLooks {
  /** The name of its file, or what else is above it. */
  readonly title?: string | undefined;
  /** The program of the step before: lines that it does not have are marked. */
  readonly before?: string | undefined;
}

/** The number of lines of imports from which on they are folded. */
const MANY = 5;

const NAMES: Readonly<Record<string, string>> = {
  sh: "Terminal",
  text: "Output",
};

/** An import on one line, which is shown on several where it is too long for the page. */
const IMPORT = /^import .*;$/;

/** Shows a block of code. */
export function CodeBlock(text: string, language: string, looks: CodeLooks = {}): FT {
  const { title = NAMES[language] ?? "", before } = looks;
  const lines = toLines(text, language), sources = text.split("\n");
  const fresh = before === undefined ? new Set<number>() : newLines(before, text);
  const row = (html: string, at: number) =>
    Span(
      {
        cls: ["line", fresh.has(at) && "is-new", IMPORT.test(sources[at]!) && "is-import"],
      },
      Safe(html),
      "\n",
    );
  const imports = /^(?:import\s[^;]*;\n)+/.exec(text)?.[0].split("\n").length ?? 1;
  const count = language === "ts" && imports - 1 >= MANY ? imports - 1 : 0;
  const code = (rows: readonly FT[]): FT =>
    Pre(
      { tabindex: "0" }, // It is scrolled by keys where it is too wide.
      Code({ cls: language && `language-${language}` }, rows),
    );
  const rows = lines.map(row);
  const freshImports = [...fresh].filter((at) => at < count).length;
  return Figure(
    { cls: ["code", title === "" && fresh.size === 0 && "is-plain"], data_code: true },
    Figcaption(
      Span({ cls: "code-title" }, title),
      fresh.size > 0 && Span({ cls: "code-note" }, `${fresh.size} new lines`),
      Button({ type: "button", cls: "copy ui-scripted", data_copy: true }, "Copy"),
    ),
    count > 0
      ? Div(
        { cls: "code-parts" },
        Details(
          Summary(toImportsLabel(text.slice(0, 4000), freshImports)),
          code(rows.slice(0, count)),
        ),
        code(rows.slice(lines[count] === "" ? count + 1 : count)),
      )
      : code(rows),
  );
}

function toImportsLabel(text: string, fresh: number): string {
  const count = text.match(/^import\s/gm)?.length ?? 0;
  const what = count === 1 ? "1 import" : `${count} imports`;
  return fresh === 0 ? what : `${what}, ${fresh} new ${fresh === 1 ? "line" : "lines"}`;
}

/** The lines of a block as HTML; an element that goes over several lines is in each of them. */
function toLines(text: string, language: string): string[] {
  const open: string[] = [];
  return highlightHtml(text.replace(/\n$/, ""), language).split("\n").map((line) => {
    const start = open.join("");
    for (const [tag] of line.matchAll(/<\/?span[^>]*>/g)) {
      if (tag.startsWith("</")) open.pop();
      else open.push(tag);
    }
    return `${start}${line}${"</span>".repeat(open.length)}`;
  });
}

/** Which lines of a text the text before does not have, in the order of both: from 0. */
export function newLines(before: string, after: string): Set<number> {
  const [a, b] = [before.split("\n"), after.replace(/\n$/, "").split("\n")];
  // The longest common part, from its end: length[i][j] is that of a from i and b from j.
  const length = Array.from(
    { length: a.length + 1 },
    () => new Array<number>(b.length + 1).fill(0),
  );
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i]![j] = a[i] === b[j]
        ? length[i + 1]![j + 1]! + 1
        : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
    }
  }
  const fresh = new Set<number>();
  for (let i = 0, j = 0; j < b.length;) {
    if (i < a.length && a[i] === b[j]) i++, j++;
    else if (i < a.length && length[i + 1]![j]! > length[i]![j + 1]!) i++;
    else {
      if (b[j]!.trim() !== "") fresh.add(j);
      j++;
    }
  }
  return fresh;
}
