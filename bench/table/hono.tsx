/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** The table with hono/jsx. */
import type { Person } from "./people.ts";

/** The table as JSX for hono/jsx. */
export function table(people: readonly Person[]): string {
  return String(
    <table>
      <thead>
        <tr>
          <th>Id</th>
          <th>Name</th>
          <th>Email</th>
          <th>Active</th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ id, name, email, active }) => (
          <tr id={`person-${id}`} class={active ? "row active" : "row"}>
            <td>{id}</td>
            <td>{name}</td>
            <td>
              <a href={`mailto:${email}`}>{email}</a>
            </td>
            <td>{active ? "yes" : "no"}</td>
          </tr>
        ))}
      </tbody>
    </table>,
  );
}
