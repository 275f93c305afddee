/**
 * The words of a source file that may be class names: those of its strings, without its comments.
 * Written by hand, since a library's tokens of 225 files took 86 ms, and these take 15.
 */

/** Adds the words of all strings of a program, and the keys of `cls: { word: isOn }`. */
export function addWords(source: string, words: Set<string>): void {
  for (const text of toStrings(source)) {
    addWordsOf(text, words);
    // The raw text is what String.raw makes of it.
    if (text.includes("\\")) addWordsOf(toValue(text), words);
  }
  for (const { index } of source.matchAll(CLASS_VALUE)) {
    for (const [name] of toBalanced(source, index).matchAll(KEY)) words.add(name);
  }
}

/** Adds the class names of HTML, also in Markdown: those of `class` attributes alone. */
export function addClasses(html: string, words: Set<string>): void {
  for (const [, , text] of html.matchAll(CLASS_ATTRIBUTE)) addWordsOf(text!, words);
}

/** Adds each word, and the parts of words such as `class="flex` and `{'hidden':!isOpen}`. */
export function addWordsOf(text: string, words: Set<string>): void {
  if (text.includes("class=")) addClasses(text, words);
  for (const word of text.split(/\s+/)) {
    if (word.length > LONGEST || !LETTER.test(word)) continue;
    if (START.test(word)) words.add(word);
    if (!DIVIDER.test(word)) continue;
    for (const part of word.split(DIVIDER)) if (START.test(part)) words.add(part);
  }
}

/** In UTF-16 units. A class name may hold a picture as a data: URL. */
const LONGEST = 2000;

const LETTER = /[a-z]/;
const START = /^[a-z0-9@*!\-[(]/;

/** What is around names in HTML and in the expressions of Alpine and hyperscript, as in `.hidden`. */
const DIVIDER = /^\.|["'`<>=]+/;

const CLASS_ATTRIBUTE = /\bclass(?:Name)?=(["'])([^]*?)\1/g;

/** The value of an attribute of classes that is an object, or a list of such. */
const CLASS_VALUE = /(?<=\b(?:cls|class|className)["']?:\s*)[[{]/g;
const KEY = /(?<![\w$."'`-])[a-z][a-z0-9]*(?=\s*[:,}])/g;

/** An opening bracket, and all up to where it is closed, in what one would still read. */
function toBalanced(source: string, start: number): string {
  const end = Math.min(source.length, start + LONGEST);
  let depth = 0;
  for (let at = start; at < end; at++) {
    if ("[{".includes(source[at]!)) depth++;
    else if ("]}".includes(source[at]!) && --depth === 0) return source.slice(start, at + 1);
  }
  return "";
}

/**
 * Comments, strings, the start of a template, braces, a slash that may begin a regular expression.
 * A quote after a letter is an apostrophe in JSX, and two slashes after a colon are a URL in it.
 */
const TOKEN =
  /(?<!:)\/\/.*|\/\*[^]*?(?:\*\/|$)|"[^"\\\n]*(?:\\[^][^"\\\n]*)*"|(?<![\w$])'[^'\\\n]*(?:\\[^][^'\\\n]*)*'|[`{}/]/g;

const CHUNK = /[^`\\$]*(?:(?:\\[^]|\$(?!\{))[^`\\$]*)*(`|\$\{|$)/y;
const REGEX = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,500}\]){1,2000}\/[a-z]*/y;

/** The texts of all strings, as they are written; each template in the pieces between its values. */
export function toStrings(source: string): string[] {
  const texts: string[] = [];
  /** How many braces are open in the value of each template around. */
  const depths: number[] = [];
  let comment = { start: 0, end: 0 };
  const readChunk = (from: number): number => {
    CHUNK.lastIndex = from;
    const [text, end] = CHUNK.exec(source)!;
    texts.push(text.slice(0, text.length - end!.length));
    if (end === "${") depths.push(0);
    return from + text.length;
  };
  const token = new RegExp(TOKEN);
  for (let found; (found = token.exec(source));) {
    const [text] = found, { index } = found, top = depths.length - 1;
    if (text.startsWith("//") || text.startsWith("/*")) {
      comment = { start: toCode(source, index, comment), end: index + text.length };
    } else if (text === "`") {
      token.lastIndex = readChunk(index + 1);
    } else if (text === "{") {
      if (top >= 0) depths[top]!++;
    } else if (text === "}") {
      if (top < 0) continue;
      if (depths[top]! > 0) depths[top]!--;
      else {
        depths.pop();
        token.lastIndex = readChunk(index + 1);
      }
    } else if (text === "/") {
      REGEX.lastIndex = index;
      if (isValueNext(source, toCode(source, index, comment)) && REGEX.test(source)) {
        token.lastIndex = REGEX.lastIndex;
      }
    } else {
      texts.push(text.slice(1, -1));
    }
  }
  return texts;
}

/** Where the code before this ends, without spaces and the last comment. */
function toCode(source: string, at: number, comment: { start: number; end: number }): number {
  for (; at > 0; at--) {
    if (at === comment.end) at = comment.start;
    if (!/\s/.test(source[at - 1] ?? "")) return at;
  }
  return 0;
}

/** Whether a value follows here, so that a slash begins a regular expression and divides nothing. */
function isValueNext(source: string, at: number): boolean {
  const before = source.slice(Math.max(0, at - 12), at);
  if (/\w$/.test(before)) return WORD_BEFORE_VALUE.test(before);
  return /(?:^|[=(,:[!&|?{;~^%*]|=>|(?<!\+)\+|(?<!-)-)$/.test(before);
}

const WORD_BEFORE_VALUE =
  /(?:^|[^\w$.])(?:return|typeof|case|do|else|in|of|void|delete|throw|instanceof|await|yield)$/;

const ESCAPE = /\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|([^]))/gi;

/** What a string means as it is written: without backslashes. */
function toValue(text: string): string {
  return text.replace(ESCAPE, (_, long, short, byte, plain: string) => {
    const code = long ?? short ?? byte;
    if (code !== undefined) return String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff));
    return /[nrtvfb0]/.test(plain) ? " " : plain === "\n" ? "" : plain;
  });
}
