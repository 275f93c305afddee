import { match, strictEqual } from "node:assert";
import { type Links, Note, toCell } from "../../../ext/admin/cells.ts";
import type { ColumnKind } from "../../../types.ts";

const links = {} as Links;
const show = (kind: ColumnKind, value: unknown) =>
  `${toCell({ name: "x", kind, notNull: false }, value, { links })}`;

Deno.test("toCell() shows values as people read them", () => {
  strictEqual(show("text", null), '<span class="ui-muted">–</span>');
  strictEqual(show("integer", 7), "7");
  strictEqual(show("text", "x".repeat(300)).length, 100);
  match(show("boolean", true), />Yes<\/span>$/);
  match(show("date", new Date("2026-11-22")), /<time datetime="2026-11-22">2026-11-22<\/time>/);
  match(show("datetime", new Date("2026-11-22T10:30:05Z")), />2026-11-22 10:30<\/time>/);
  strictEqual(show("datetime", new Date(NaN)), "");
  strictEqual(show("json", { a: 1 }), '{"a":1}');
});

Deno.test("Note() says what was done, and no text of a URL", () => {
  match(`${Note(new URLSearchParams("note=saved"))}`, /It is saved/);
  for (const query of ["", "note=You+won", "note=constructor", "note=__proto__"]) {
    strictEqual(Note(new URLSearchParams(query)), undefined);
  }
});
