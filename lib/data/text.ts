import { DataError, shown } from "./errors.ts";
import type { SqlText } from "./types.ts";

interface Template {
  pieces: string[];
  /** What stands between the pieces: a name, or "?" . */
  names: string[];
}

const templates = new Map<string, Template>();

// what can hold a ? or a : that is no placeholder: texts, names, comments, casts, dollar quotes
const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|::|[?]|[:@$][A-Za-z_]\w*|['"`]|\/\*|[();]/g;

// the one statement that has others in it
const TRIGGER = /^\s*create\s+(?:temp\w*\s+)?trigger\b.*\bend\s*;?\s*$/is;

/**
 * Puts values into SQL text in place of `?` (a list, or one value) or `:name` (an object). The text
 * is one statement, or a part of one whose brackets match: a value never becomes SQL.
 */
export function toSqlText(
  sql: string,
  args: unknown,
  encode: (value: unknown) => unknown,
): SqlText {
  const { pieces, names } = template(sql);
  const named = names.some((name) => name !== "?");
  const given: unknown[] = named ? lookUp(sql, names, args) : toList(args);
  if (given.length !== names.length) {
    throw new DataError(
      `Cannot run ${shown(sql)}: it has ${given.length} values, expected ${names.length}`,
    );
  }
  return { pieces, values: given.map(encode) };
}

function toList(args: unknown): unknown[] {
  if (args === undefined) return [];
  return Array.isArray(args) ? args : [args];
}

function lookUp(sql: string, names: string[], args: unknown): unknown[] {
  return names.map((name) => {
    if (typeof args === "object" && args !== null && Object.hasOwn(args, name)) {
      return (args as Record<string, unknown>)[name];
    }
    throw new DataError(`Cannot run ${shown(sql)}: no value for :${name}, expected { ${name}: … }`);
  });
}

function template(sql: string): Template {
  const known = templates.get(sql);
  if (known) return known;
  const parsed = parse(sql);
  // where texts are written by the programmer, so few; this is for the one who writes values into them
  if (templates.size > 1000) templates.clear();
  templates.set(sql, parsed);
  return parsed;
}

function parse(sql: string): Template {
  const pieces: string[] = [];
  const names: string[] = [];
  let from = 0;
  let depth = 0;
  let end = sql.length;
  const isTrigger = TRIGGER.test(sql);
  const refuse = (why: string) => new DataError(`Cannot run ${shown(sql)}: ${why}`);
  for (const { 0: token, index } of sql.matchAll(TOKEN)) {
    if (/^(?:--|\/\*.)/s.test(token)) continue;
    if (token === ";" && !isTrigger) end = Math.min(end, index);
    else if (token === "(") depth++;
    else if (token === ")" && --depth < 0) throw refuse("a bracket closes that was not opened");
    else if (/^(?:['"`]|\/\*)$/.test(token)) throw refuse(`${token} is not closed`);
    else if (token === "?" || /^[:@$]\w+$/.test(token)) {
      pieces.push(sql.slice(from, index));
      names.push(token === "?" ? "?" : token.slice(1));
      from = index + token.length;
    }
  }
  if (depth > 0) throw refuse("a bracket is not closed");
  pieces.push(sql.slice(from));
  if (/\S/.test(sql.slice(end + 1).replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ""))) {
    throw refuse("it goes on after a semicolon, expected one statement");
  }
  return { pieces, names };
}
