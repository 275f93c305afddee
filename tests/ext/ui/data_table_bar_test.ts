import { match, strictEqual } from "node:assert";
import { P } from "../../../mod.ts";
import { countOf, makePage } from "./_data_table.ts";

Deno.test("rows have actions and attributes, the bar has what the program puts there", async () => {
  const { get } = makePage({
    rowActions: ({ id }) => P(`edit ${id}`),
    rowAttrs: ({ id }) => ({ id: `row-${id}` }),
    actions: P("New"),
    caption: "As of today",
    search: [],
    filters: {},
    words: { actions: "Aktionen", count: (first, last, total) => `${first} bis ${last}: ${total}` },
  });
  const html = await get("/");
  match(
    html,
    /<div class="ui-data-bar"><div id="customer-table-actions" class="ui-row"><p>New<\/p><\/div><\/div>/,
  );
  match(html, /<caption>As of today<\/caption>/);
  match(html, /<th scope="col"><span class="ui-hidden">Aktionen<\/span><\/th><\/tr><\/thead>/);
  match(html, /<tr id="row-1"><th scope="row">Ann Lee<\/th>.*<p>edit 1<\/p>/);
  strictEqual(countOf(html), "1 bis 4: 6");
});
