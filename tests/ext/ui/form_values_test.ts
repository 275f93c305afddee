import { match } from "node:assert";
import { FormFor } from "../../../ext/ui.ts";
import { fieldOf } from "./_form.ts";

Deno.test("a text of several lines and a time with seconds lose nothing", () => {
  class Note {
    static types = { at: Date };
    body = "";
    at: Date | null = null;
  }
  const at = new Date(2026, 10, 22, 9, 30, 5);
  const form = FormFor(Note, { values: { body: "a\r\nb", at } });
  match(fieldOf(form, "body"), /<textarea[^>]*>a\r\nb<\/textarea>/);
  match(fieldOf(form, "at"), /<input step="1" [^>]*value="2026-11-22T09:30:05">/);
  at.setMilliseconds(7);
  match(
    fieldOf(FormFor(Note, { values: { at } }), "at"),
    /step="0.001" .*value="2026-11-22T09:30:05\.007"/,
  );
  at.setSeconds(0, 0);
  match(
    fieldOf(FormFor(Note, { values: { at } }), "at"),
    /<input name="at" [^>]*value="2026-11-22T09:30">/,
  );
});
