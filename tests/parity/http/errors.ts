/** Differences in what goes wrong: bad input, errors, and their pages. */
import { fail, ids, PHRASES, type Rule, ruleOf, withBody, withHeaders } from "./rule.ts";

/** What the user is told of a value, by the declaration. */
const INTEGER = "Please enter a whole number.", DAY = "Please enter a date, such as 2026-11-20.";
const INVALID = "This is not valid.";

const unreadable = "The server could not read what was sent. Please try again.";

/** The rules, in the order in which they are applied. */
export const errors: readonly Rule[] = [
  ruleOf(
    "Bad input is a 400, in a path a 404; the page names the parameter and what to enter, and the log what was received",
    {
      "routing/get /numcast/5.0": refused("n", INTEGER),
      "routing/get /numcast/1,000": refused("n", INTEGER),
      "routing/get /date/Feb%203%202024": refused("d", DAY),
      "routing/get /bool/maybe": refused("b", "Please choose yes or no."),
      "params/get /s": missing("a"),
      "params/get /i": missing("a"),
      "params/get /i?a=x": refused("a", INTEGER),
      "params/get /i?a=1,000": refused("a", INTEGER),
      "params/get /iunion?a=x": refused("a", INTEGER),
      "params/get /multiunion?a=x": refused("a", INTEGER),
      "params/get /d?a=31/01/2024": refused("a", DAY),
      "params/get /d?a=01/02/2024": refused("a", DAY),
      "params/get /d?a=Jan%205%202024": refused("a", DAY),
      "params/get /d?a=2024-02-30": refused("a", DAY),
      "params/get /uid?a=zz": refused("a", INVALID),
      "params/get /en": missing("a"),
      "params/get /en?a=zzz": refused("a", "Please choose one of these: alexnet, resnet."),
      "params/get /fn?a=bad": refused("a", INVALID),
      "params/form int missing": missing("a"),
      "forms/dc bad int": refused("prio", INTEGER),
      "forms/upload missing": missing("f"),
      "forms/upload as text": refused("f", "Please choose a file."),
      "errors/get /need": missing("a"),
      "errors/get /need?a=x": refused("a", INTEGER),
      "errdef/get /need": missing("a"),
      "todo_db/create bad": refused("prio", INTEGER),
    },
    (theirs, message, each) =>
      each.app === "apps/routing.py" ? fail(theirs, each, 404) : fail(theirs, each, 400, message),
  ),
  ruleOf(
    "An integer is digits with a sign at most",
    {
      "params/get /i?a=1_000": refused("a", INTEGER),
      "params/get /i?a=%205%20": refused("a", INTEGER),
    },
    (theirs, message, each) => fail(theirs, each, 400, message),
  ),
  ruleOf(
    "An empty field of a number, a date or a file is nothing sent",
    {
      "params/get /i?a=": missing("a"),
      "params/get /d?a=": missing("a"),
      "forms/upload empty file": missing("f"),
    },
    (theirs, message, each) => fail(theirs, each, 400, message),
  ),
  ruleOf(
    "In a list of numbers an empty item is a 400",
    { "params/get /li?a=1&a=": refused("a", INTEGER) },
    (theirs, message, each) => fail(theirs, each, 400, message),
  ),
  ruleOf(
    "htmx 4 sends the fields of a form as they are: nothing is looked for in `values`",
    { "params/values nested (htmx4)": missing("a"), "extras/values ok": undefined },
    (theirs, message, each) =>
      message ? fail(theirs, each, 400, message) : withBody(theirs, "'none'"),
  ),
  ruleOf(
    "A field of `static notNull` has to be sent, with more than blanks; another keeps its initial value",
    {
      "forms/dc empty": missing("title"),
      "forms/dc empty strings": missing("title"),
    },
    (theirs, message, each) => fail(theirs, each, 400, message),
  ),
  ruleOf(
    "A body that cannot be read is a 400, and the log says why",
    {
      "forms/json array": unreadable,
      "forms/json string": unreadable,
      "forms/json bad": unreadable,
      "forms/multipart no boundary": unreadable,
    },
    (theirs, message, each) => fail(theirs, each, 400, message),
  ),
  {
    says: "A path with `..` in it, encoded or not, is a 400",
    cases: ids(
      "statics",
      "get /st/../statics.py | get /st/%2e%2e/outside.txt | get /files/%2e%2e/statics.py",
    ),
    expect: (theirs, each) => fail(theirs, each, 400),
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
      "`devtools_json()` is not needed: with `live` the application answers `/.well-known/appspecific/com.chrome.devtools.json` by itself",
    cases: ids("extras", "devtools"),
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
      "A route that declares a class, a file or a schema answers only POST, unless `optional()` or `methods` says otherwise",
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
    says:
      "An error that no handler answers is a page; for htmx it is a sentence, which the page shows as a toast",
    cases: [
      ...ids(
        "routing",
        "get /nope | get /ABOUT | OPTIONS /verb | put /about | get /apppost | post /appget | " +
          "post /multi | OPTIONS /about | get /uu/zz | get /ext/a/b.png | get /hex/xyz",
      ),
      ...ids("returns", "filermiss"),
      ...ids("statics", "get /st/nope.css"),
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
      return isPlain ? fail(theirs, each, status) : fail(theirs, each, status, body);
    },
  },
];

function refused(name: string, problem: string): string {
  return `${name}: ${problem}`;
}

function missing(name: string): string {
  return refused(name, "Please fill in this field.");
}
