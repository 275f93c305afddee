import { strictEqual } from "node:assert";
import { Tbody, Td, Tr } from "../../../mod.ts";
import { Table } from "../../../ext/ui.ts";

Deno.test("a table shows its columns, with numbers at the end, in a region that scrolls", () => {
  const rows = [{ name: "Ann", age: 41, at: "now" }];
  strictEqual(
    `${
      Table({
        id: "guests",
        label: "Guests",
        caption: "Today",
        rows,
        columns: {
          name: "Name",
          age: "Age",
          at: { label: "At", align: "end", show: (at, row) => `${at} ${row.age}` },
        },
        rowAttrs: ({ name }) => ({ id: `row-${name}` }),
      })
    }`,
    '<div class="ui-scroll" tabindex="0" role="region" aria-label="Guests">' +
      '<table id="guests" class="ui-table"><caption>Today</caption><thead><tr><th scope="col">Name</th>' +
      '<th scope="col" class="ui-num">Age</th><th scope="col" class="ui-num">At</th></tr></thead>' +
      '<tbody><tr id="row-Ann"><th scope="row">Ann</th><td class="ui-num">41</td>' +
      '<td class="ui-num">now 41</td></tr></tbody></table></div>',
  );
});

Deno.test("a table without rows says so, and one may have parts of its own", () => {
  const row: { name: string }[] = [];
  strictEqual(
    `${Table({ label: "Guests", rows: row, columns: { name: "Name" }, empty: "None" })}`,
    '<div class="ui-scroll" tabindex="0" role="region" aria-label="Guests"><table class="ui-table">' +
      '<thead><tr><th scope="col">Name</th></tr></thead>' +
      '<tbody><tr><td colspan="1" class="ui-muted">None</td></tr></tbody></table></div>',
  );
  strictEqual(
    `${Table({ label: "Own" }, Tbody(Tr(Td("1"))))}`,
    '<div class="ui-scroll" tabindex="0" role="region" aria-label="Own"><table class="ui-table">' +
      "<tbody><tr><td>1</td></tr></tbody></table></div>",
  );
});
