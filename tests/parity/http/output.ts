/** Differences in what handlers return becomes: text, data, headers, cookies, streams, files. */
import type { Answer } from "./answer.ts";
import { ids, PAGE, replaced, type Rule, ruleOf, succeed, withBody, withHeaders } from "./rule.ts";

const TEXT = "text/plain; charset=utf-8", JSON_TYPE = "application/json";

/** The rules, in the order in which they are applied. */
export const output: readonly Rule[] = [
  {
    says: "Text is escaped, also where a handler returns nothing else; `Safe(html)` is not",
    cases: [
      ...ids("params", "get /en?a=alexnet"),
      ...ids("forms", "unicode form"),
      ...ids("returns", "s | hx s | hdrstr | hasstr"),
      ...ids("page", "get /string"),
    ],
    expect: (theirs) =>
      replaced(theirs, [
        ["&", "&amp;"],
        ["<", "&lt;"],
        [">", "&gt;"],
      ]),
  },
  {
    says: "A list in a list is content as well",
    cases: ids("returns", "nested"),
    expect: (theirs) => replaced(theirs, [["[<p>c</p>, (<p>d</p>,)]", "<p>c</p><p>d</p>"]]),
  },
  {
    says: "`true` and `false` are no content",
    cases: ids("returns", "true"),
    expect: (theirs) => withBody(theirs, ""),
  },
  {
    says:
      "Where there is no content (an empty list, headers alone) the response is empty, not an empty page",
    cases: ids("returns", "emptytup | hxh1"),
    expect: (theirs) => withBody(theirs, ""),
  },
  {
    says: "Bytes are sent as they are",
    cases: ids("returns", "byt"),
    expect: (theirs) =>
      replaced(withHeaders(theirs, { "content-type": "application/octet-stream" }), [[
        /^b'(.*)'$/g,
        "$1",
      ]]),
  },
  {
    says: "A row has all its columns; those not given have the initial value of the class",
    cases: ids("todo_db", "json | json3"),
    expect: (theirs) => replaced(theirs, [["'done': None", "'done': False"]]),
  },
  {
    says: "A boolean column holds true or false",
    cases: ids("todo_db", "json | json2 | json3"),
    expect: (theirs) =>
      replaced(theirs, [
        ["'done': 0", "'done': False"],
        ['"done":0', '"done":false'],
      ]),
  },
  {
    says: "An object that has no HTML is JSON, and so is a list of them, also of one",
    cases: [...ids("returns", "dc | hx dc"), ...ids("todo_db", "json | json2 | json3")],
    expect: (theirs, { id }) => {
      const body = id === "todo_db/json2" ? `[${theirs.body}]` : toJson(theirs);
      return withBody(withHeaders(theirs, { "content-type": JSON_TYPE }), body);
    },
  },
  {
    says: "JSON is what `JSON.stringify` makes: a date has its time, and a `Set` is `{}`",
    cases: ids("returns", "dicdate"),
    expect: (theirs) =>
      replaced(theirs, [
        ['"2024-01-02"', '"2024-01-02T00:00:00.000Z"'],
        ["[1]", "{}"],
      ]),
  },
  {
    says: "An empty record is inserted as a row of initial values",
    cases: ids("fastapp_db", "add empty | list"),
    expect: (theirs) =>
      replaced(theirs, [
        [/^\{\}$/g, "{'id': 2, 'name': '', 'done': False}"],
        [
          "</ul>",
          '<li id="i2"></li></ul>',
        ],
      ]),
  },
  {
    says:
      "Return types are not read: what is not a page is returned as a `Response`, which has its own headers",
    cases: ids("returns", "annojsondict | annoxml | annoft"),
    expect: (theirs) =>
      theirs.status === 500
        ? succeed("<p>x</p>", { "content-type": TEXT })
        : withHeaders(theirs, { vary: undefined }),
  },
  {
    says: "A `Response` made of text says that it is `text/plain`",
    cases: [
      ...ids("returns", "hdrresp | annoxml"),
      ...ids("errors", "get /my"),
    ],
    expect: (theirs) => withHeaders(theirs, { "content-type": TEXT }),
  },
  {
    says: "A `Response` has the type that it was given, without a character set added",
    cases: ids("returns", "resp"),
    expect: (theirs) => withHeaders(theirs, { "content-type": "text/x-foo" }),
  },
  {
    says: "A header beside a `Response` is kept",
    cases: ids("returns", "hdrresp"),
    expect: (theirs) => withHeaders(theirs, { "x-foo": "bar" }),
  },
  {
    says: "Each of two cookies is sent",
    cases: ids("returns", "ck2"),
    expect: (theirs) =>
      withHeaders(theirs, {
        "set-cookie": ["a", "b"],
        "set-cookie-values": ["a=1; Path=/; SameSite=lax", ...cookies(theirs)],
      }),
  },
  ruleOf(
    "A cookie's value is percent-encoded, and an empty one has no quotes",
    { "returns/ckquote": "x%3By%3D%22z%22%20%C3%A9", "returns/ckdel": "" },
    (theirs, value) =>
      withHeaders(theirs, {
        "set-cookie-values": cookies(theirs).map((cookie) =>
          cookie.replace(/="(?:\\.|[^"\\])*"/, () => `=${value}`)
        ),
      }),
  ),
  {
    says: "`cookie()` is `HttpOnly`, so scripts cannot read it, unless `httpOnly` is false",
    cases: ids("returns", "ck2 | ckquote | ckdel"),
    expect: (theirs) =>
      withHeaders(theirs, {
        "set-cookie-values": cookies(theirs).map((cookie) => `${cookie}; HttpOnly`),
      }),
  },
  {
    says: "An event stream is not cached, and proxies do not buffer it",
    cases: ids("returns", "essync"),
    expect: (theirs) =>
      withHeaders(theirs, { "cache-control": "no-store, no-transform", "x-accel-buffering": "no" }),
  },
  {
    says:
      "A text that `EventStream` gets is content, also one that is an event already; `` sse`data: …` `` of compat writes such an event",
    cases: ids("returns", "essync"),
    expect: (theirs) => replaced(theirs, [["raw: x\n\n", "data: raw: x\ndata: \ndata: \n\n"]]),
  },
  {
    says: "Data varies by htmx only where the handler reads `htmx`",
    cases: [
      ...ids("forms", "dc as json"),
      ...ids("returns", "byt | dicdate | dc | hx dc"),
      ...ids("todo_db", "json | json2 | json3"),
    ],
    expect: (theirs) => withHeaders(theirs, { vary: undefined }),
  },
  {
    says: "`SvgInb()` sends `HX-Reselect`, which htmx reads",
    cases: ids("returns", "svginb"),
    expect: (theirs) =>
      withHeaders(theirs, {
        "hx-hx-reselect": undefined,
        "hx-reselect": theirs.headers["hx-hx-reselect"],
      }),
  },
  {
    says: "Of HTML and JSON that a client likes alike, `ApiReturn` answers with the first named",
    cases: ids("special", "api multi accept"),
    expect: (theirs) => ({
      ...withHeaders(theirs, { "content-type": JSON_TYPE, vary: "HX-Request" }),
      body: '{"a":1,"b":"x"}',
    }),
  },
  {
    says: "`ApiReturn` varies by `Accept`, and JSON is the same when the history is restored",
    cases: ids(
      "special",
      "get /p_apianno | api json | api html accept | api multi accept | apianno json",
    ),
    expect: (theirs) =>
      withHeaders(theirs, {
        vary: theirs.headers["content-type"] === JSON_TYPE
          ? "HX-Request, Accept"
          : `${theirs.headers.vary}, Accept`,
      }),
  },
  {
    says: "`robots.txt` is plain text, and `sitemap.xml` is XML",
    cases: ids("extras", "robots | sitemap"),
    expect: (theirs, { request: { path } }) => {
      const isText = path === "/robots.txt";
      const type = isText ? "text/plain" : "application/xml";
      const xml = /<urlset.*<\/urlset>/.exec(theirs.body)?.[0];
      return {
        ...withHeaders(theirs, { "content-type": type, vary: undefined }),
        body: isText ? theirs.body : `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`,
      };
    },
  },
  {
    says: "A browser caches a file, and asks each time whether it has changed",
    cases: ids(
      "statics",
      "get /st/a.css | get /st/sub/b.js | get /st/c.txt | get /st/d.md | get /st/e.svg | " +
        "get /files/c.txt | get /files/sub/b.js | get /fa/a.css | head static",
    ),
    expect: (theirs) => withHeaders(theirs, { "cache-control": "no-cache" }),
  },
  {
    says: "`StaticFiles` serves every kind of file in its folder; no list of extensions is kept",
    cases: ids("statics", "get /st/d.md"),
    expect: (theirs) => ({
      status: 200,
      headers: { ...theirs.headers, "content-type": "text/markdown; charset=utf-8" },
      body: "# md\n",
    }),
  },
  {
    says: "A route comes before a file of the same path",
    cases: ids("statics", "get /fa/zzz.txt"),
    expect: () => succeed("shadow zzz", PAGE),
  },
];

function cookies({ headers }: Answer): readonly string[] {
  return [headers["set-cookie-values"] ?? []].flat();
}

/** What Python printed of objects, alone or one after the other in a page, as JSON. */
function toJson({ body }: Answer): string {
  const printed = /<body>(.*)<\/body>/s.exec(body)?.[1] ?? body;
  const objects = printed.replace(/^\w+\((\w+)=(.*)\)$/, "{'$1': $2}").replaceAll("}{", "}\n{")
    .replaceAll("'", '"').replaceAll("None", "null").replaceAll("False", "false").split("\n")
    .map((text) => JSON.parse(text));
  return JSON.stringify(printed === body ? objects[0] : objects);
}
