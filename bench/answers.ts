/** What the servers of the requests bench share. */

/** Signs sessions. */
export const SECRET = "a secret of the bench, which no environment has";

/** A form that somebody has filled in. */
export interface Person {
  name: string;
  age: number;
  subscribed: boolean;
}

/** The sentence that answers the form. */
export function toSentence({ name, age, subscribed }: Person): string {
  return `${name}, ${age}, ${subscribed ? "gets letters" : "gets no letters"}`;
}

/**
 * Reads a response of this project's server, for browsers and for htmx, and returns a function that
 * makes the same response with other content.
 */
export async function learn(
  url: string,
  expected: string | RegExp,
  init: RequestInit = {},
): Promise<(request: Request, inner: string) => Response> {
  const page = await frame(url, expected, init);
  const part = await frame(url, expected, { ...init, headers: { "hx-request": "true" } });
  return ({ headers: asked }, inner) => {
    const isPart = asked.has("hx-request") && !asked.has("hx-history-restore-request");
    const { headers, before, after } = isPart ? part : page;
    return new Response(before + inner + after, { headers });
  };
}

/** Splits a response of this project's server into its headers and the text around `inner`. */
export async function frame(
  url: string,
  expected: string | RegExp,
  init: RequestInit = {},
): Promise<Record<"before" | "inner" | "after", string> & { headers: [string, string][] }> {
  const response = await fetch(url, init);
  const page = await response.text();
  const found = typeof expected === "string"
    ? page.includes(expected) && expected
    : page.match(expected)?.[0];
  if (!found) throw new Error(`Cannot learn ${url}: ${page}, expected ${expected} in it`);
  const [before, after] = page.split(found, 2);
  return { headers: toHeaders(response), before, inner: found, after };
}

/** The headers of a response of this project's server, but for those that change. */
export async function learnHeaders(url: string): Promise<[string, string][]> {
  const response = await fetch(url);
  await response.body?.cancel();
  return toHeaders(response);
}

function toHeaders({ headers }: Response): [string, string][] {
  return [...headers].filter(([name]) => !OWN_HEADERS.has(name));
}

/** Headers that the server writes by itself, or that tell of one response. */
const OWN_HEADERS = new Set([
  ..."date content-length content-encoding transfer-encoding".split(" "),
  ..."etag last-modified set-cookie".split(" "),
]);
