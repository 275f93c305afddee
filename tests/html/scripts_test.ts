import { deepStrictEqual, strictEqual } from "node:assert";
import { type FT, render, runJs } from "@fasthtml/fasthtml";
import { Any, AnyNow, HtmxOn, Now, On, Prev, Surreal } from "@fasthtml/fasthtml/compat";

// What they do in a page: tests/browser/live_test.ts.

/** The code of a script, without the spaces that make no difference. */
function code(script: FT): string {
  const [, text] = /^<script[^>]*>(.*)<\/script>$/s.exec(render(script) as string) ?? [];
  return text!.trim().replace(/\s*\n\s*/g, "\n");
}

const surreal = (own: string) =>
  `{
const m=me();
const _p = document.currentScript.previousElementSibling;
const p = _p ? me(_p) : null;
domReadyExecute(() => {
${own}
});
}`;

Deno.test("Surreal() runs code beside its parent and the element before", () => {
  strictEqual(code(Surreal("m.remove()")), surreal("m.remove()"));
});

Deno.test("On(), Any() and Prev() listen at the parent, at elements inside it, or at the one before", () => {
  const listens = (script: FT) =>
    /^(.*), async ev=>\{\nlet e = me\(ev\);\nrun\(\)/m.exec(code(script))?.[1];
  deepStrictEqual([
    listens(On("run()")),
    listens(On("run()", "input")),
    listens(On("run()", { event: "input", sel: ".a" })),
    listens(On("run()", { sel: ".a", me: false })),
    listens(On("run()", { sel: "-", me: false })),
    listens(Any("button", "run()")),
    listens(Any("button", "run()", "focus")),
    listens(Prev("run()")),
    listens(Prev("run()", "input")),
  ], [
    'm.on("click"',
    'm.on("input"',
    'me(".a", m).on("input"',
    'any(".a", m).on("click"',
    'p.on("click"',
    'any("button", m).on("click"',
    'any("button", m).on("focus"',
    'p.on("click"',
    'p.on("input"',
  ]);
});

Deno.test("Now() and AnyNow() run code at once, at the parent or at a selector's elements", () => {
  strictEqual(code(Now("run(e)")), "(async (ee = me()) => {\nlet e = me(ee);\nrun(e)\n})()");
  strictEqual(
    code(Now("run(e)", "#a")),
    '(async (ee = me("#a")) => {\nlet e = me(ee);\nrun(e)\n})()',
  );
  strictEqual(code(AnyNow(".a", "run(e)")), '(async (e = any(".a")) => {\nrun(e)\n})()');
});

Deno.test("scripts quote selectors and events, so that none of them ends its script", () => {
  const evil = `"</script><script>alert(1)//`;
  for (
    const script of [
      On("run()", { sel: evil }),
      On("run()", evil),
      Any(evil, "run()"),
      Now("run()", evil),
      AnyNow(evil, "run()"),
      HtmxOn(evil, "run()"),
      runJs("run({evil})", { evil }),
    ]
  ) strictEqual((render(script) as string).match(/<\/script/gi)?.length, 1);
});

Deno.test("runJs() puts values in as JSON, and leaves other braces alone", () => {
  strictEqual(
    render(runJs("f({a}, {b}, {missing}, {toString}, {a b})", { a: "it's", b: { c: [1, null] } })),
    `<script id="fh-run-js" hx-swap-oob="true">f("it's", {"c":[1,null]}, {missing}, {toString}, {a b})</script>`,
  );
  strictEqual(render(runJs("f()", {}, "own")), '<script id="own" hx-swap-oob="true">f()</script>');
});

Deno.test("HtmxOn() listens to an event under its name in htmx 2, however it is written", () => {
  const names = (event: string) => /\[.*?\]/.exec(code(HtmxOn(event, "run()")))?.[0];
  for (const event of ["afterSwap", "after:swap", "after-swap"]) {
    strictEqual(names(event), '["htmx:afterSwap","htmx-after-swap"]');
  }
  strictEqual(names("load"), '["htmx:load","htmx-load"]');
  strictEqual(names("oobAfterSwap"), '["htmx:oobAfterSwap","htmx-oob-after-swap"]');
});
