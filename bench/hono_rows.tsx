/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** Lists and tables in hono/jsx. */
import type { HtmlEscapedString } from "hono/utils/html";
import type { Fortune, Item } from "./rows.ts";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The list of items. */
export function List({ items }: { items: readonly Item[] }): Html {
  return (
    <ul>
      {items.map(({ id, title, done }) => (
        <li id={`item-${id}`} class={done ? "done" : "open"}>
          <a href={`/items/${id}`}>{title}</a>
        </li>
      ))}
    </ul>
  );
}

/** The table of fortunes, under its heading. */
export function Fortunes({ fortunes }: { fortunes: readonly Fortune[] }): Html {
  return (
    <main class="container">
      <h1>Fortunes</h1>
      <table>
        <thead>
          <tr>
            <th>Id</th>
            <th>Message</th>
          </tr>
        </thead>
        <tbody>
          {fortunes.map(({ id, message }) => (
            <tr>
              <td>{id}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
