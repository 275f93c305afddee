/** The long page, sent while it is made, from an application of this project. */
import { A, fastApp, Table, Tbody, Td, Th, Thead, Titled, Tr } from "../../mod.ts";
import { SECRET } from "../answers.ts";
import { offer } from "../program.ts";
import { peopleOf } from "./people.ts";

const BATCH = 500;

const { app, rt } = fastApp({ secretKey: SECRET });

rt("/", { count: 0 }, ({ count }) =>
  Titled(
    "People",
    Table(
      Thead(Tr(Th("Id"), Th("Name"), Th("Email"), Th("Active"))),
      Tbody(rows(count)),
    ),
  ));

async function* rows(count: number) {
  const people = peopleOf(count);
  for (let from = 0; from < count; from += BATCH) {
    yield people.slice(from, from + BATCH).map(({ id, name, email, active }) =>
      Tr(
        { id: `person-${id}`, cls: active ? "row active" : "row" },
        Td(id),
        Td(name),
        Td(A(email, { href: `mailto:${email}` })),
        Td(active ? "yes" : "no"),
      )
    );
  }
}

offer(app.fetch);
