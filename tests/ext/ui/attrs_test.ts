import { deepStrictEqual, strictEqual } from "node:assert";
import { Span } from "../../../mod.ts";
import { isShown, sizeClass, toIcon, toId, toneClass, withClass } from "../../../ext/ui/attrs.ts";

Deno.test("classes of a component are before those of the program", () => {
  deepStrictEqual(withClass({ id: "a", cls: { own: true } }, "ui-a", false), {
    id: "a",
    cls: ["ui-a", false, { own: true }],
  });
  strictEqual(toneClass("info"), "ui-tone-info");
  strictEqual(toneClass(undefined), undefined);
  deepStrictEqual([sizeClass("sm"), sizeClass("md"), sizeClass(undefined)], [
    "ui-size-sm",
    undefined,
    undefined,
  ]);
});

Deno.test("an id of a text is the same in each process, and another for other texts", () => {
  strictEqual(toId("x", "Upload"), "x-106vtz0");
  strictEqual(toId("x", "a", "b") === toId("x", "ab"), false);
});

Deno.test("an icon is a name or an element", () => {
  strictEqual(`${toIcon(Span("!"))}`, '<span class="ui-icon">!</span>');
  strictEqual(toIcon(null), undefined);
  strictEqual(
    `${toIcon("check")}`.replace(/ (?:viewBox|fill|stroke\S*|focusable|width|height)="[^"]*"/g, ""),
    '<svg data-icon="check" aria-hidden="true" class="ui-icon"><path d="M20 6 9 17l-5-5"/></svg>',
  );
});

Deno.test("what shows nothing is known", () => {
  deepStrictEqual([0, "a", [null, 0], Span()].map(isShown), [true, true, true, true]);
  deepStrictEqual(
    [null, undefined, false, true, "", [], [[null]]].map(isShown),
    Array(7).fill(false),
  );
});
