/** The text of a CREATE TABLE statement in parts, so that a change keeps what it does not touch. */

/** A table's columns and constraints, each in the words of the program that declared it. */
export interface Definition {
  readonly columns: readonly ColumnText[];
  readonly constraints: readonly Clause[];
  /** What follows the last bracket: `STRICT`, `WITHOUT ROWID`. */
  readonly suffix: string;
}

/** A column: `"name" varchar(20) NOT NULL COLLATE nocase`. */
export interface ColumnText {
  readonly name: string;
  /** The name as it is written there. */
  readonly quoted: string;
  /** The declared type, which may be empty. */
  readonly type: string;
  readonly clauses: readonly Clause[];
}

/** A constraint or another clause: `CONSTRAINT positive CHECK (n > 0)`. */
export interface Clause {
  /** Its first keyword, after a name: `CHECK`. */
  readonly kind: string;
  readonly text: string;
  /** The names in its brackets, in lower case, which may be columns of this table. */
  readonly names: readonly string[];
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[\d.]+|\S/g;

const NAME = /^["`[A-Za-z_\u0080-\uffff]/;

const CONSTRAINT_STARTS = new Set(["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]);

const COLUMN_STARTS = new Set(
  "CONSTRAINT PRIMARY NOT NULL UNIQUE CHECK DEFAULT COLLATE REFERENCES GENERATED AS".split(" "),
);

/** Reads the statement as `sqlite_schema` has it, so that its brackets and quotes come in pairs. */
export function parseDefinition(sql: string): Definition {
  const tokens = toTokens(sql);
  const columns: ColumnText[] = [];
  const constraints: Clause[] = [];
  const from = tokens.findIndex(({ text }) => text === "(") + 1;
  let to = from, first = from;
  for (let depth = 1; depth > 0; to++) {
    const { text } = tokens[to];
    if (text === "(") depth++;
    else if (text === ")") depth--;
    if (depth > 1 || depth === 1 && text !== ",") continue;
    const item = tokens.slice(first, to);
    if (CONSTRAINT_STARTS.has(keywordOf(item[0]))) {
      constraints.push(...toClauses(sql, item, CONSTRAINT_STARTS));
    } else columns.push(toColumn(sql, item));
    first = to + 1;
  }
  return { columns, constraints, suffix: sql.slice(tokens[to - 1].end) };
}

/** A column as SQL. */
export function toColumnText({ quoted, type, clauses }: ColumnText): string {
  return [quoted, type, ...clauses.map(({ text }) => text)].filter(Boolean).join(" ");
}

/** The names that an index's statement may use as columns, in lower case. */
export function toIndexedNames(sql: string): string[] {
  return namesOf(toTokens(sql));
}

function toTokens(sql: string): Token[] {
  return Array.from(
    sql.matchAll(TOKEN),
    ({ 0: text, index }): Token => ({ text, start: index, end: index + text.length }),
  ).filter(({ text }) => !/^(?:--|\/\*)/.test(text));
}

function toColumn(sql: string, [name, ...rest]: Token[]): ColumnText {
  const end = rest.findIndex((_, i) => isStart(rest, i, COLUMN_STARTS));
  const type = end < 0 ? rest : rest.slice(0, end);
  return {
    name: toName(name.text),
    quoted: name.text,
    type: textOf(sql, type),
    clauses: toClauses(sql, rest.slice(type.length), COLUMN_STARTS),
  };
}

function toClauses(sql: string, tokens: Token[], starts: ReadonlySet<string>): Clause[] {
  const found: number[] = [];
  let depth = 0;
  tokens.forEach(({ text }, i) => {
    if (text === "(") depth++;
    else if (text === ")") depth--;
    else if (depth === 0 && isStart(tokens, i, starts)) found.push(i);
  });
  return found.map((start, i) => toClause(sql, tokens.slice(start, found[i + 1])));
}

/** Whether a clause begins here: not at the NULL of DEFAULT NULL or ON DELETE SET NULL. */
function isStart(tokens: Token[], i: number, starts: ReadonlySet<string>): boolean {
  const keyword = keywordOf(tokens[i]);
  const isNamed = keywordOf(tokens[i - 2]) === "CONSTRAINT";
  if (!starts.has(keyword) || isNamed) return false;
  const before = keywordOf(tokens[i - 1]);
  if (keyword === "NOT") return keywordOf(tokens[i + 1]) === "NULL";
  if (keyword === "AS") return before !== "ALWAYS";
  return before !== "SET" && (keyword !== "NULL" || before !== "NOT" && before !== "DEFAULT");
}

function toClause(sql: string, tokens: Token[]): Clause {
  const kind = keywordOf(tokens[keywordOf(tokens[0]) === "CONSTRAINT" ? 2 : 0]);
  const end = tokens.findIndex((token) => keywordOf(token) === "REFERENCES");
  return {
    kind,
    text: textOf(sql, tokens),
    names: namesOf(end < 0 ? tokens : tokens.slice(0, end)),
  };
}

function namesOf(tokens: readonly Token[]): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const token of tokens) {
    const { text } = token;
    if (text === "(" || keywordOf(token) === "WHERE") depth++;
    else if (text === ")") depth--;
    else if (depth > 0 && NAME.test(text)) names.push(toName(text).toLowerCase());
  }
  return names;
}

function textOf(sql: string, tokens: Token[]): string {
  return tokens.length > 0 ? sql.slice(tokens[0].start, tokens.at(-1)!.end) : "";
}

/** A word in capitals: quoted names are no keywords. */
function keywordOf(token: Token | undefined): string {
  return token?.text.toUpperCase() ?? "";
}

function toName(text: string): string {
  const [quote] = text;
  if (quote === "[") return text.slice(1, -1);
  return /["'`]/.test(quote) ? text.slice(1, -1).replaceAll(quote + quote, quote) : text;
}
