/** The search of a data table, its filters, and the choice of a page's size. */
import { type Child, Div, Form, type FT, Input } from "../../mod.ts";
import { isShown } from "./attrs.ts";
import { Button } from "./button.ts";
import { labelOf, type TablePlan, toLabel, toSteps } from "./data_table_plan.ts";
import type { Filter } from "./data_table_query.ts";
import { MAX_TEXT } from "./data_table_state.ts";
import { Field } from "./field.ts";
import { Loading } from "./parts.ts";

/** The search, the filters, the choice of a page's size, and what the program puts beside them. */
export function toBar(plan: TablePlan, filters: readonly Filter[], size: number): Child {
  const { options, query, words, id } = plan;
  const { search = [], pageSizes = [], actions } = options;
  const hasForm = search.length > 0 || filters.length > 0 || pageSizes.length > 0;
  if (!hasForm && !isShown(actions)) return undefined;
  const named = (name: string) => ({
    id: `${id}-${name}`,
    name: query.prefix + name,
    // The value that the query leaves out.
    data_ui_state: name === "size" ? `${options.pageSize ?? 20}` : "",
  });
  const isAlone = filters.length === 0 && pageSizes.length === 0;
  const form = Form(
    {
      id: `${id}-form`,
      name: null,
      cls: "ui-data-form",
      role: "search",
      aria_label: toLabel(plan),
      method: "get",
      action: query.path,
      enctype: null,
      hx_get: query.path || "?",
      hx_trigger: "input delay:250ms, submit",
      ...toSteps(plan),
    },
    query.kept().map(([name, value]) => Input({ type: "hidden", id: null, name, value })),
    search.length > 0 && Field({
      ...named("q"),
      label: words.search,
      hideLabel: isAlone,
      placeholder: isAlone ? words.search : undefined,
      type: "search",
      icon: "search",
      value: query.read("q"),
      maxlength: MAX_TEXT,
      autocomplete: "off",
    }),
    filters.map(({ name, options: filter, choices }) =>
      Field({
        ...named(name),
        label: filter.label ?? labelOf(plan, name),
        value: query.read(name),
        ...choices
          ? { type: "select" as const, choices, empty: filter.all ?? words.all }
          : { type: filter.type ?? "text", maxlength: MAX_TEXT },
      })
    ),
    pageSizes.length > 0 && Field({
      ...named("size"),
      label: words.rows,
      type: "select",
      choices: [...pageSizes],
      value: `${size}`,
    }),
    Button(words.go, { type: "submit", name: null, cls: "ui-data-go" }),
    Loading({ cls: "ui-data-wait" }),
  );
  return Div(
    { cls: "ui-data-bar" },
    hasForm && form,
    isShown(actions) && Div({ id: `${id}-actions`, cls: "ui-row" }, actions),
  );
}

/** What of the query the search does not ask for itself: the form has it from the rows. */
export function toHidden({ query, id }: TablePlan): FT[] {
  return query.fields(["sort"]).map(([name, value]) =>
    Input({ type: "hidden", id: null, form: `${id}-form`, name, value })
  );
}
