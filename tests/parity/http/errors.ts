/** Differences in what goes wrong: bad input, errors, and their pages. */
import { fail, ids, PHRASES, type Rule, ruleOf, withBody, withHeaders } from "./rule.ts";

/** What a message says was expected, by the declaration. */
const INTEGER = "text that Integer reads", DAY = "text that DateOnly reads";

const noPath = "Cannot read the request: malformed Host or target";

/** The rules, in the order in which they are applied. */
export const errors: readonly Rule[] = [
  ruleOf(
    "Bad input is a 400, in a path a 404; the message names the parameter, what was received and what was expected",
    {
      "routing/get /numcast/5.0": refused("n", '"5.0"', INTEGER),
      "routing/get /numcast/1,000": refused("n", '"1,000"', INTEGER),
      "routing/get /date/Feb%203%202024": refused("d", '"Feb 3 2024"', DAY),
      "routing/get /bool/maybe": refused("b", '"maybe"', "true or false"),
      "params/get /s": missing("a", "text"),
      "params/get /i": missing("a", INTEGER),
      "params/get /i?a=x": refused("a", '"x"', INTEGER),
      "params/get /i?a=1,000": refused("a", '"1,000"', INTEGER),
      "params/get /iunion?a=x": refused("a", '"x"', INTEGER),
      "params/get /multiunion?a=x": refused("a", '"x"', INTEGER),
      "params/get /d?a=31/01/2024": refused("a", '"31/01/2024"', DAY),
      "params/get /d?a=01/02/2024": refused("a", '"01/02/2024"', DAY),
      "params/get /d?a=Jan%205%202024": refused("a", '"Jan 5 2024"', DAY),
      "params/get /d?a=2024-02-30": refused("a", '"2024-02-30"', DAY),
      "params/get /uid?a=zz": refused("a", '"zz"', "text that uuid reads"),
      "params/get /en": missing("a", 'one of "alexnet", "resnet"'),
      "params/get /en?a=zzz": refused("a", '"zzz"', 'one of "alexnet", "resnet"'),
      "params/get /fn?a=bad": refused("a", '"bad"', "text that up reads"),
      "params/form int missing": missing("a", INTEGER),
      "forms/dc bad int": refused("prio", '"zz"', INTEGER),
      "forms/upload missing": missing("f", "a file"),
      "forms/upload as text": refused("f", '"text"', "a file"),
      "errors/get /need": missing("a", INTEGER),
      "errors/get /need?a=x": refused("a", '"x"', INTEGER),
      "errdef/get /need": missing("a", INTEGER),
      "todo_db/create bad": refused("prio", '"zz"', INTEGER),
    },
    (theirs, message, each) =>
      fail(theirs, each, each.app === "apps/routing.py" ? 404 : 400, message),
  ),
  ruleOf(
    "An integer is digits with a sign at most",
    {
      "params/get /i?a=1_000": refused("a", '"1_000"', INTEGER),
      "params/get /i?a=%205%20": refused("a", '" 5 "', INTEGER),
    },
    (theirs, message, each) => fail(theirs, each, 400, message),
  ),
  ruleOf(
    "An empty field of a number, a date or a file is nothing sent",
    {
      "params/get /i?a=": missing("a", INTEGER),
      "params/get /d?a=": missing("a", DAY),
      "forms/upload empty file": missing("f", "a file"),
      "forms/dc empty strings": "",
    },
    (theirs, message, each) =>
      // A field of a class keeps its initial value.
      message
        ? fail(theirs, each, 400, message)
        : withBody(theirs, theirs.body.replace("prio=0", "prio=1")),
  ),
  ruleOf(
    "In a list of numbers an empty item is a 400",
    { "params/get /li?a=1&a=": refused("a", '["1",""]', `a list, each ${INTEGER}`) },
    (theirs, message, each) => fail(theirs, each, 400, message),
  ),
  ruleOf(
    "htmx 4 sends the fields of a form as they are: nothing is looked for in `values`",
    { "params/values nested (htmx4)": missing("a", "text"), "extras/values ok": undefined },
    (theirs, message, each) =>
      message ? fail(theirs, each, 400, message) : withBody(theirs, "'none'"),
  ),
  ruleOf(
    "JSON's `null` is a 400 where a field's initial value is not `null`; no declaration has both yet, so send nothing or make `null` the initial value",
    { "forms/dc json null": refused("prio", "null", INTEGER) },
    (theirs, message, each) => fail(theirs, each, 400, message),
  ),
  ruleOf(
    "A body that cannot be read is a 400 that says why",
    {
      "forms/json array": "Cannot read JSON: a list, expected an object",
      "forms/json string": "Cannot read JSON: a string, expected an object",
      "forms/json bad": "Cannot read JSON: malformed",
      "forms/multipart no boundary": "Cannot read the form: multipart without a boundary",
    },
    (theirs, message, each) => fail(theirs, each, 400, message),
  ),
  {
    says: "A path with `..` in it, encoded or not, is a 400",
    cases: ids(
      "statics",
      "get /st/../statics.py | get /st/%2e%2e/outside.txt | get /files/%2e%2e/statics.py",
    ),
    expect: (theirs, each) => fail(theirs, each, 400, noPath),
  },
  {
    says:
      "Functions that run `before` also run before mounted applications, and where there is nothing, so that a 404 tells a stranger nothing",
    cases: ids("before", "log2"),
    expect: (theirs) => withBody(theirs, theirs.body.replace(/ b2$/, " b1 b2 b2")),
  },
  {
    says: "A row that is not there is a 404, wherever the error is thrown",
    cases: ids("todo_db", "delete missing | edit missing"),
    expect: (theirs, each) => fail(theirs, each, 404),
  },
  {
    says:
      "`devtools_json()` is not there yet; answer `/.well-known/appspecific/com.chrome.devtools.json` with a route that returns the object",
    cases: ids("extras", "devtools"),
    expect: (theirs, each) => fail(theirs, each, 404),
  },
  {
    says: "`with_sid()` is not there yet; keep an id in `sessionStorage` and send it by `hx_vals`",
    cases: ids("extras", "sid"),
    expect: (theirs, each) => fail(theirs, each, 404),
  },
  {
    says: "A malformed `Authorization` header is a 401 as a missing one is",
    cases: ids("extras", "secret garbage"),
    expect: (theirs) => ({
      status: 401,
      headers: { ...theirs.headers, "www-authenticate": 'Basic realm="login"' },
      body: "not authenticated",
    }),
  },
  {
    says: "Basic authentication names its character set, and says no more than `401 Unauthorized`",
    cases: ids(
      "extras",
      "secret no | secret bad pw | secret bearer | secret garbage | devtools needs auth",
    ),
    expect: (theirs) => ({
      ...withHeaders(theirs, {
        "www-authenticate": `${theirs.headers["www-authenticate"]}, charset="UTF-8"`,
      }),
      body: "Unauthorized",
    }),
  },
  {
    says:
      "A route that declares a class, a file or a schema answers only POST, unless `methods` says otherwise",
    cases: ids("forms", "dc from query"),
    expect: (theirs, each) => fail(withHeaders(theirs, { allow: "POST" }), each, 405),
  },
  ruleOf(
    "A 405 names all verbs of the path",
    {
      "routing/OPTIONS /verb": "GET, POST, PUT, DELETE, PATCH, HEAD",
      "router/cards put": "GET, POST, DELETE, HEAD",
    },
    (theirs, allow) => withHeaders(theirs, { allow }),
  ),
  {
    says: "An error that no handler answers is a page, for htmx a part of one",
    cases: [
      ...ids(
        "routing",
        "get /nope | get /ABOUT | OPTIONS /verb | put /about | get /apppost | post /appget | " +
          "post /multi | OPTIONS /about | get /uu/zz | get /ext/a/b.png | get /hex/xyz",
      ),
      ...ids("returns", "filermiss"),
      ...ids("page", "get /nope"),
      ...ids("errors", "get /e410"),
      ...ids("errdef", "get /nope | get /boom | get /e403 | 405"),
      ...ids("before", "before raise | 404 skips before"),
      ...ids(
        "router",
        "get /api/thing/x | get /Widgets | get /sub/nope | get /t | post g | cards put",
      ),
      ...ids("session", "toast bad"),
      ...ids(
        "extras",
        "secret no | secret bad pw | secret bearer | secret garbage | devtools needs auth",
      ),
      ...ids("todo_db", "one missing"),
    ],
    expect: (theirs, each) => {
      const { status, body } = theirs, phrase = PHRASES[status];
      const isPlain = body === phrase || body === `${status} ${phrase}`;
      return fail(theirs, each, status, isPlain ? "" : body);
    },
  },
];

function refused(name: string, received: string, expected: string): string {
  return `Cannot read "${name}": received ${received}, expected ${expected}`;
}

function missing(name: string, expected: string): string {
  return `Cannot read "${name}": nothing was sent, expected ${expected}`;
}
