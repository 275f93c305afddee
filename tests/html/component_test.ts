import {
  Article,
  type Child,
  component,
  Div,
  FT,
  H2,
  Main,
  P,
  render,
  Title,
} from "../../lib/html/mod.ts";
import type { GlobalAttrs } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, strictEqual, throws } from "node:assert";

interface NoteAttrs extends Omit<GlobalAttrs, "title"> {
  title?: Child;
  tone?: "good" | "bad";
}

const Note = component<NoteAttrs>(({ title, tone = "good", cls, ...rest }, children) =>
  Article({ cls: ["note", tone, cls], ...rest }, title && H2(title), children)
);

/** What a component's function gets. */
const Seen = component((attrs: GlobalAttrs, children): [GlobalAttrs, readonly Child[]] & Child =>
  [attrs, children] as never
);

Deno.test("component() takes attributes first, last or both, and parts its own from the rest", () => {
  const written = [
    Note({ title: "T", id: "n" }, "a", P("b")),
    Note("a", P("b"), { title: "T", id: "n" }),
    Note({ title: "no", id: "n" }, "a", P("b"), { title: "T" }),
  ].map(String);
  const expected = '<article class="note good" id="n"><h2>T</h2>a<p>b</p></article>';
  deepStrictEqual(written, [expected, expected, expected]);
  strictEqual(`${Note()}`, '<article class="note good"></article>');
  strictEqual(`${Note("a")}`, '<article class="note good">a</article>');
  strictEqual(
    `${Note({ tone: "bad", hx_get: "/x", data_y: 1 })}`,
    '<article class="note bad" hx-get="/x" data-y="1"></article>',
  );
});

Deno.test("component() takes every kind of child", async () => {
  const list = ["a", [1, 2n], null, undefined, true, false, P("<"), Promise.resolve("later")];
  const own = { __ft__: () => "own" };
  class Row {
    __ft__ = own.__ft__;
  }
  strictEqual(
    await render(Note({}, ...list, new Row(), new Set(["s"]))),
    '<article class="note good">a12<p>&lt;</p>laterowns</article>',
  );
  strictEqual(`${Note([Note("in")], { id: "out" })}`.match(/article/g)!.length, 4);
  // As in tags: data of a request has no prototype, and is never attributes.
  const data = Object.assign(Object.create(null), { tone: "bad" });
  throws(() => render(Note(data)), {
    message:
      "Cannot render a child of article: found object without a prototype, expected text, a " +
      "number, an element, an iterable, a promise or a value with __ft__()",
  });
});

Deno.test("component() gives classes as cls under any name, and of two names the later", () => {
  const seen = (...args: unknown[]) => {
    const [attrs, children] = Seen(...args as Child[]) as unknown as [object, unknown[]];
    return [attrs, children.length];
  };
  for (const name of ["cls", "class", "className", "_class", "klass"]) {
    deepStrictEqual(seen({ [name]: "wide" }, "x"), [{ cls: "wide" }, 1]);
  }
  deepStrictEqual(seen({ class: "a", id: "i" }, "x", { cls: "b" }), [{ cls: "b", id: "i" }, 1]);
  deepStrictEqual(seen({ cls: "a" }, { class: "b" }), [{ cls: "b" }, 0]);
  deepStrictEqual(seen({ fr: "a" }, "x", { _for: "b" }), [{ _for: "b" }, 1]);
  deepStrictEqual(seen({ hx_target: "#a" }, { target_id: "b" }), [{ target_id: "b" }, 0]);
  deepStrictEqual(seen({ id: "a", cls: null }, { id: undefined }), [{ id: "a", cls: null }, 0]);
  deepStrictEqual(seen({ id: "a" }, { id: "b" }, { id: "c" }).at(-1), 1);
  deepStrictEqual(seen(), [{}, 0]);
});

Deno.test("component() does not change the attributes of its caller, nor share them", () => {
  const attrs = Object.freeze({ id: "a", class: "b" });
  const Greedy = component((own: GlobalAttrs) => {
    own.id = "changed";
    return Div(own);
  });
  strictEqual(`${Greedy(attrs)}`, '<div id="changed" class="b"></div>');
  deepStrictEqual(attrs, { id: "a", class: "b" });
  const named = JSON.parse('{"__proto__": {"polluted": true}, "id": "a"}');
  const [own] = Seen(named) as unknown as [Record<string, unknown>];
  deepStrictEqual([Object.getPrototypeOf(own) === Object.prototype, own.polluted], [
    true,
    undefined,
  ]);
});

Deno.test("component() returns what its function makes: an element, several, or a promise", async () => {
  const Shell = component((
    { title }: { title: string },
    children,
  ) => [Title(title), Main(children)]);
  const parts: FT[] = Shell("x", { title: "T" });
  strictEqual(render(parts), "<title>T</title><main>x</main>");
  const Later = component(async (attrs: GlobalAttrs, children) =>
    Div(attrs, await Promise.resolve("later, "), children)
  );
  strictEqual(await render(Later({ id: "l" }, "x")), '<div id="l">later, x</div>');
  strictEqual(Note("x") instanceof FT, true);
});
