/** Whatever a client sends, the answer is no 500, and holds nothing that the program did not write. */
import * as fc from "fast-check";
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import {
  checked,
  fastApp,
  type FastHTML,
  fromCookie,
  fromHeader,
  optional,
  P,
  Redirect,
} from "../../mod.ts";
import { logged } from "../http/_app.ts";
import { body, fields, headerValue, path } from "./arbitraries.ts";
import { tell, toLimits } from "./limits.ts";

class Address {
  city = "";
}
class Todo {
  static types = { address: Address, due: Date };
  title = "";
  done = false;
  n = 0;
  tags: string[] = [];
  due?: Date;
  address = new Address();
}

function makeApp(): FastHTML {
  const { app, rt } = fastApp({
    defaultHdrs: false,
    secretKey: "x".repeat(32),
    staticPath: "tests/fixtures",
  });
  const show = (value: unknown) =>
    P(JSON.stringify(value, (_, part) => typeof part === "bigint" ? `${part}` : part));
  rt("/all", {
    n: optional(Number),
    s: "",
    b: false,
    d: optional(Date),
    list: [String],
    big: optional(BigInt),
    link: optional(URL),
  }, ({ n, s, b, d, list, big, link }) => show({ n, s, b, d, list, big, link }));
  rt("/form", { todo: checked(Todo) }, ({ todo }) => show(todo));
  rt.post("/data", async ({ data }) => show(Object.keys(await data())));
  rt("/session", { s: "" }, ({ session, s }) => {
    session[s.slice(0, 50)] = s;
    return show({ ...session });
  });
  rt("/redirect", ({ url }) => Redirect(url.searchParams.values().next().value ?? "/"));
  rt(
    "/page",
    { s: "" },
    ({ s }) => [P(s, { title: s, cls: [s], style: { color: s }, hx_vals: { s } }), s],
  );
  rt.post("/file", { file: File }, ({ file }) => show([file.name, file.size]));
  rt(
    "/cookie",
    { c: fromCookie("c", optional(String)), h: fromHeader("x-h", optional(Number)) },
    ({ c, h }) => show([c, h]),
  );
  rt("/int/{n:int}", ({ n }) => show(n));
  rt("/uuid/{u:uuid}", ({ u }) => show(u));
  rt("/rest/{rest:path}", ({ rest }) => show(rest));
  rt("/{name}.{ext:static}", ({ name, ext }) => show([name, ext]));
  return app;
}

const request = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"),
  path,
  query: fields,
  headers: fc.dictionary(
    fc.constantFrom(
      "cookie",
      "accept",
      "range",
      "if-none-match",
      "origin",
      "hx-request",
      "x-h",
      "sec-fetch-site",
    ),
    headerValue,
  ),
  body,
});

/** What pages of the program are made of: its own tags and attributes. */
const TAGS = new Set(["html", "head", "title", "body", "p", "main", "h1"]);
const ATTRS = new Set(["title", "class", "style", "hx-vals", "lang"]);

Deno.test("FastHTML answers any input with no 500, no foreign element and no way to another site", async () => {
  const app = makeApp();
  const statuses = new Set<number>();
  let runs = 0;
  const property = fc.asyncProperty(request, async ({ method, path, query, headers, body }) => {
    runs++;
    const search = new URLSearchParams(
      query.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]),
    );
    const hasBody = method === "POST" || method === "PUT";
    const url = URL.parse(`http://localhost${path}?${search}`);
    if (!url || url.host !== "localhost") return;
    const response = await app.fetch(
      new Request(url, {
        method,
        headers: { ...headers, ...hasBody && { "content-type": body.type || "text/plain" } },
        body: hasBody ? body.content : null,
      }),
    );
    const text = await response.text();
    statuses.add(response.status);
    strictEqual(response.status < 500, true, `${response.status}`);
    const location = response.headers.get("location") ?? response.headers.get("hx-redirect");
    strictEqual(new URL(location ?? "/", url).origin, "http://localhost");
    if (response.headers.get("content-type")?.startsWith("text/html")) {
      deepStrictEqual(findForeign(parse(text)), [], text);
    }
  });
  const lines = await logged(() => fc.assert(property, toLimits(4000)));
  deepStrictEqual(lines, []);
  // A program that answers all with one status was not really tried.
  for (const status of [200, 303, 400, 403, 404, 405]) ok(statuses.has(status), `${status}`);
  tell(runs, "requests");
});

/** Elements and attributes that the program does not write. */
function findForeign(node: DefaultTreeAdapterTypes.Node): string[] {
  const own = "tagName" in node
    ? [
      ...TAGS.has(node.tagName) ? [] : [node.tagName],
      ...node.attrs.filter(({ name }) => !ATTRS.has(name)).map(({ name }) => name),
    ]
    : [];
  return "childNodes" in node ? [...own, ...node.childNodes.flatMap(findForeign)] : own;
}
