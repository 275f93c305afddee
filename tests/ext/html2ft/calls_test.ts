import { strictEqual } from "node:assert";
import { htmlToFt } from "../../../ext/html2ft.ts";

const CASES: readonly [html: string, code: string][] = [
  ["<!doctype html><title>a</title><p>b", 'Html(Head(Title("a")), Body(P("b")))'],
  ["<html><body>a", 'Html(Head(), Body("a"), { doctype: false })'],
  ["<!-- a --> <html lang=en><body>b", 'Html(Head(), Body("b"), { lang: "en", doctype: false })'],
  ["<template><p>a</p></template>", 'Template(P("a"))'],
  ["<noscript><p>a</p></noscript>", 'Noscript(P("a"))'],
  ["<p>a<p>b", '[P("a"), P("b")]'],
  ["<table><tr><td>a</table>", 'Table(Tbody(Tr(Td("a"))))'],
];

for (const [html, expected] of CASES) {
  Deno.test(`htmlToFt() reads a document or a part of one: ${html}`, () =>
    strictEqual(htmlToFt(html), expected));
}

Deno.test("htmlToFt() takes pages that are nested deeply", () => {
  const deep = "<div>".repeat(200);
  strictEqual(htmlToFt(deep).split("Div(").length, 201);
});
