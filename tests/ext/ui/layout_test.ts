import { strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import { Card, Divider, EmptyState, Grid, Prose, Row, Stack, Stat } from "../../../ext/ui.ts";

Deno.test("a card has the parts that are given, and no others", () => {
  strictEqual(
    render(Card("Text")),
    '<div class="ui-card"><div class="ui-card-body ui-flow">Text</div></div>',
  );
  strictEqual(
    render(
      Card(
        { title: "T", level: 3, description: "D", end: "E", media: "M", actions: "A", id: "c" },
        "Text",
      ),
    ),
    '<div id="c" class="ui-card"><div class="ui-card-media">M</div>' +
      '<div class="ui-card-head"><div><h3 class="ui-card-title">T</h3><p>D</p></div><div>E' +
      '</div></div><div class="ui-card-body ui-flow">Text</div><div class="ui-card-foot">A' +
      "</div></div>",
  );
  strictEqual(
    render(Card({ title: null, actions: [] }, undefined)),
    '<div class="ui-card"></div>',
  );
});

Deno.test("rows, stacks and grids say their space and their columns", () => {
  strictEqual(
    render(Row({ gap: "lg", justify: "between" }, "a")),
    '<div class="ui-row ui-gap-lg ui-between">a</div>',
  );
  strictEqual(
    render(Stack({ cls: "own" }, "a")),
    '<div class="ui-stack own">a</div>',
  );
  strictEqual(
    render(Grid({ columns: "main" }, "a")),
    '<div class="ui-grid ui-grid-main">a</div>',
  );
  strictEqual(
    render(Grid({ columns: 1 }, "a")),
    '<div class="ui-grid">a</div>',
  );
  strictEqual(
    render(Prose("a")),
    '<div class="ui-prose">a</div>',
  );
});

Deno.test("a figure has what it counts, and how it compares", () => {
  strictEqual(
    render(Stat({ label: "Sold", value: 0, hint: "fewer", tone: "danger" })),
    '<div class="ui-card ui-stat"><div><p class="ui-label">Sold</p>' +
      '<p class="ui-stat-value">0</p><p class="ui-stat-hint ui-tone-danger">fewer</p></div>' +
      "</div>",
  );
});

Deno.test("an empty place says what to do", () => {
  strictEqual(
    render(EmptyState({ title: "None", actions: "Add" }, "Nothing yet")),
    '<div class="ui-empty"><h3>None</h3><p>Nothing yet</p><div class="ui-row">Add</div>' +
      "</div>",
  );
  strictEqual(
    render(EmptyState({ title: "None", level: 2 })),
    '<div class="ui-empty"><h2>None</h2></div>',
  );
});

Deno.test("a divider is a separator where it has no word", () => {
  strictEqual(
    render(Divider()),
    '<div role="separator" class="ui-divider"></div>',
  );
  strictEqual(
    render(Divider("or")),
    '<div class="ui-divider">or</div>',
  );
});
