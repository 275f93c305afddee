import { isDeepStrictEqual } from "node:util";
import type { Answer } from "./answer.ts";
import { toDom } from "./dom.ts";
import { type Case, toCookie, toExpected } from "./funcs_expected.ts";
import type { Difference } from "./rules.ts";

type Fits = Difference<Case, Answer>["fits"];

/** Where this project's helper functions differ from FastHTML's on purpose. */
export const DIFFERENCES: readonly Difference<Case, Answer>[] = [
  {
    says: "`Integer` reads the digits 0 to 9 with a sign before them, and nothing else",
    cases: numbered("str2int", 4, 6, 16, 17, 18, 21, 22),
    fits: throws(({ args: [text] }) =>
      `Error: Cannot read "value": received ${JSON.stringify(text)}, expected a whole number`
    ),
  },
  {
    says: "An empty text is no number: it counts as nothing sent",
    cases: ["str2int/5"],
    fits: throws(() => 'Error: Cannot read "value": nothing was sent, expected a whole number'),
  },
  {
    says: "`DateOnly` reads a day as HTML's date field sends it: `2026-11-20`",
    cases: ["str2date/3"],
    fits: throws(({ args: [text] }) =>
      `Error: Cannot read "value": received ${
        JSON.stringify(text)
      }, expected a date such as 2026-11-20`
    ),
  },
  {
    says: "The header of a parameter has a hyphen for each `_`, also beside a single letter",
    cases: numbered("snake2hyphens", 4, 10),
    fits: gives(({ args: [name] }) => String(name).replaceAll("_", "-")),
  },
  {
    says: "A parameter that comes from a header has a name that a header can have",
    cases: ["snake2hyphens/11"],
    fits: throws(() => 'TypeError: Cannot declare "" for GET /: header "", expected a token'),
  },
  {
    says: "The parameters of `route.to()` are an object, so each may have any name",
    cases: ["qp/3"],
    fits: gives(({ args: [path], kwargs: { id, p } }) =>
      String(path).replace("{id:int}", String(id)).replace("{p:path}", String(p))
    ),
  },
  {
    says: "`route.to()` without a value for a part of the path is an error",
    cases: numbered("qp", 4, 7),
    fits: throws(({ args: [path] }) =>
      `TypeError: Cannot make a URL for "${path}": no value for "id", expected one`
    ),
  },
  {
    says: "`route.to()` writes `false` and `0` as they are, and leaves `null` out",
    cases: ["qp/6"],
    fits: gives(({ args: [path], kwargs }) => {
      const given = Object.entries(kwargs).filter(([, value]) => value !== null);
      return `${path}?${given.map((pair) => pair.join("=")).join("&")}`;
    }),
  },
  {
    says: "`route.to()` encodes what it puts into the path",
    cases: ["qp/8"],
    fits: gives(({ args: [path], kwargs: { id } }) =>
      String(path).replace("{id}", encodeURIComponent(String(id)))
    ),
  },
  {
    says: "A route's path has no query",
    cases: ["qp/9"],
    fits: throws(({ args: [path] }) =>
      `SyntaxError: Cannot add route "${path}": a query, fragment, space or backslash, ` +
      "expected a path alone"
    ),
  },
  {
    says: "`uri()` is `app.urlFor()`, which gives the URL itself",
    cases: numbered("uri", 0, 1, 2),
    fits: gives(({ result }) => {
      const query = String(result).split("/").at(-1);
      return query === "" ? "/here" : `/here?${query}`; // where the runner has the route
    }),
  },
  {
    says: "There is no `decode_uri()`, as no URL is encoded twice",
    cases: numbered("decode_uri", 0, 1, 2, 3),
    fits: throws(() => "ReferenceError: decodeUri is not defined"),
  },
  {
    says: "`cookie()` is `HttpOnly` unless the option `httpOnly` is false",
    cases: numbered("cookie", 0, 4, 5),
    fits: gives((each) => ({ ...toExpected(each) as object, httponly: "" })),
  },
  {
    says: "`cookie()` is `HttpOnly`, and writes its value percent-encoded, not quoted",
    cases: numbered("cookie", 1, 2, 3, 8),
    fits: gives(({ args: [name, value = ""] }) =>
      toCookie(`${name}=${encodeURIComponent(String(value))}; Path=/; SameSite=lax; HttpOnly`)
    ),
  },
  {
    says: "`HtmxResponseHeaders()` takes the headers that htmx reads, and no others",
    cases: ["HtmxResponseHeaders/3"],
    fits: throws(() =>
      'TypeError: Cannot instruct htmx: unknown option "customThing", expected one of location, ' +
      "pushUrl, redirect, refresh, replaceUrl, reswap, retarget, reselect, trigger, " +
      "triggerAfterSettle, triggerAfterSwap, external"
    ),
  },
  {
    says: "`HtmxResponseHeaders()` leaves out what is undefined",
    cases: ["HtmxResponseHeaders/5"],
    fits: gives((each) =>
      (toExpected(each) as [string, unknown][]).filter(([, value]) => value !== null)
    ),
  },
  {
    says:
      "There is no `loose_format()`: `ScriptX(file, values)` and `runJs(code, values)` fill in values as JSON",
    cases: numbered("loose_format", 0, 1, 2, 3, 4),
    fits: throws(() => "ReferenceError: looseFormat is not defined"),
  },
  {
    says: "There is no `double_braces()` or `undouble_braces()`: a template literal needs neither",
    cases: ["double_braces/0", "undouble_braces/0"],
    fits: throws(({ fn }) => `ReferenceError: ${fn.replace("_b", "B")} is not defined`),
  },
  {
    says:
      "There is no `replace_css_vars()`: `StyleX(file, values)` fills in values, or a template literal",
    cases: numbered("replace_css_vars", 0, 1, 2, 3),
    fits: throws(() => "ReferenceError: replaceCssVars is not defined"),
  },
  {
    says: "`transformd()` writes a number alone in parentheses: `scale(2)`",
    cases: ["transformd/4"],
    fits: gives(({ kwargs: { scale } }) => ({ transform: `scale(${scale})` })),
  },
  {
    says: "`htmlToFt()` gives an `A` without `href` the attribute `href: null`",
    cases: numbered("html2ft", 10, 11),
    fits: gives(({ args: [html] }) => toDom(String(html))),
  },
  {
    says: "An attribute's name is not empty, so `__` is none",
    cases: ["attrmap/12", "attrmap_x/12"],
    fits: throws(({ args: [name] }) =>
      `TypeError: Cannot write an attribute: the name is ${JSON.stringify(name)}, expected ` +
      "one or more characters, none of them a space, a quote, < > / = or a control character"
    ),
  },
  {
    says: "A `null` in a list or an object for an attribute writes nothing",
    cases: numbered("valmap", 2, 7),
    fits: gives(({ result }) => String(result).replace(/;? (\w+:)?None/, "")),
  },
  {
    says: "`sseMessage()` does not indent its elements",
    cases: ["sse_message/2"],
    fits: gives(({ result }) => {
      const lines = String(result).trimEnd().split("\n").map((line) => line.slice(6).trim());
      return `data: ${lines.join("")}\n\n`;
    }),
  },
  {
    says: "`sseMessage()` of an empty text is a message, which the browser gets",
    cases: ["sse_message/4"],
    fits: gives(({ result }) => String(result).replace("\n", "data: \n")),
  },
  {
    says: "`toXml()` escapes a text alone",
    cases: ["to_xml/0"],
    fits: gives(({ args: [text] }) => String(text).replaceAll("<", "&lt;").replaceAll(">", "&gt;")),
  },
  {
    says: "`toXml()` prints a number alone",
    cases: numbered("to_xml", 2, 4),
    fits: gives(({ args: [value] }) => String(value)),
  },
  {
    says: "`toXml()` of several texts puts no line break between them",
    cases: ["to_xml/5"],
    fits: gives(({ args }) => args.join("")),
  },
  {
    says: "`toXml()` with `indent` adds space only where a page does not show it",
    cases: numbered("to_xml", 6, 8, 9, 10, 11, 12),
    fits: ({ args }, { value }) => {
      const html = (args as { html: string }[]).map((arg) => arg.html).join("");
      const bare = String(value).replaceAll(/\n *(?=<\/?(div|p|ul|li)>|$)/g, "");
      return typeof value === "string" && value.endsWith("\n") && bare === html;
    },
  },
  {
    says: "`toXml()` has no option `do_escape`: `Safe(html)` is not escaped",
    cases: ["to_xml/7"],
    fits: throws(() => 'TypeError: Cannot write HTML: unknown option "do_escape", expected indent'),
  },
  {
    says: "`toXml()` takes no bytes: decode them first, with `new TextDecoder().decode(bytes)`",
    cases: ["to_xml/13"],
    fits: throws(() =>
      "TypeError: Cannot render this: found Uint8Array, expected text, a number, an element, " +
      "an iterable, a promise or a value with __ft__()"
    ),
  },
  {
    says: "There is no `flat_xt()` or `flat_tuple()`: lists are content at any depth",
    cases: [...numbered("flat_xt", 0, 1), ...numbered("flat_tuple", 0, 1, 2)],
    fits: throws(({ fn }) =>
      `ReferenceError: ${fn === "flat_xt" ? "flatXt" : "flatTuple"} is not defined`
    ),
  },
  {
    says: "There is no `dict2xml()`: `tags.Name(value)` makes an element of any name",
    cases: numbered("dict2xml", 0, 1, 2),
    fits: throws(() => "ReferenceError: dict2xml is not defined"),
  },
];

function numbered(fn: string, ...numbers: number[]): string[] {
  return numbers.map((number) => `${fn}/${number}`);
}

/** It is this value, made from the case. */
function gives(expected: (each: Case) => unknown): Fits {
  return (each, { value, error }) =>
    error === undefined && isDeepStrictEqual(value, expected(each));
}

/** It is this error, made from the case. */
function throws(message: (each: Case) => string): Fits {
  return (each, { error }) => error === message(each);
}
