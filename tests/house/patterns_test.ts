/** Patterns that a long text could keep busy: each needs a reason why no client has such a text. */
import { deepStrictEqual } from "node:assert";
import { isSafe } from "redos-detector";
import ts from "typescript";
import { filesOf, ROOT } from "./_files.ts";

/** How many patterns of a file may look at a text again and again, and what that text is. */
const BOUNDED: Record<string, [count: number, text: string]> = {
  "cli/new.ts": [1, "the deno.json of a new project"],
  "ext/export/page.ts": [1, "a srcset of the site, when it is exported"],
  "ext/export/texts.ts": [3, "a style sheet, script or site map, when it is exported"],
  "ext/icons/own.ts": [3, "an icon that the program trusts"],
  "ext/openapi/document.ts": [4, "the program's paths, hosts and media types"],
  "ext/postgres/arrays.ts": [1, "an array of the database: its quotes come in pairs"],
  "ext/postgres/wire.ts": [1, "a number of the database, with at most one dot"],
  "ext/ratelimit/quota.ts": [1, "a rate, which the program sets"],
  "ext/tailwind.ts": [2, "a function and a URL of the program"],
  "ext/tailwind/missing.ts": [2, "a page, in development"],
  "ext/tailwind/sheet.ts": [2, "the program's CSS"],
  "ext/tailwind/words.ts": [6, "the program's source; its tests have its nastiest forms"],
  "ext/ui/sheet.ts": [1, "the style sheet of this project"],
  "lib/app/cookie_jar.ts": [1, "a host, of a program's own tests"],
  "lib/app/dev/debug_page.ts": [1, "a frame of the program's own stack"],
  "lib/app/dev/error_server.ts": [1, "what the program printed, 20 kB at most"],
  "lib/app/dev/supervisor.ts": [
    1,
    "what the program printed; a part begins at each escape character",
  ],
  "lib/browser/htmx_4_attributes.js": [7, "an attribute of a page, in the browser"],
  "lib/browser/htmx_4_live.js": [1, "an attribute of a page, in the browser"],
  "lib/browser/scoped_styles.js": [1, "a selector of a style, in the browser"],
  "lib/data/read_only.ts": [1, "the program's SQL"],
  "lib/data/sql/text.ts": [5, "the program's SQL"],
  "lib/data/sqlite/definition.ts": [1, "a CREATE TABLE statement of the database"],
  "lib/data/sqlite/search.ts": [2, "a trigger of this library's own"],
  "lib/data/tools/csv.ts": [1, "a file to import; tests/cost has its nastiest forms"],
  "lib/data/traced.ts": [2, "the program's own SQL, of 2,000 characters at most"],
  "lib/html/files.ts": [1, "the program's style sheet"],
  "lib/html/script_code.ts": [5, "the program's JavaScript"],
  "lib/http/messages.ts": [1, "a sentence of the library's or the program's"],
  "lib/http/reply/files.ts": [
    1,
    "a query of at most the length of a request's head; a part begins at &",
  ],
  "lib/http/reply/security_headers.ts": [1, "a Content-Type, which the program sets"],
  "lib/http/request/body/multipart.ts": [1, "a head of 16 kB; tests/cost has its nastiest forms"],
  "lib/http/request/kept_session.ts": [1, "the program's functions"],
  "lib/http/request/network.ts": [1, "an IP address, from the connection or from a proxy"],
  "lib/http/request/target.ts": [1, "a Host that is checked; a part begins at a colon"],
  "lib/http/routing/path.ts": [2, "the program's paths"],
  "lib/http/routing/route_table.ts": [1, "a Host that is checked; a part begins at a colon"],
};

Deno.test("no pattern can be kept busy by a client's text", () => {
  const found = filesOf(/\.(?:ts|js)$/, "lib", "ext", "cli")
    .map((file) => [file, patternsOf(file).filter(isSlow).length] as const)
    .filter(([, count]) => count > 0);
  deepStrictEqual(found, Object.entries(BOUNDED).map(([file, [count]]) => [file, count]));
});

Deno.test("a pattern that looks at a text again and again is found", () => {
  const patterns = [/^(?:\d+\.?\d*|\.\d+)$/, /^(?:\d+(?:\.\d*)?|\.\d+)$/, /^(a+)+$/, /^a+$/];
  deepStrictEqual(patterns.map(isSlow), [true, false, true, false]);
});

function isSlow({ source, flags }: RegExp): boolean {
  // The checker does not read names of groups, nor the flag v.
  const plain = source.replace(/\(\?<\w+>/g, "(").replace(/\\k<\w+>/g, "\\1");
  const { safe } = isSafe(new RegExp(plain, flags.replace("v", "u")), { maxSteps: 5000 });
  return !safe;
}

function patternsOf(file: string): RegExp[] {
  const source = ts.createSourceFile(
    file,
    Deno.readTextFileSync(ROOT + file),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      found.push(new RegExp(node.text.slice(1, end), node.text.slice(end + 1)));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
