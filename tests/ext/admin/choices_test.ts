import { deepStrictEqual, strictEqual } from "node:assert";
import { toLabels, toSearch } from "../../../ext/admin/choices.ts";
import type { Links } from "../../../ext/admin/cells.ts";
import type { ManagedTable } from "../../../ext/admin/tables.ts";

const choices = {
  all: [{ text: "__proto__", label: "A" }, { text: "2", label: "B" }],
  isMore: true,
};

Deno.test("toLabels() has a label for each value, whatever it is", () => {
  deepStrictEqual(Object.entries(toLabels(choices)), [["2", "B"], ["__proto__", "A"]]);
});

Deno.test("toSearch() loads proposals into the list of its field", () => {
  const links = {
    page: (_: unknown, act: string, query: object) => `${act} ${JSON.stringify(query)}`,
  };
  const column = { name: "owner", kind: "integer", notNull: false } as const;
  const table = {} as ManagedTable;
  const found = toSearch(links as unknown as Links, { table, column, id: "field-1", choices });
  strictEqual(found.hx_get, 'choices {"column":"owner"}');
  strictEqual(found.hx_target, "#field-1-list");
});
