/** What a user does with the rows of a data table that are chosen. */
import { Dialog, Div, Form, Fragment, type FT, H2, HREF, Output } from "../../mod.ts";
import { isShown } from "./attrs.ts";
import { Button } from "./button.ts";
import { type TablePlan, toSteps } from "./data_table_plan.ts";

/** What is done with the rows that are chosen. It is shown as soon as one is. */
export function toBulk(plan: TablePlan): FT | undefined {
  const { options, query, words, id } = plan;
  const { bulkActions } = options;
  if (!bulkActions) return undefined;
  const buttons = Object.entries(bulkActions).map(([label, action], at) => {
    const isPlain = typeof action === "string" || HREF in action;
    const { to, icon, tone, question = undefined } = isPlain
      ? { to: action, icon: undefined, tone: undefined }
      : action;
    const url = query.act(to);
    const acts = { type: "submit", name: null, formaction: url, hx_post: url } as const;
    if (!isShown(question)) return Button(label, { ...acts, icon, tone, size: "sm" });
    const ask = `${id}-ask-${at + 1}`;
    return Fragment(
      Button(label, {
        type: "button",
        name: null,
        icon,
        tone,
        size: "sm",
        commandfor: ask,
        command: "show-modal",
        aria_haspopup: "dialog",
      }),
      Dialog(
        {
          id: ask,
          role: "alertdialog",
          cls: "ui-dialog ui-dialog-sm",
          aria_labelledby: `${ask}-q`,
        },
        Div({ cls: "ui-dialog-head" }, H2({ id: `${ask}-q` }, question)),
        Div({ cls: "ui-dialog-body" }),
        Div(
          { cls: "ui-dialog-foot" },
          Button(words.cancel, {
            type: "button",
            name: null,
            commandfor: ask,
            command: "close",
            autofocus: true,
          }),
          Button(label, {
            ...acts,
            variant: "primary",
            tone: tone ?? "danger",
            data_ui_close: true,
          }),
        ),
      ),
    );
  });
  return Form(
    {
      id: `${id}-bulk`,
      name: null,
      cls: "ui-data-bulk",
      aria_label: words.chosen,
      method: "post",
      enctype: null,
      ...toSteps(plan),
      hx_push_url: "false",
    },
    Output({ name: null, data_ui_chosen: words.chosen }, words.chosen),
    buttons,
  );
}
