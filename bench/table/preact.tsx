/** @jsxRuntime automatic */
/** @jsxImportSource preact */
/** The table with preact. */
import { renderToString } from "preact-render-to-string";
import type { Person } from "./people.ts";

/** The table as JSX for preact-render-to-string. */
export function table(people: readonly Person[]): string {
  return renderToString(
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
