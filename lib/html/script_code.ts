/** Values that are filled into code of JavaScript. */
import { jsonForScript } from "./escape.ts";

/**
 * Replaces `{name}` in code by the value as JSON. Throws a TypeError where that is within quotes, a
 * pattern or a comment: the quotes of the JSON would end it, and what is in the value would be code.
 */
export function fillCode(code: string, values: Readonly<Record<string, unknown>>): string {
  const isOwn = (name: string) => Object.hasOwn(values, name);
  for (const text of findTexts(code, isOwn)) {
    const name = [...text.matchAll(PLACES)].map(([, name]) => name!).find(isOwn);
    if (name === undefined) continue;
    throw new TypeError(
      `Cannot fill in {${name}}: found ${
        text.slice(0, 80)
      } around it, expected no quotes, pattern ` +
        `or comment, as in f({${name}}) or "Hello " + {${name}}`,
    );
  }
  return code.replace(PLACES, (all, name) => isOwn(name) ? jsonForScript(values[name]) : all);
}

const PLACES = /\{(\w+)\}/g;
const PLACE = /\{(\w+)\}/y;
const BLANK = /\s+/y;
const COMMENT = /\/\/.*|\/\*[^]*?(?:\*\/|$)/y;
const QUOTED = /"(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?/y;
const PATTERN = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//y;
const WORD = /[\w$\u0080-\uffff]+/y;
const STEP = /\+\+|--/y;
/** A template up to its end, or to code within it, with the name if that is all of the code. */
const TEMPLATE = /(?:\\[^]|\$(?!\{)|[^`\\$])*(?:`|\$\{(?=(\w*\})?)|$)/y;

/** Words that are no value: a slash after them begins a pattern, and elsewhere divides. */
const BEFORE_VALUE = /^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$/;

/** Words whose parentheses are no value either. */
const BEFORE_STATEMENT = /^(?:if|while|for|with)$/;

/** Finds the texts, patterns and comments of code (ECMAScript, 12). */
function* findTexts(code: string, isOwn: (name: string) => boolean): Generator<string> {
  const open: ("(" | "if" | "{" | "`")[] = [];
  let at = 0, isValue = false, word = "";
  const take = (token: RegExp): RegExpExecArray | null => {
    token.lastIndex = at;
    const found = token.exec(code);
    at += found?.[0].length ?? 0;
    return found;
  };
  const takeTemplate = (): string => {
    const [text, name = ""] = take(TEMPLATE)!;
    isValue = !text.endsWith("${");
    if (!isValue) open.push("`");
    return text + name;
  };
  while (at < code.length) {
    if (take(BLANK) || take(STEP)) continue;
    const comment = take(COMMENT);
    if (comment) {
      yield comment[0];
      continue;
    }
    const before = word;
    word = take(WORD)?.[0] ?? "";
    if (word) {
      isValue = !BEFORE_VALUE.test(word);
      continue;
    }
    const text = take(QUOTED) ?? (isValue ? null : take(PATTERN));
    if (text) yield text[0];
    const place = text ?? take(PLACE);
    if (text || place && isOwn(place[1]!)) {
      isValue = true;
      continue;
    }
    at -= place?.[0].length ?? 0;
    const sign = code[at++]!;
    const opened = ")}".includes(sign) ? open.pop() : undefined;
    if (sign === "(") open.push(BEFORE_STATEMENT.test(before) ? "if" : "(");
    if (sign === "{") open.push("{");
    isValue = sign === "]" || sign === ")" && opened !== "if";
    if (sign === "`" || opened === "`") yield takeTemplate();
  }
}
