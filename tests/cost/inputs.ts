/** Each kind of input at its largest size: as harmless as it comes, and in its nastiest forms. */

/** A request, or a message for the socket `/ws`. */
export type Input = { readonly path: string; readonly init?: RequestInit } | {
  readonly message: string;
};

/** Inputs of one kind and about one size. */
export interface Kind {
  readonly what: string;
  /** How often an input is sent in one measurement: small ones are too fast for one. */
  readonly times: number;
  readonly harmless: Input;
  readonly nasty: Readonly<Record<string, Input>>;
}

const MB = 1_000_000;
/** Paths are at most 8,000 characters. */
const PATH = 8_000;
/** Deno takes heads of 64 kB. */
const HEAD = 60_000;

const words = "The quick brown fox jumps over the lazy dog. ";

function fill(size: number, part: string, { before = "", after = "" } = {}): string {
  return before + part.repeat(Math.floor((size - before.length - after.length) / part.length)) +
    after;
}

/** Numbered parts, as `a0=1&a1=1&`. */
function count(times: number, part: (i: number) => string): string {
  return Array.from({ length: times }, (_, i) => part(i)).join("");
}

function path(part: string, options?: { before?: string; after?: string }): Input {
  return { path: fill(PATH, part, { before: "/path/", ...options }) };
}

function query(part: string, options?: { before?: string; after?: string }): Input {
  return { path: fill(HEAD, part, { before: "/query?list=1&text=", ...options }) };
}

function header(name: string, part: string, options?: { before?: string; after?: string }): Input {
  return { path: "/headers", init: { headers: { [name]: fill(HEAD, part, options) } } };
}

function cookie(part: string, options?: { before?: string; after?: string }): Input {
  return { path: "/cookie", init: { headers: { cookie: fill(HEAD, part, options) } } };
}

function post(path: string, type: string, body: string | Uint8Array<ArrayBuffer>): Input {
  return { path, init: { method: "POST", body, headers: { "content-type": type } } };
}

function form(part: string, options?: { before?: string; after?: string }, path = "/item"): Input {
  const body = fill(2 * MB, part, { before: "name=", ...options });
  return post(path, "application/x-www-form-urlencoded", body);
}

function json(part: string, options?: { before?: string; after?: string }, path = "/item"): Input {
  const body = fill(2 * MB, part, { before: '{"name":"', after: '"}', ...options });
  return post(path, "application/json", body);
}

const LINE = "\r\n";
const FILE = `--b${LINE}content-disposition: form-data; name="file"; filename="a.txt"${LINE}` +
  `content-type: text/plain${LINE}${LINE}`;

function multipart(part: string, options?: { before?: string; after?: string }): Input {
  const body = fill(32 * MB - 10_000, part, {
    before: FILE,
    after: `${LINE}--b--${LINE}`,
    ...options,
  });
  return post("/file", "multipart/form-data; boundary=b", body);
}

function message(part: string, options?: { before?: string; after?: string }): Input {
  return { message: fill(1024 * 1024, part, { before: '{"text":"', after: '"}', ...options }) };
}

/** A list of many items, and then spaces. */
function items(
  times: number,
  part: (i: number) => string,
  name = "name",
): { before: string; after: string } {
  return { before: `{"list":[${count(times, part)}`, after: `1],"${name}":"x"}` };
}

function html(part: string, options?: { before?: string; after?: string }): Input {
  return post("/html2ft", "text/plain", fill(MB, part, options));
}

function csv(part: string, options?: { before?: string; after?: string }): Input {
  return post("/csv", "text/plain", fill(MB, part, { before: "a\n", ...options }));
}

const BS = count(99, (i) => `<b a=${i}>`);

/** All kinds. */
export const KINDS: readonly Kind[] = [
  {
    what: "a path",
    times: 20,
    harmless: path("abcdefg/", { after: "x" }),
    nasty: {
      "percent codes": path("%41"),
      "percent codes of several bytes": path("%F0%9F%98%80"),
      "malformed percent codes": path("%zz"),
      "half characters": path("%F0"),
      slashes: path("/"),
      dots: path("./"),
      backslashes: path("%5C"),
      "digits for a number": path("1", { before: "/number/", after: "x" }),
      "points for a number": path("1.", { before: "/number/" }),
      "no route": path("abcdefg/", { before: "/none/" }),
      "two routes that nearly match": path("a/", { before: "/text/" }),
    },
  },
  {
    what: "a query",
    times: 20,
    harmless: query("abcdefgh"),
    nasty: {
      "percent codes": query("%41"),
      "malformed percent codes": query("%zz"),
      "half characters": query("%F0"),
      "plus signs": query("+"),
      "many fields": query("a=1&", { before: "/query?list=1&" }),
      "fields without names": query("&", { before: "/query?list=1" }),
      "a list of numbers": query("list=1&", { before: "/query?" }),
      "a number of digits": query("1", { before: "/query?list=1&number=", after: "x" }),
      "a number of points": query("1.", { before: "/query?list=1&number=" }),
      "a number of signs": query("1e-", { before: "/query?list=1&number=" }),
      "a large integer": query("9", { before: "/query?list=1&big=" }),
      "a date of digits": query("0", { before: "/query?list=1&date=2026-01-01T00:00:00." }),
      "a flag": query("t", { before: "/query?list=1&flag=" }),
      "a link of dots": query("a.", { before: "/query?list=1&link=http://" }),
      "a link of slashes": query("../", { before: "/query?list=1&link=http://a/" }),
      "question marks": query("?"),
    },
  },
  {
    what: "a header",
    times: 20,
    harmless: header("x-a", "abcdefgh"),
    nasty: {
      "spaces in a type": header("content-type", " ", { before: "text/html;" }),
      "parameters of a type": header("content-type", "a=b; ", { before: "text/html; " }),
      "an open quote in a type": header("content-type", '\\"', { before: 'text/html; a="' }),
      "tags of a file": header("if-none-match", '"a", '),
      "ranges": header("range", "0-0,", { before: "bytes=" }),
      "an origin": header("origin", "a.", { before: "http://" }),
      "types to accept": header("accept", "a/b;q=0.1,"),
      "languages": header("accept-language", "a-b;q=0.1,"),
      "a URL of htmx": header("hx-current-url", "a/../", { before: "http://a/" }),
      "percent codes of htmx": header("hx-current-url", "%zz"),
      "an htmx prompt": header("hx-prompt", "%41"),
      "forwarded": header("x-forwarded-for", "1.1.1.1, "),
      "authorization": header("authorization", "QUFB", { before: "Basic " }),
    },
  },
  {
    what: "a cookie",
    times: 20,
    harmless: cookie("abcdefgh", { before: "v=" }),
    nasty: {
      "many cookies": cookie("v=1; "),
      "many sessions": cookie("session_=a.b.c; "),
      "one long session": cookie("A", { before: "session_=" }),
      "a session of points": cookie(".", { before: "session_=" }),
      "percent codes": cookie("%41", { before: "v=" }),
      "malformed percent codes": cookie("%zz", { before: "v=" }),
      "equals signs": cookie("=", { before: "v" }),
      "semicolons": cookie(";"),
      spaces: cookie(" ", { before: "v=", after: "x" }),
      quotes: cookie('"', { before: "v=" }),
    },
  },
  {
    what: "a form",
    times: 4,
    harmless: form("abcdefgh"),
    nasty: {
      "plus signs": form("a+"),
      "percent codes": form("%41"),
      "percent codes of several bytes": form("%F0%9F%98%80"),
      "malformed percent codes": form("%zz"),
      "percent signs": form("%"),
      "half characters": form("%F0"),
      "many fields": form("a=1&", { before: "" }),
      "fields without names": form("&", { before: "" }),
      "999 fields": form("x", { before: count(999, (i) => `a${i}=1&`) + "name=" }),
      "999 fields of one name": form("x", { before: count(999, () => "tags=1&") + "name=" }),
      "a number of digits": form("1", { before: "amount=", after: "x" }),
      "a number of points": form("1.", { before: "amount=" }),
      "a date": form("0", { before: "day=2026-01-01T00:00:00." }),
    },
  },
  {
    what: "JSON",
    times: 4,
    harmless: json(words),
    nasty: {
      "escapes": json("\\u0041"),
      "half of an escape": json("\\u0041", { after: "\\u" }),
      brackets: json("[", { before: "", after: "" }),
      "objects in each other": json('{"a":', { before: "", after: "" }),
      "many keys": json('"a":1,', { before: "{", after: '"b":1}' }),
      "other keys": json("x", { before: `{${count(999, (i) => `"a${i}":1,`)}"name":"` }),
      "many numbers": json("1,", { before: '{"tags":[', after: "1]}" }),
      "the most numbers": json(" ", items(39_990, () => "1,")),
      "the most objects": json(" ", items(39_990, () => "{},")),
      "the most lists": json(" ", items(39_990, () => "[],")),
      "the most rows": json(" ", items(9_990, () => '{"a":1},')),
      "the most names": json(" ", items(1, () => `{${count(19_990, (i) => `"k${i}":1,`)}"k":1},`)),
      "the most names of many objects": json(
        " ",
        items(900, (i) => `{${count(20, (j) => `"k${i}_${j}":1,`)}"k":1},`),
      ),
      "many texts": json('"",', { before: '{"tags":[', after: '""]}' }),
      "a number of digits": json("1", { before: '{"amount":"', after: 'x"}' }),
      "a whole number": json("1", { before: '{"amount":', after: "}" }),
      "a small number": json("0", { before: '{"amount":0.', after: "1}" }),
      spaces: json(" ", { before: '{"name":"x"', after: "}" }),
      "keys that objects inherit": json(
        '"__proto__":{},',
        { before: "{", after: '"a":1}' },
        "/data",
      ),
    },
  },
  {
    what: "multipart",
    times: 1,
    harmless: multipart(words),
    nasty: {
      "near-boundaries": multipart("\r\n--a"),
      "boundaries that go on": multipart("\r\n--bb"),
      "line ends": multipart("\r\n"),
      "carriage returns": multipart("\r"),
      dashes: multipart("-"),
      "one head": multipart("a", { before: "--b\r\ncontent-disposition: " }),
      "open quotes in a head": multipart('\\"', {
        before: '--b\r\ncontent-disposition: form-data; name="',
      }),
      "many heads": multipart("a: b\r\n", { before: "--b\r\n" }),
      "many parts": multipart(`${FILE}x\r\n`, { before: "" }),
      "a text": multipart("a", {
        before: '--b\r\ncontent-disposition: form-data; name="file"\r\n\r\n',
      }),
      "no boundary": multipart(words, { before: "" }),
    },
  },
  {
    what: "a message",
    times: 4,
    harmless: message(words),
    nasty: {
      escapes: message("\\u0041"),
      brackets: message("[", { before: "", after: "" }),
      "objects in each other": message('{"a":', { before: "", after: "" }),
      "many keys": message('"a":1,', { before: "{", after: '"b":1}' }),
      "many numbers": message("1,", { before: '{"text":"","list":[', after: "1]}" }),
      "the most numbers": message(" ", items(39_990, () => "1,", "text")),
      "the most names": message(
        " ",
        items(1, () => `{${count(19_980, (i) => `"k${i}":1,`)}"k":1},`, "text"),
      ),
      "other keys": message("x", { before: `{${count(999, (i) => `"a${i}":1,`)}"text":"` }),
      "a number of digits": message("1", { before: '{"text":"","number":"', after: 'x"}' }),
      "a number of points": message("1.", { before: '{"text":"","number":"' }),
      "a date": message("0", { before: '{"text":"","date":"2026-01-01T00:00:00.' }),
      "no JSON": message("x", { before: "", after: "" }),
      spaces: message(" ", { before: '{"text":"x"', after: "}" }),
    },
  },
  {
    what: "HTML for html2ft",
    times: 1,
    harmless: html(`<p class="text" id="t">${words.repeat(6)}</p>\n`),
    nasty: {
      comments: html("<!---->", { after: "<html>" }),
      "open comments": html("<!--"),
      "elements in each other": html("<pre>"),
      "250 deep": html(words, { before: "<div>".repeat(250) + "<b></b>x".repeat(9_800) }),
      "foster parents": html(words, {
        before: `<table>${"x<b>".repeat(200)}${"<i>x</i>".repeat(19_000)}`,
      }),
      "links in links": html(words, { before: "<a><div>".repeat(120) + "</a><a>".repeat(4_000) }),
      "elements that are repeated": html("<p>x", { before: `<p>${BS}` }),
      "attributes of <html>": html(count(1_000, (i) => `<html a${i}>`)),
      "attributes": html(words, { before: `<p ${count(19_000, (i) => `a${i} `)}>` }),
      "dashes in a name": html("-a", { before: "<a", after: ">" }),
      "dashes in an attribute": html("-a", { before: "<a a", after: ">" }),
      "spaces in a URL": html(" ", { before: '<a href="', after: '">' }),
      "end tags": html("</p>"),
      entities: html("&ampx;&"),
      "lines of code": html("`\n", { before: "<pre>" }),
      "one word after another": html("x "),
    },
  },
  {
    what: "CSV",
    times: 1,
    harmless: csv("ada lovelace,36\n", { before: "name,age\n" }),
    nasty: {
      "columns": csv(`${count(999, (i) => `a${i},`)}z\n`, { before: "" }),
      "headings without a name": csv(",", { before: "" }),
      "empty lines": csv("\n"),
      quotes: csv('""', { before: 'a\n"', after: '"\n' }),
      "an open quote": csv("x", { before: 'a\n"' }),
      "a stray quote": csv("x", { after: '"' }),
      "carriage returns": csv("\r"),
      "one integer": csv("9"),
      "nearly an integer": csv("9", { after: "x" }),
      "nearly a number": csv("9", { after: "." }),
      "a date": csv("0", { before: "a\n2026-01-01T00:00:00." }),
      spaces: csv(" ", { after: "x" }),
      signs: csv("-"),
      "one column of two letters": csv("a,b\n", { before: "c,d\n" }),
    },
  },
];
