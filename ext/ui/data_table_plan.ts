/** What the parts of a data table share: its options, its URL, its words, its ids. */
import type { Child } from "../../mod.ts";
import type { GlobalAttrs } from "../../types.ts";
import { isShown } from "./attrs.ts";
import type { AnyOptions, RowSource } from "./data_table_query.ts";
import type { PageQuery } from "./data_table_state.ts";
import type { TableWords } from "./data_table_types.ts";
import { fieldView, titleOf } from "./field_view.ts";

/** What the parts of one table share. */
export interface TablePlan {
  readonly source: RowSource;
  readonly options: AnyOptions;
  readonly query: PageQuery;
  readonly words: TableWords;
  /** What the ids of its parts begin with. */
  readonly id: string;
}

/** The attributes of what shows other rows: it swaps the rows, and says aloud how many they are. */
export function toSteps({ id, options }: TablePlan): GlobalAttrs {
  // The actions, too: a link to a file of what is shown has the search in it.
  const actions = isShown(options.actions) ? `,#${id}-actions:innerHTML` : "";
  return {
    hx_target: `#${id}-rows`,
    hx_select: `#${id}-rows`,
    hx_select_oob: `#${id}-count:innerHTML${actions}`,
    hx_swap: "outerHTML",
    hx_push_url: "true",
    hx_indicator: `#${id}`,
    // The last of two is the one that the user waits for.
    hx_sync: `#${id}:replace`,
  };
}

/** What a column is called: as the options say, its class, or its name. */
export function labelOf({ source, options }: TablePlan, name: string): Child {
  const view = Object.hasOwn(options.columns, name) ? options.columns[name] : undefined;
  if (typeof view === "string") return view;
  return (typeof view === "object" ? view.label : undefined) ?? fieldView(source, name).label;
}

/** What the table is of. */
export function toLabel({ source, options }: TablePlan): string {
  return options.label ?? titleOf(source.table);
}

/** A value as JSON, which does not know the bigints of a database. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, one) => typeof one === "bigint" ? `${one}` : one);
}
