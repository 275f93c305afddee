import { render, runJs } from "@fasthtml/fasthtml/html";
import { strictEqual, throws } from "node:assert";

/** What runs in a browser that gets this code. */
function filled(code: string, values: Record<string, unknown> = { t: '+alert("1")+' }): string {
  return /^<script [^>]*>([^]*)<\/script>$/.exec(render(runJs(code, values)) as string)![1]!;
}

const WITHIN = [
  'alert("{t}")',
  "alert('{t}')",
  "alert(`{t}`)",
  "alert(`Hello ${t}`)",
  "alert(`${a}{t}`)",
  'alert(`${f("{t}")}`)',
  "alert(`${{ a: `{t}` }}`)",
  '"a \\" {t}"',
  "'a \\' \" {t}'",
  '"it\'s {t}"',
  '"an open text {t}',
  "`an open template {t}",
  "f(/{t}/)",
  "f(/[/{t}]/)",
  "return /a{t}/.test(b)",
  "if (a) /{t}/.test(b)",
  "a = b\n/\"/.test(c) || f('{t}')",
  "while ((a)) /{t}/g",
  "// {t}",
  "f() // it's {t}",
  "/* {t} */",
  "/* an open comment {t}",
  'f(/"/, "{t}")',
  'f(a / b, "/", "{t}")',
  "x = {} \n/{t}/.test(a)",
];

Deno.test("runJs() rejects a value within quotes, a pattern or a comment", () => {
  for (const code of WITHIN) {
    throws(
      () => filled(code),
      { name: "TypeError", message: /^Cannot fill in \{t\}: found / },
      code,
    );
  }
  throws(() => filled('alert("{t}")'), {
    message: 'Cannot fill in {t}: found "{t}" around it, expected no quotes, pattern or comment, ' +
      'as in f({t}) or "Hello " + {t}',
  });
});

const OUTSIDE = [
  "alert({t})",
  'alert("Hello " + {t} + "!")',
  "alert(`Hello ${ {t} }`)",
  "alert(`a ${f(`b ${c} d`)} e` + {t})",
  "a = b / {t} / c",
  "a = {t} / {t} / 2",
  "a = (b) / {t} / c",
  "a = b[0] / {t} / c",
  "a++ / {t} / c",
  'a = "b" / {t} / c',
  "a = `b` / {t} / c",
  'f(/"/) + {t} + f(/"/)',
  "f(/[\"/]/, {t}, '\"')",
  "if (a) /'/.test(b) && f({t})",
  "a = '//' + {t}",
  "a = b // it's\n + {t}",
  "a = b /* it's */ + {t}",
  "const a = { b: {t} }; f(`'`, {t})",
  "f({t}, '{other}', \"{toString}\", /a{2}/)",
];

Deno.test("runJs() puts a value anywhere else", () => {
  for (const code of OUTSIDE) {
    strictEqual(filled(code), code.replaceAll("{t}", '"+alert(\\"1\\")+"'));
  }
});

Deno.test("runJs() leaves code alone that it has no values for", () => {
  for (const code of WITHIN) strictEqual(filled(code, {}), code);
});

Deno.test("runJs() reads long code in one go", () => {
  for (const part of ["'a' + ", "`${a}` + ", "/a/.b(", "(", "{", "`${", "//\n", "a /"]) {
    filled(part.repeat(20_000));
  }
});
