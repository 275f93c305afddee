/** @jsxRuntime automatic */
/** @jsxImportSource @kitajs/html */
/** The table with @kitajs/html. */
import type { Person } from "./people.ts";

/** The table as JSX for @kitajs/html, which escapes text in elements marked `safe`. */
export function table(people: readonly Person[]): string {
  return (
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
            <td safe>{name}</td>
            <td>
              <a href={`mailto:${email}`} safe>{email}</a>
            </td>
            <td>{active ? "yes" : "no"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  ) as string;
}
