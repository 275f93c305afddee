import { match } from "node:assert";
import { answer, logged, newApp } from "./_app.ts";

Deno.test("toDebugPage() shows message, stack and source, escaped", async () => {
  const { app, rt } = newApp({ debug: true });
  rt("/boom", () => {
    throw new Error("<b>detail</b>");
  });
  rt("/string", () => {
    throw "text";
  });
  let pages: [number, string][] = [];
  await logged(async () => {
    pages = [await answer(app.request("/boom")), await answer(app.request("/string"))];
  });
  match(pages[0]![1], /&lt;b&gt;detail|&lt;b>detail/);
  match(pages[0]![1], /error_page_test\.ts:\d+/);
  match(pages[0]![1], /<strong>\s*\d+\s+throw new Error/);
  match(pages[1]![1], /Cannot answer: thrown text, expected an Error/);
});
