/** The table with this project. */
import { A, render, Table, Tbody, Td, Th, Thead, Tr } from "../../lib/html/mod.ts";
import type { Person } from "./people.ts";

/** The table as function calls of this project. */
export function table(people: readonly Person[]): string {
  return render(Table(
    Thead(Tr(Th("Id"), Th("Name"), Th("Email"), Th("Active"))),
    Tbody(people.map(({ id, name, email, active }) =>
      Tr(
        { id: `person-${id}`, cls: active ? "row active" : "row" },
        Td(id),
        Td(name),
        Td(A(email, { href: `mailto:${email}` })),
        Td(active ? "yes" : "no"),
      )
    )),
  )) as string; // No child is a promise.
}
