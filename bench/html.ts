/** Lists and tables as template literals. */
import type { Fortune, Item } from "./rows.ts";
import { escape } from "./table/hand.ts";

/** The list of items. */
export function toList(items: readonly Item[]): string {
  return `<ul>${
    items.map(({ id, title, done }) =>
      `<li id="item-${id}" class="${done ? "done" : "open"}"><a href="/items/${id}">${
        escape(title)
      }</a></li>`
    ).join("")
  }</ul>`;
}

/** The table of fortunes. */
export function toTable(fortunes: readonly Fortune[]): string {
  return `<table><thead><tr><th>Id</th><th>Message</th></tr></thead><tbody>${
    fortunes.map(({ id, message }) => `<tr><td>${id}</td><td>${escape(message)}</td></tr>`).join("")
  }</tbody></table>`;
}
