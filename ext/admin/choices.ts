/** What a field proposes for a reference: all rows, or those that match while one types. */
import type { TableColumn } from "../../types.ts";
import type { FieldAttrs } from "../ui.ts";
import type { Links } from "./cells.ts";
import type { Choice } from "./references.ts";
import type { ManagedTable } from "./tables.ts";

/** The first rows that a reference may be of, and whether there are more. */
export interface Choices {
  readonly all: readonly Choice[];
  readonly isMore: boolean;
}

/** What rows are called, by the text of the value. */
export function toLabels({ all }: Choices): Record<string, string> {
  return Object.fromEntries(all.map(({ text, label }) => [text, label]));
}

/** The attributes of a field of text that proposes rows, and searches them by htmx. */
export function toSearch(
  links: Links,
  { table, column, id, choices }: {
    table: ManagedTable;
    column: TableColumn;
    id: string;
    choices: Choices;
  },
): Partial<FieldAttrs> {
  return {
    autocomplete: "off",
    choices: toLabels(choices),
    hx_get: links.page(table, "choices", { column: column.name }),
    hx_trigger: "input changed delay:250ms",
    hx_target: `#${id}-list`,
    hx_swap: "innerHTML",
  };
}
