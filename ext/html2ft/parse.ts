/** Parses HTML, within limits: what others wrote costs no more than a page does. */
import {
  defaultTreeAdapter,
  type DefaultTreeAdapterTypes as Tree,
  parse as parseDocument,
  parseFragment,
  type TreeAdapter,
} from "parse5";

/** The largest text, in characters (UTF-16 units). */
const MAX_LENGTH = 1_000_000;
/**
 * The largest number of elements, attributes and comments. A hundred different `<b>` that a `<p>`
 * left open are repeated in each of 10,000 more, by the rules of HTML: a million elements of 40 kB.
 */
const MAX_PARTS = 20_000;
/** The largest depth. Parsers look through all open elements, and every line is indented by them. */
const MAX_DEPTH = 256;

/** Parses a fragment, or a document with its doctype. Throws a RangeError past a limit. */
export function parse(text: string): Tree.Document | Tree.DocumentFragment {
  if (text.length > MAX_LENGTH) throw tooLarge(`${text.length} characters`, MAX_LENGTH);
  const options = { scriptingEnabled: false, treeAdapter: limited() };
  return isDocument(text) ? parseDocument(text, options) : parseFragment(text, options);
}

/** Skips spaces and comments by hand: a pattern for them would backtrack. */
function isDocument(text: string): boolean {
  let at = skipSpaces(text, 0);
  while (text.startsWith("<!--", at)) {
    const end = text.indexOf("-->", at + 2); // "<!-->" is a whole comment.
    if (end < 0) return false;
    at = skipSpaces(text, end + 3);
  }
  return /^<(!doctype|html)\b/i.test(text.slice(at, at + 10));
}

function skipSpaces(text: string, at: number): number {
  while (/^\s$/.test(text.charAt(at))) at++;
  return at;
}

/** The parser's own tree, which counts what goes into it. */
function limited(): TreeAdapter<Tree.DefaultTreeAdapterMap> {
  let parts = 0, depth = 0;
  const count = (more: number) => {
    parts += more;
    if (parts > MAX_PARTS) throw tooLarge("more elements and attributes", MAX_PARTS);
  };
  return {
    ...defaultTreeAdapter,
    createElement(name, namespace, attrs) {
      count(1 + attrs.length);
      return defaultTreeAdapter.createElement(name, namespace, attrs);
    },
    createCommentNode(data) {
      count(1);
      return defaultTreeAdapter.createCommentNode(data);
    },
    // A second <html> or <body> gives its attributes to the first, which looks through its own.
    adoptAttributes(element, attrs) {
      count(1 + element.attrs.length);
      defaultTreeAdapter.adoptAttributes(element, attrs);
    },
    onItemPush() {
      if (++depth > MAX_DEPTH) throw tooLarge("more elements in each other", MAX_DEPTH);
    },
    onItemPop() {
      depth--;
    },
  };
}

function tooLarge(found: string, most: number): RangeError {
  return new RangeError(`Cannot convert HTML: ${found}, expected at most ${most}`);
}
