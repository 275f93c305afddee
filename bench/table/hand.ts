/** The table by hand. */
import type { Person } from "./people.ts";

/** The table as a template literal, which escapes everything that is not known to be safe. */
export function table(people: readonly Person[]): string {
  return `<table><thead><tr><th>Id</th><th>Name</th><th>Email</th><th>Active</th></tr></thead><tbody>${
    people.map(({ id, name, email, active }) =>
      `<tr id="person-${id}" class="${active ? "row active" : "row"}"><td>${id}</td><td>${
        escape(name)
      }</td><td><a href="mailto:${escape(email)}">${escape(email)}</a></td><td>${
        active ? "yes" : "no"
      }</td></tr>`
    ).join("")
  }</tbody></table>`;
}

/** Escapes text for an HTML text node or a quoted attribute. */
export function escape(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (char) => ENTITIES[char]) : text;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
