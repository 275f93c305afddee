import { DatabaseSync } from "node:sqlite";

/** One row of the benched list. */
export interface Item {
  id: number;
  title: string;
  done: boolean | number;
}

/** The three requests that are measured. */
export const paths = {
  hello: "/",
  greet: "/greet/Ada%20Lovelace?excited=true",
  list: "/list",
} as const;

/** How the three servers listen: on a free port, which they print. */
export const listen: Deno.ServeTcpOptions = {
  hostname: "127.0.0.1",
  port: 0,
  // deno-lint-ignore no-console -- the bench reads the address from here
  onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`),
};

/** Writes the database that all three servers read. */
export function fill(database: string): void {
  const db = new DatabaseSync(database);
  db.exec("CREATE TABLE item (id INTEGER PRIMARY KEY, title TEXT, done INTEGER)");
  const insert = db.prepare("INSERT INTO item (title, done) VALUES (?, ?)");
  for (let id = 1; id <= 100; id++) {
    insert.run(id % 10 ? `Thing number ${id}` : `Bread & butter <${id}>`, id % 3 ? 0 : 1);
  }
  db.close();
}

/**
 * Learns an answer of this project's server, and returns a function that gives the same answer with
 * another inner part.
 */
export async function learn(
  origin: string,
  path: string,
  inner: string | RegExp,
): Promise<(inner: string) => Response> {
  const { headers, before, after } = await frame(origin, path, inner);
  return (inner) => new Response(before + inner + after, { headers });
}

/** Splits an answer of this project's server into its headers and what stands around `inner`. */
export async function frame(
  origin: string,
  path: string,
  inner: string | RegExp,
): Promise<{ headers: [string, string][]; before: string; after: string }> {
  const response = await fetch(origin + path);
  const page = await response.text();
  const found = typeof inner === "string" ? page.includes(inner) && inner : page.match(inner)?.[0];
  if (!found) throw new Error(`Cannot learn ${path}: ${page} has no part ${inner}`);
  const [before, after] = page.split(found);
  const headers = [...response.headers].filter(([name]) => !OWN_HEADERS.has(name));
  return { headers, before, after };
}

/** The server writes these itself. */
const OWN_HEADERS = new Set(["date", "content-length", "content-encoding", "transfer-encoding"]);
