import { deepStrictEqual } from "node:assert";
import { countPython, countTypeScript } from "./lines.ts";

Deno.test("countTypeScript() leaves out imports, comments and blank lines, not those in text", () => {
  const code = `/** A page. */
import { P,
  type FT } from "x";
import "y";

// A comment.
const a = 1; // behind code
/* Two
   lines */
const text = \`one

  // two \${a /* none */}
\`;
/** Documented. */
export function f() {
  // inside
  return text;
}
await import("z");
`;
  // const a; text and its three lines that are not blank; f and its body; import().
  deepStrictEqual(countTypeScript(code), 1 + 3 + 3 + 1);
  deepStrictEqual(countTypeScript(""), 0);
});

Deno.test("countPython() leaves out imports, comments, docstrings and blank lines", () => {
  const code = `#!/usr/bin/env python
"""The module,
in two lines."""
from x import (a,
  b)  # imports
import y

@rt
def f(a="# no comment", b='it\\'s'):
    'A docstring.'
    css = """
  one

  two"""
    return g(a,  # a comment
             [b,

              "text alone"])
    # a comment
x = 1 + \\
    2
`;
  // @rt and def; css and its two lines that are not blank; return and its two; x and its second.
  deepStrictEqual(countPython(code), 2 + 3 + 3 + 2);
  deepStrictEqual(countPython("x = 1"), 1);
});
