import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import {
  type Child,
  Div,
  Fragment,
  FT,
  P,
  render,
  Script,
  Span,
  Style,
  tags,
  Ul,
} from "../../lib/html/mod.ts";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

Deno.test("render() flattens iterables and shows nothing for null, undefined and booleans", () => {
  function* items() {
    yield "a";
    yield [1, new Set([2n])];
  }
  strictEqual(render(Div(null, undefined, true, false, "", 0, items())), "<div>0a12</div>");
});

Deno.test("render() asks a value for its __ft__()", () => {
  class Todo {
    constructor(readonly title: string) {}
    __ft__() {
      return Div(this.title);
    }
  }
  strictEqual(
    render(Ul([new Todo("a"), new Todo("<b>")])),
    "<ul><div>a</div><div>&lt;b&gt;</div></ul>",
  );
});

Deno.test("render() names what it can't show, and where", () => {
  const refuses = (child: unknown, found: string, more = "") =>
    throws(() => render(Div(Ul("x", child as Child, "y"))), {
      name: "TypeError",
      message:
        `Cannot render a child of div > ul: found ${found}, expected text, a number, an element, ` +
        `an iterable, a promise or a value with __ft__()${more}`,
    });
  const ends = "; attributes are the first or the last argument";
  refuses(new Date(), "Date");
  refuses({ onclick: "alert(1)" }, "Object", ends);
  refuses(Object.create(null), "object without a prototype");
  refuses(function named() {}, "function named");
  refuses(Symbol("s"), "symbol");
  refuses(new Uint8Array([104, 105]), "Uint8Array");
  refuses(new Map([["a", 1]]), "Map");
  refuses([{ tag: "script", children: ["alert(1)"], attrs: {} }], "Object", ends);
  refuses(JSON.parse('{"__ft__": "<b>", "then": 1}'), "Object", ends);
});

Deno.test("render() takes objects without a prototype for no attributes, first or last", () => {
  const data = Object.assign(Object.create(null), { onclick: "alert(1)" });
  throws(() => render(Div(data, "x")), /found object without a prototype/);
  throws(() => render(Div("x", data)), /found object without a prototype/);
});

Deno.test("render() is a promise only where a child is one", async () => {
  strictEqual(typeof render(Div("x")), "string");
  const page = Div(Promise.resolve(P("<1>")), " ", [Promise.resolve(["2", Promise.resolve("3")])]);
  strictEqual(await render(page), "<div><p>&lt;1&gt;</p> 23</div>");
});

Deno.test("render() awaits promises together and keeps their order", async () => {
  const late = Promise.withResolvers<string>();
  const page = render(Div(late.promise, Promise.resolve("second")));
  late.resolve("first");
  strictEqual(await page, "<div>firstsecond</div>");
});

Deno.test("render() rejects with the first failure and the path of a wrong value", async () => {
  const fail = () => Promise.reject(new Error("no"));
  await rejects(async () => await render(Div(fail(), fail())), { message: "no" });
  await rejects(async () => await render(Div(P(Promise.resolve(new Date() as never)))), {
    message: /^Cannot render a child of div > p: found Date/,
  });
});

Deno.test("render() leaves no failure unhandled, whatever else fails", async () => {
  const late = () =>
    new Promise<string>((_, reject) => setTimeout(() => reject(new Error("late")), 0));
  throws(() => render(Script(late(), Object.create(null))), /expected text/);
  const bad = Div(Object.create(null));
  throws(() => render([Script(late()), bad]), /found object without/);
  throws(() => render([bad, Div([late()])]), /found object without/);
  throws(() => `${Div(late(), late())}`, /found a promise/);
  const unseen = render(P(late()));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await rejects(async () => await unseen, { message: "late" });
});

Deno.test("render() rejects a tree that is too deep, or holds itself", () => {
  let deep = Div();
  for (let i = 0; i < 10_000; i++) deep = Div(deep);
  throws(() => render(deep), /found more than 1,000 levels, expected 1,000 or fewer/);
  const loop: Child[] = [];
  loop.push(loop);
  throws(() => render(loop), /found more than 1,000 levels/);
});

Deno.test("FT.toString() throws for a promise child, and leaves no failure unhandled", () => {
  throws(() => `${P(Promise.reject(new Error("unseen")))}`, {
    message:
      "Cannot render a child of p: found a promise, expected none here: await render() instead",
  });
});

Deno.test("FT shows its tag, attributes by their names in HTML, and children", () => {
  const ft = Div({ cls: "a", hx_get: "/x" }, "text", null, { id: "i", cls: "b" });
  deepStrictEqual([ft.tag, ft.attrs, ft.children], [
    "div",
    { class: "b", "hx-get": "/x", id: "i" },
    ["text", null],
  ]);
  strictEqual(ft instanceof FT, true);
});

Deno.test("FT.with() returns a copy with more children and attributes", () => {
  const one = Div({ cls: "a", id: "i" }, "x");
  const two = one.with({ cls: "b" }, "y", { title: "t" });
  strictEqual(`${one}`, '<div class="a" id="i">x</div>');
  strictEqual(`${two}`, '<div class="b" id="i" title="t">xy</div>');
});

Deno.test("Fragment() has children only", () => {
  strictEqual(render(Div(Fragment("a", P("b")))), "<div>a<p>b</p></div>");
  throws(
    () => render(Fragment({ id: "x" } as never)),
    /found attributes id="x", expected children only/,
  );
});

Deno.test("Script() and Style() are raw, and can't be ended by their content", async () => {
  strictEqual(
    render(Script('a < b && "</script><!--"')),
    '<script>a < b && "\\u003c/script>\\u003c!--"</script>',
  );
  strictEqual(render(Script("</scr", ["ipt>"])), "<script>\\u003c/script></script>");
  strictEqual(
    await render(Script("</SCR", Promise.resolve("IPT>"))),
    "<script>\\u003c/SCRIPT></script>",
  );
  strictEqual(
    render(Style('a > b { content: "</style>" }')),
    '<style>a > b { content: "\\3c /style>" }</style>',
  );
  throws(
    () => render(Script(Span("x"))),
    /Cannot render a child of script: found element, expected text/,
  );
  throws(() => render(Script({ a: 1 } as never, Object.create(null))), /expected text/);
});

Deno.test("Script() in <svg> and <math> is text, as parsers look for tags there", async () => {
  const code = 'if (1 < 2 && 3 > 2) "<img src=x onerror=alert(1)></script>"';
  const trees: [wrap: (script: Child) => FT, path: string][] = [
    [tags.Svg, "svg/script"],
    [(script) => tags.Math(tags.Mrow(later(script))), "math/mrow/script"],
    [(script) => tags.Svg(tags.Desc(tags.Svg(script))), "svg/desc/svg/script"],
    [(script) => tags.Svg(tags.Foreignobject(script)), "svg/foreignObject/script"],
    [(script) => tags.Math(tags.Foreignobject(script)), "math/foreignobject/script"],
    [Div, "div/script"],
  ];
  for (const [wrap, path] of trees) {
    const html = await render(wrap(Script(code)));
    const [[where, text], ...more] = leaves(parseFragment(html));
    deepStrictEqual([where, more], [path, []]);
    strictEqual(text.replace("\\u003c", "<"), code);
  }
});

async function later(child: Child): Promise<FT> {
  return await Promise.resolve(Fragment(child));
}

function leaves(node: DefaultTreeAdapterTypes.ParentNode, path: string[] = []): string[][] {
  return node.childNodes.flatMap((child) => {
    if ("tagName" in child) return leaves(child, [...path, child.tagName]);
    return [[path.join("/"), "value" in child ? child.value : child.nodeName]];
  });
}
