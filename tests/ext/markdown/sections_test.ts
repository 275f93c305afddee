import { deepStrictEqual, ok } from "node:assert";
import { markdown } from "../../../ext/markdown.ts";

Deno.test("markdown() gives the texts between headings, without marks and code", () => {
  const text = [
    "Before.",
    "# One *two*",
    "A [link](x) &amp; `code`,\nand ![a picture](y).\nHard  \nbreak",
    "```ts\nlet no = 1;\n```",
    "- first\n- second\n  - third\n- [ ] task",
    "| a | b |\n|---|---|\n| c | d |",
    "> quoted\n> ## Inside",
    "<b>html</b>",
    "## Empty",
    "## One two",
    "~~Struck~~ **strong**",
  ].join("\n\n");
  deepStrictEqual(markdown(text).sections, [
    { id: "", title: "", text: "Before." },
    {
      id: "one-two",
      title: "One two",
      text:
        "A link & code, and a picture. Hard break first second third task a b c d quoted Inside html",
    },
    { id: "empty", title: "Empty", text: "" },
    { id: "one-two-1", title: "One two", text: "Struck strong" },
  ]);
  deepStrictEqual(markdown("Only words").sections, [{ id: "", title: "", text: "Only words" }]);
});

Deno.test("markdown() gives the texts of any text", () => {
  for (const depth of [30, 300, 3000]) {
    const { sections } = markdown(`# A\n\n${"> ".repeat(depth)}a`);
    ok(sections.length <= 1, `${depth}`);
  }
});
