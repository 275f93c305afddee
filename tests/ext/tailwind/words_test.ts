import { deepStrictEqual } from "node:assert";
import ts from "typescript";
import { addClasses, addWords, toStrings } from "../../../ext/tailwind/words.ts";
import { ROOT, sources } from "../../house/_files.ts";

function wordsOf(source: string): string {
  const words = new Set<string>();
  addWords(source, words);
  return [...words].join(" ");
}

/** Sources, and the words in them. */
const CASES: Record<string, [source: string, words: string]> = {
  "double quotes": [`Div({ cls: "flex gap-2" })`, "flex gap-2"],
  "single quotes, spaces and line breaks": ["f(' p-1\\n\\\n  m-2\\t')", "p-1\\n\\ m-2\\t p-1 m-2"],
  "templates, and strings in their values": [
    'f(`p-4 ${on ? "block" : `a ${{ b: { c: "md:flex" } }} b`} mt-2`)',
    "p-4 block a md:flex b mt-2",
  ],
  "a template that is no value": ["f(`\\`esc \\${no} end`)", "esc end"],
  "no comments": ["// 'a'\n/* \"b\" `c` */ f('d') // 'e'", "d"],
  "no regular expressions": [
    `f(/["']a/.test("b") ? 'c' : /[/"]/.exec("d"))\nreturn /'/.test("e")`,
    "b c d e",
  ],
  "a regular expression after a comment": [`[ // one\n /a"b/, "c" ]`, "c"],
  "divisions": [`a++ / 2 + b / c; f("d") / (1) / x; f("e") /* " */ / g / "h"`, "d e h"],
  "JSX, with apostrophes, URLs and slashes": [
    `<p>don't, it's <a href={x}>http://a.b/</a><i class="flex" /></p><b className='w-1/2'/>\n` +
    `<p>{a}/{b}</p><i class="grid"/>`,
    "flex w-1/2 grid",
  ],
  "a quote that is open at the end of its line": [`a "b\nf("c")`, "c"],
  "a template that is open at the end": ["f(`a ${'b'", "a b"],
  "arbitrary values, properties and variants": [
    `f("grid-cols-[1fr_2fr] [mask-type:luminance] bg-(--own) hover:not-disabled:p-1 @md:flex ` +
    `2xl:m-1 p-2! !p-3 -mt-px h-2.5 *:m-0 bg-black/50")`,
    "grid-cols-[1fr_2fr] [mask-type:luminance] bg-(--own) hover:not-disabled:p-1 @md:flex " +
    "2xl:m-1 p-2! !p-3 -mt-px h-2.5 *:m-0 bg-black/50",
  ],
  "quotes in arbitrary values": [
    `f("before:content-['x']", 'after:content-[\\'\\\\2014\\']')`,
    "before:content-['x'] before:content-[ x after:content-[\\'\\\\2014\\'] after:content-[\\ " +
    "after:content-['\\2014'] after:content-[",
  ],
  "an equals sign in a variant": [
    `f('data-[state=open]:p-1')`,
    "data-[state=open]:p-1 data-[state open]:p-1",
  ],
  "HTML in a string": [
    `f('<p class="mx-1 before:content-[&]">a</p>')`,
    'mx-1 before:content-[&] p class="mx-1 class before:content-[&]">a</p> a',
  ],
  "Alpine and hyperscript": [
    `f({ _: "toggle .hidden", x_bind_class: "{'block':open}" })`,
    "toggle hidden block",
  ],
  "keys of an object of classes": [
    `Div({ cls: ["card", { grid: a, "inline-flex": b, hidden }] }); f({ table: 1 })`,
    "card inline-flex grid a b hidden",
  ],
  "escapes": [`f("\\u0066lex \\x67rid \\u{70}-1")`, "flex grid p-1"],
  "no words without letters, and none that is longer than a line of thousands": [
    `f("200 -- A B ${"a".repeat(2001)}")`,
    "",
  ],
};

for (const [name, [source, words]] of Object.entries(CASES)) {
  Deno.test(`addWords() reads ${name}`, () => deepStrictEqual(wordsOf(source), words));
}

Deno.test("addClasses() reads class attributes alone, of Markdown, too", () => {
  const words = new Set<string>();
  addClasses(`# A table\n<p class="flex\n gap-2">grid <b class='p-1'>"m-1"</b>`, words);
  deepStrictEqual([...words], ["flex", "gap-2", "p-1"]);
});

Deno.test("toStrings() finds the strings that TypeScript's parser finds, in this project's files", () => {
  const wrong = sources("ext", "examples").filter((file) => {
    const source = Deno.readTextFileSync(ROOT + file);
    return toStrings(source).join("\0") !== parsed(file, source).join("\0");
  });
  deepStrictEqual(wrong, []);
});

Deno.test("addWords() takes long sources that never close what they open", () => {
  const sources = ['"\\', "'", "`${", "/*", "=/[a", "cls: {", 'class="', "`class='", "{", "(/"];
  deepStrictEqual(sources.map((text) => wordsOf(text.repeat(20_000)).length < 100), [
    ...sources.map(() => true),
  ]);
});

function parsed(file: string, source: string): string[] {
  const texts: string[] = [];
  const root = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    const text = node.getText(root);
    if (ts.isStringLiteral(node)) texts.push(text.slice(1, -1));
    if (ts.isTemplateLiteralToken(node)) texts.push(text.replace(/^[`}]|(?:`|\$\{)$/g, ""));
    ts.forEachChild(node, visit);
  };
  visit(root);
  return texts;
}
