/** What the three servers of the requests bench share. */
import { DatabaseSync } from "node:sqlite";

/** A row of the list. */
export interface Item {
  id: number;
  title: string;
  done: boolean | number;
}

/** The URLs of the three requests that are measured. */
export const paths = {
  hello: "/",
  greet: "/greet/Ada%20Lovelace?excited=true",
  list: "/list",
} as const;

/** How the servers listen: on a free port, which they print. */
export const listen: Deno.ServeTcpOptions = {
  hostname: "127.0.0.1",
  port: 0,
  // deno-lint-ignore no-console -- the bench reads the URL from here
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
 * Reads a response of this project's server, for browsers and for htmx, and returns a function that
 * makes the same response with other content.
 */
export async function learn(
  origin: string,
  path: string,
  inner: string | RegExp,
): Promise<(request: Request, inner: string) => Response> {
  const page = await frame(origin + path, inner);
  const part = await frame(origin + path, inner, { "hx-request": "true" });
  return ({ headers: asked }, inner) => {
    const isPart = asked.has("hx-request") && !asked.has("hx-history-restore-request");
    const { headers, before, after } = isPart ? part : page;
    return new Response(before + inner + after, { headers });
  };
}

/** Splits a response of this project's server into its headers and the text around `inner`. */
export async function frame(
  url: string,
  inner: string | RegExp,
  asked: Record<string, string> = {},
): Promise<{ headers: [string, string][]; before: string; after: string }> {
  const response = await fetch(url, { headers: asked });
  const page = await response.text();
  const found = typeof inner === "string" ? page.includes(inner) && inner : page.match(inner)?.[0];
  if (!found) throw new Error(`Cannot learn ${url}: ${page}, expected ${inner} in it`);
  const [before, after] = page.split(found);
  const headers = [...response.headers].filter(([name]) => !OWN_HEADERS.has(name));
  return { headers, before, after };
}

/** Headers that the server writes by itself. */
const OWN_HEADERS = new Set(["date", "content-length", "content-encoding", "transfer-encoding"]);
