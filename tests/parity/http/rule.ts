/** How a difference of the section `http` is written: by what it makes of FastHTML's answer. */
import type { Difference } from "../rules.ts";
import { type Answer, compare, type HttpCase } from "./answer.ts";

/** One way in which an answer differs: what FastHTML's becomes here, and nothing else. */
export interface Rule {
  readonly says: string;
  readonly cases: readonly string[];
  /** FastHTML's answer with this difference. */
  expect(theirs: Answer, each: HttpCase): Answer;
  /** What of our answer is compared, where a part of it is random or a hash. */
  read?(ours: Answer): Answer;
}

/** A rule of cases that differ each in its own value: a message, a header. */
export function ruleOf<Value>(
  says: string,
  cases: Readonly<Record<string, Value>>,
  expect: (theirs: Answer, value: Value, each: HttpCase) => Answer,
): Rule {
  return {
    says,
    cases: Object.keys(cases),
    expect: (theirs, each) => expect(theirs, cases[each.id]!, each),
  };
}

/** The ids of some cases of one application: `ids("session", "count1 | count2")`. */
export function ids(app: string, names: string): string[] {
  return names.trim().split(/\s*\|\s*/).map((name) => `${app}/${name}`);
}

/**
 * Makes differences of rules. A case may be listed by several: they are applied to FastHTML's
 * answer in their order, each has to change it, and the last is compared with ours as a whole.
 */
export function toDifferences(rules: readonly Rule[]): Difference<HttpCase, Answer>[] {
  const fits = (each: HttpCase, ours: Answer) => {
    let [expected, read] = [each.response, ours];
    for (const rule of rules.filter(({ cases }) => cases.includes(each.id))) {
      const next = rule.expect(expected, each);
      if (compare(next, expected).length === 0) return false;
      expected = next;
      read = rule.read?.(read) ?? read;
    }
    return compare(read, expected).length === 0;
  };
  return rules.map(({ says, cases }) => ({ says, cases, fits }));
}

/** The headers of a page or fragment. */
export const PAGE = {
  "content-type": "text/html; charset=utf-8",
  vary: "HX-Request, HX-History-Restore-Request",
} as const;

/** The answer with another body. */
export function withBody(theirs: Answer, body: string): Answer {
  return { ...theirs, body };
}

/** The answer with parts of its body replaced. */
export function replaced(
  theirs: Answer,
  pairs: readonly (readonly [from: string | RegExp, to: string])[],
): Answer {
  const body = pairs.reduce((body, [from, to]) => body.replaceAll(from, to), theirs.body);
  return withBody(theirs, body);
}

/** The answer with other headers; undefined takes one away. */
export function withHeaders(
  theirs: Answer,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Answer {
  const all = Object.entries({ ...theirs.headers, ...headers });
  return {
    ...theirs,
    headers: Object.fromEntries(
      all.flatMap(([name, value]) => value === undefined ? [] : [[name, value]]),
    ),
  };
}

/** What a handler answers where FastHTML fails. */
export function succeed(body: string, headers: Answer["headers"] = PAGE): Answer {
  return { status: 200, headers, body };
}

/** A page as this project makes it, without anything in its head but the title. */
export function toPage(title: string, content: string): string {
  return `<!doctype html><html><head><title>${title}</title></head><body>${content}</body></html>`;
}

/** The page of an error, as an application without a handler for it answers. */
export function fail(
  theirs: Answer,
  each: HttpCase,
  status: number,
  detail = SENTENCES[status] ?? "",
): Answer {
  const phrase = PHRASES[status], title = `${status} ${phrase}`;
  const message = detail.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const { headers, path } = each.request;
  if ("HX-Request" in headers) {
    return { ...withHeaders(theirs, PAGE), status, body: `<p>${message || title}</p>` };
  }
  const vary = `${PAGE.vary}, Accept`;
  if (headers["Content-Type"] === "application/json") {
    const [, field, told] = /^(\w+): (.*)$/.exec(detail) ?? [];
    const errors = field === undefined ? {} : { errors: { [field]: told } };
    const problem = { type: "about:blank", title: phrase, status, detail, ...errors };
    const own = { "content-type": "application/problem+json", vary };
    return { ...withHeaders(theirs, own), status, body: JSON.stringify(problem) };
  }
  const text = message && `<p>${message}</p>`;
  const content = `<main class="container"><h1>${title}</h1>${text}</main>`;
  const body = (FRAMES[each.app] ?? toPage)(title, content, path);
  return { ...withHeaders(theirs, { ...PAGE, vary }), status, body };
}

/** What users are told where nothing more is known. */
const SENTENCES: Readonly<Record<number, string>> = {
  400: "The server could not use this request. Please go back and try again.",
  401: "Please sign in first.",
  403: "You may not do this.",
  404: "This does not exist. It may have been moved or removed.",
  405: "This can't be done here. Please go back and try again.",
  500: "Something went wrong on the server. Please try again later.",
};

/** The phrases of the statuses that cases end in. */
export const PHRASES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  410: "Gone",
  500: "Internal Server Error",
};

/** What the applications with a page of their own put around an error, as around any content. */
const FRAMES: Readonly<Record<string, (title: string, content: string, path: string) => string>> = {
  "apps/errors.py": (title, content) => toPage(title, content).replace("<html", '<html lang="en"'),
  "apps/page.py": (title, content, path) =>
    toPage(title, `<main id="wrap" data-path="${path}">${content}</main>`)
      .replace("<html", '<html lang="en" data-theme="dark"')
      .replace("</head>", '<link rel="stylesheet" href="/x.css"><script>let h=1;</script></head>')
      .replace("<body", '<body class="bodycls" hx-boost="true"')
      .replace("</body>", "<footer>foot</footer><script>let f=1;</script></body>"),
};
