import { deepStrictEqual, ok, strictEqual } from "node:assert";
import fc from "fast-check";
import { placeLabels, shorten, textWidth, toSpan, WIDTHS } from "../../../ext/charts/labels.ts";

const texts = fc.array(fc.string({ maxLength: 18 }), { minLength: 1, maxLength: 60 });

Deno.test("no label covers another or leaves the chart, at any width of its level and above", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 16, max: 90 }), fc.nat(600), (texts, beside, more) => {
      const labels = placeLabels(
        texts.map((text, i) => ({ at: texts.length === 1 ? 0.5 : i / (texts.length - 1), text })),
        beside,
      );
      strictEqual(labels[0]!.level, 0);
      WIDTHS.forEach((width, level) => {
        const upTo = (WIDTHS[level + 1] ?? 1e4) - 1;
        const plot = Math.min(width + more, upTo) - beside;
        let end = -Infinity;
        for (const label of labels.filter((label) => label.level <= level)) {
          const [left, right] = toSpan(label, plot);
          ok(left >= end + 8, `${label.text} at ${left}, beside ${end}`);
          end = right;
          if (textWidth(label.text) < plot / 2) {
            ok(left >= -beside - 1 && right <= plot + 1, label.text);
          }
        }
      });
    }),
  );
});

Deno.test("a wider chart has more labels, and those of a narrower one", () => {
  const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const placed = placeLabels(months.map((text, i) => ({ at: (i + 0.5) / 12, text })), 40);
  const shown = (level: number) =>
    placed.filter((label) => label.level <= level).map(({ text }) => text).join(" ");
  deepStrictEqual([0, 1, 2].map(shown), [
    "Jan Mar May Jul Sep Nov",
    "Jan Mar May Jul Sep Nov",
    months.join(" "),
  ]);
});

Deno.test("a label at an end of the plot begins or ends there where it would be cut off", () => {
  const anchors = (beside: number) =>
    placeLabels([{ at: 0, text: "2026-01-01" }, { at: 1, text: "2026-12-31" }], beside)
      .map(({ anchor }) => anchor);
  deepStrictEqual(anchors(16), ["start", "end"]);
  deepStrictEqual(anchors(60), ["middle", "end"]);
});

Deno.test("a long text is cut, between its letters", () => {
  strictEqual(shorten("/pricing", 120), "/pricing");
  strictEqual(shorten("/docs/getting-started", 60), "/docs…");
  strictEqual(shorten("👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀", 1), "👩…");
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.integer({ min: 40, max: 300 }),
      (text, width) => {
        ok(textWidth(shorten(text, width)) <= width + 1);
      },
    ),
  );
});
