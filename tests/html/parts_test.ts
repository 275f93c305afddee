import { type Child, Div, Li, P, render, Textarea, toXml, Ul } from "@fasthtml/fasthtml/html";
import { rejects, strictEqual, throws } from "node:assert";

async function* list(...values: Child[]): AsyncGenerator<Child> {
  for (const value of values) {
    await Promise.resolve();
    yield value;
  }
}

const MANY = Array.from({ length: 30_000 }, (_, i) => `<${i}>`);
const ITEMS = MANY.map((_, i) => `<li>&lt;${i}&gt;</li>`).join("");

Deno.test("render() writes long lists, at once and awaited, as short ones", async () => {
  const items = MANY.map((text) => Li(text));
  strictEqual(render(Ul(items)), `<ul>${ITEMS}</ul>`);
  strictEqual(toXml([Ul(items), Ul(items.values())]), `<ul>${ITEMS}</ul>`.repeat(2));
  const mixed = [items, P(Promise.resolve("a")), items, Promise.resolve([items, "b"]), "c"];
  strictEqual(await render(mixed), `${ITEMS}<p>a</p>${ITEMS}${ITEMS}bc`);
  const groups = MANY.slice(0, 300).map((_, i) => [`${i}:`, items.slice(0, 500), list("late")]);
  const group = MANY.slice(0, 500).map((_, i) => `<li>&lt;${i}&gt;</li>`).join("");
  strictEqual(
    await render(Div(groups)),
    `<div>${groups.map((_, i) => `${i}:${group}late`).join("")}</div>`,
  );
});

Deno.test("render() keeps the first line break of a long text field", () => {
  const lines = Array.from({ length: 40_000 }, (_, i) => `\nline ${i}`);
  strictEqual(render(Textarea(lines)), `<textarea>\n${lines.join("")}</textarea>`);
});

Deno.test("render() awaits all of an async generator", async () => {
  const page = Ul(list(Li("a"), [Li("<b>"), null], Promise.resolve(Li(list("c", list("d"))))));
  strictEqual(await render(page), "<ul><li>a</li><li>&lt;b&gt;</li><li>cd</li></ul>");
  strictEqual(await render(P(ReadableStream.from(["a", "&"]))), "<p>a&amp;</p>");
  await rejects(async () => await render(Ul(Li(list(new Date() as never)))), {
    message: /^Cannot render a child of ul > li: found Date, expected text/,
  });
});

Deno.test("FT.toString() throws for an async generator", () => {
  throws(() => `${Ul(Li(list("a")))}`, {
    message: "Cannot render a child of ul > li: found AsyncGenerator, expected none here: " +
      "await render() instead",
  });
});
