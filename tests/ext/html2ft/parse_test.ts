import { strictEqual, throws } from "node:assert";
import { htmlToFt } from "../../../ext/html2ft.ts";

const WITHIN: readonly [what: string, html: string][] = [
  ["a million characters", "x".repeat(1_000_000)],
  ["20,000 elements", "<p>".repeat(19_997)], // The parser makes three of its own.
  ["250 elements in each other", "<div>".repeat(250)],
  ["thousands of comments before a page", `${"<!---->".repeat(9_000)}<!doctype html>`],
  ["comments of all forms", "<!--><!---><!-- - --> <html>"],
];

for (const [what, html] of WITHIN) {
  Deno.test(`htmlToFt() takes ${what}`, () => void htmlToFt(html));
}

const PAST: readonly [what: string, html: string, message: string][] = [
  ["more characters", "x".repeat(1_000_001), "1000001 characters, expected at most 1000000"],
  ["more elements", "<p>".repeat(20_000), "more elements and attributes, expected at most 20000"],
  [
    "more attributes",
    `<p ${Array.from({ length: 20_000 }, (_, i) => `a${i}`).join(" ")}>`,
    "more elements and attributes, expected at most 20000",
  ],
  ["more comments", "<!---->x".repeat(20_001), "more elements and attributes"],
  // HTML repeats what <p> left open in the next <p>, and gives the attributes of each <html> to the first.
  [
    "a hundred elements in each of 1,000",
    `<p>${Array.from({ length: 99 }, (_, i) => `<b a=${i}>`).join("")}${"<p>x".repeat(1_000)}`,
    "more elements",
  ],
  [
    "attributes of many <html>",
    Array.from({ length: 5_000 }, (_, i) => `<html a${i}>`).join(""),
    "more elements and attributes",
  ],
  ["deeper pages", "<div>".repeat(100_000), "more elements in each other, expected at most 256"],
];

for (const [what, html, message] of PAST) {
  Deno.test(`htmlToFt() takes no ${what}`, () => {
    throws(() => htmlToFt(html), (error: Error) => {
      strictEqual(error.name, "RangeError");
      strictEqual(error.message.startsWith(`Cannot convert HTML: ${message}`), true, error.message);
      return true;
    });
  });
}

Deno.test("htmlToFt() reads a comment that does not end as a fragment", () => {
  strictEqual(htmlToFt("<!-- <html>"), "[]");
  strictEqual(htmlToFt("<!----> <!-- --> <html>"), "Html(Head(), Body(), { doctype: false })");
});
