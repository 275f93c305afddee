/** Differences in what handlers get: parameters, bodies, sessions, headers. */
import { ids, replaced, type Rule, ruleOf, succeed, withBody } from "./rule.ts";

/** The rules, in the order in which they are applied. */
export const input: readonly Rule[] = [
  {
    says: "A list of which nothing was sent is empty, as browsers send no unchecked box",
    cases: ids("params", "get /li | get /ls"),
    expect: () => succeed("a=[]"),
  },
  ruleOf(
    "Every parameter has a type: the one that is declared, or that of the path's converter",
    { "routing/get /numnoanno/5": "5", "params/get /barelist?a=1": "['1']" },
    (theirs, value) => replaced(theirs, [["None", value]]),
  ),
  ruleOf(
    "A header or a cookie is read only where `fromHeader()` or `fromCookie()` declares it, and then only from there",
    {
      "params/get /cook?tok=q": "tok='none'",
      "params/xhdr query": "x=0",
      "params/header named My-Name": "my_name='q'",
    },
    withBody,
  ),
  {
    says: "A choice of literals is declared by `oneOf()`",
    cases: ids("params", "get /lit?a=x | get /lit"),
    expect: () => succeed("a='x'"),
  },
  ruleOf(
    "A list in JSON is read item by item, whether the items are texts or numbers",
    {
      "params/json list ints": "a=[1, 2]",
      "forms/tags json": "Tags(name='', tags=['a'], nums=[1])",
    },
    (_, body) => succeed(body),
  ),
  {
    says: "JSON is read whatever its character set is said to be",
    cases: ids("forms", "dc json charset"),
    expect: () => succeed("Todo(title='x', done=False, prio=1)"),
  },
  {
    says: "A class is read from the body where there is one, and the query is not mixed in",
    cases: ids("forms", "dc form+query"),
    expect: (theirs) => replaced(theirs, [["title='q'", "title='f'"]]),
  },
  {
    says: "Each of two classes gets the fields that it declares",
    cases: ids("forms", "two dataclasses"),
    expect: (theirs) => replaced(theirs, [["{}", "WithId(id=3, title='t')"]]),
  },
  {
    says: "An encoded slash belongs to the value",
    cases: ids("routing", "get /user/a%2Fb"),
    expect: () => succeed("user 'a/b'"),
  },
  {
    says: "`{n:int}` takes negative numbers",
    cases: ids("routing", "get /num/-5"),
    expect: () => succeed("num -5"),
  },
  {
    says: "`send` exists only in sockets; in a route's handler it does not compile",
    cases: ids("special", "get /p_send"),
    expect: () => succeed("x"),
  },
  {
    says:
      "`htmx.request`, `htmx.boosted` and `htmx.historyRestoreRequest` are true or false, `htmx.trigger` is an id with htmx 4 too",
    cases: ids("special", "get /p_htmx | htmx4 headers"),
    expect: (theirs) =>
      replaced(theirs, [
        [/\b(boosted|history_restore_request|request)=None/g, "$1=False"],
        // Beside it: the element's id, which htmx 4 alone sends within its source.
        [/(source='\w+#(\w+)'.*trigger=)None/g, "$1'$2'"],
        [
          "request='true'",
          "request=True",
        ],
      ]),
  },
  {
    says:
      "A session is an object with properties (`session.n ?? 0`, `delete session.n`), of the class `SessionStore`",
    cases: ids("special", "get /p_s | get /p_upper"),
    expect: (theirs) => replaced(theirs, [["Session", "SessionStore"]]),
  },
  {
    says: "`onStartup` runs before the first request, also without a server",
    cases: ids("extras", "index"),
    expect: (theirs) => replaced(theirs, [["[]", "[1]"]]),
  },
];
