/** Flags without which a pattern is still one; without `u` or `v` it may not be. */
const FLAGS = "gimsy";

const CLASSES: Readonly<Record<string, string>> = {
  "\\d": "\\D",
  "\\D": "\\d",
  "\\w": "\\W",
  "\\W": "\\w",
  "\\s": "\\S",
  "\\S": "\\s",
  "\\b": "",
  "\\B": "",
};

/** The pieces that are changed outside a class such as `[a-z]`. */
const PIECES: Readonly<Record<string, string>> = {
  ...CLASSES,
  "^": "",
  "$": "",
  "*": "+",
  "+": "*",
  "?": "",
  "(?=": "(?!",
  "(?!": "(?=",
  "(?<=": "(?<!",
  "(?<!": "(?<=",
  "[": "[^",
  "[^": "[",
};

/** The patterns that differ in one piece from a literal such as `/^a+$/g`: an anchor, a flag, … */
export function changeRegex(literal: string): string[] {
  const end = literal.lastIndexOf("/");
  const source = literal.slice(1, end), flags = literal.slice(end + 1);
  return [
    ...changeSource(source).map((changed) => `/${changed}/${flags}`),
    ...[...flags].filter((flag) => FLAGS.includes(flag))
      .map((flag) => `/${source}/${flags.replace(flag, "")}`),
  ].filter(isPattern);
}

function changeSource(source: string): string[] {
  const changed: string[] = [];
  let inClass = false;
  for (const { 0: piece, index } of source.matchAll(/\\.|\(\?<?[=!:]|\(\?<\w+>|\[\^?|\]|[^]/g)) {
    const to = (inClass ? CLASSES : PIECES)[piece];
    // \b is a backspace in a class
    if (to !== undefined && !(inClass && to === "")) {
      changed.push(source.slice(0, index) + to + source.slice(index + piece.length));
    }
    if (piece.startsWith("[")) inClass = true;
    if (piece === "]") inClass = false;
  }
  return changed;
}

function isPattern(literal: string): boolean {
  const end = literal.lastIndexOf("/");
  try {
    new RegExp(literal.slice(1, end), literal.slice(end + 1));
    return end > 1;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
