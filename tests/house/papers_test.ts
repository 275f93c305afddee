import { deepStrictEqual, strictEqual } from "node:assert";
import { existsSync } from "node:fs";
import config from "../../deno.json" with { type: "json" };
import { ENTRIES, filesOf, ROOT } from "./_files.ts";
import { draw, drawn } from "./wings.ts";

const PAPERS = ["AGENTS.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];

/** Files with an example that `deno test --doc` does not run, and why. */
const NOT_RUN: Record<string, string> = {
  "docs/ext/export.md": "it imports the program above it, which is run",
  "docs/ext/mongodb.md": "needs a server; tests/ext/mongodb/ runs the same verbs",
  "docs/guides/split_an_app.md": "imports the file above it; its story runs both",
  "docs/guides/test_in_a_browser.md": "a test of its own, with Chromium; its story runs it",
  "docs/learn/database.md": "it opens a file: its story and tests/site/learn_test.ts run it",
  "docs/learn/deploy.md": "parts of a program that tests/site/learn_test.ts makes",
  "docs/learn/htmx.md": "it opens a file: its story and tests/site/learn_test.ts run it",
  "docs/learn/live.md": "a program of several files, which its story runs",
  "docs/learn/sign_in.md": "a program of several files, which its story runs",
  "docs/learn/tests.md": "a test of a program of several files: tests/site/learn_test.ts runs it",
  "docs/migrate/express.md": "the program before, for Node.js; the story runs the one after",
  "docs/migrate/hono.md": "the program before, in JSX; the story runs the one after",
  "docs/migrate/next.md": "the program before, in JSX; the story runs the one after",
  "docs/requests.md": "as lib/http/types.ts; tests/docs_test.ts runs it",
  "docs/runtimes.md": "for Node.js and Bun; tests/runtimes_test.ts runs it there",
  "docs/troubleshooting.md": "they have mistakes; tests/site/troubleshooting_test.ts runs them",
  "docs/tutorial.md": "parts of a program; tests/cli/tutorial_test.ts puts them together",
  "ext/db_sqlite.ts": "JSR, and a library of SQLite",
  "ext/magickey.ts": "docs/ext/magickey.md has it as a whole program",
  "ext/mongodb.ts": "needs a server; tests/ext/mongodb_test.ts runs the same verbs",
  "ext/oauth.ts": "docs/ext/oauth.md has it as a whole program",
  "ext/passkey.ts": "docs/ext/passkey.md has it as a whole program",
  "ext/postgres.ts": "needs a server; docs/data.md has it with pglite()",
  "lib/browser/npm_package.ts": "docs/ext/js.md has it as a whole program",
  "lib/http/types.ts": "a module can be augmented only outside of functions, and a test is one",
};

const BLOCK = /^```(\w*)\n(.*?)^```$/gms;

for (const paper of PAPERS) {
  const text = Deno.readTextFileSync(ROOT + paper);

  Deno.test(`${paper} names paths that exist`, () => {
    deepStrictEqual(toPaths(text).filter((path) => !existsSync(ROOT + path)), []);
  });

  Deno.test(`${paper} names tasks that deno.json has`, () => {
    const tasks = [...text.matchAll(/\bdeno task ([\w:-]+)/g)].map(([, task]) => task!);
    deepStrictEqual(tasks.filter((task) => !Object.hasOwn(config.tasks, task)), []);
  });
}

Deno.test("AGENTS.md has at most 150 lines, and every folder of lib and tests in its tree", () => {
  const text = Deno.readTextFileSync(`${ROOT}AGENTS.md`);
  deepStrictEqual(text.trimEnd().split("\n").slice(150), []);
  const mirrored = (path: string) => existsSync(ROOT + path.replace("tests/", "lib/"));
  const folders = [
    ...foldersOf("lib", true),
    ...foldersOf("tests", false).filter((path) => !mirrored(path) && path !== "tests/ext/"),
  ];
  deepStrictEqual(folders.filter((path) => !toTree(text).includes(path)), []);
});

Deno.test("ARCHITECTURE.md draws the imports as they are; `deno task wings` draws them anew", () => {
  deepStrictEqual(drawn()?.split("\n"), draw().split("\n"));
});

Deno.test("CHANGELOG.md begins with the version of deno.json", () => {
  const [, version] = /^## (\S+?),? /m.exec(Deno.readTextFileSync(`${ROOT}CHANGELOG.md`))!;
  strictEqual(version, config.version);
});

Deno.test("every example in a document or a doc comment runs, but for those with a reason", () => {
  const files = filesOf(/\.(ts|md)$/, "README.md", ...ENTRIES, "docs", "lib", "ext", "cli");
  const ignored = files.filter((file) => /```\w+ ignore/.test(Deno.readTextFileSync(ROOT + file)));
  deepStrictEqual(ignored, Object.keys(NOT_RUN));
});

/** Returns the paths in code spans, links and the tree: what has a slash, or the ending of a file. */
function toPaths(text: string): string[] {
  const prose = text.replace(BLOCK, "");
  const entries: Record<string, string> = config.exports;
  const spans = [...prose.matchAll(/`([.\w][\w./-]*)`/g)].map(([, span]) => span!)
    .filter((span) => /\/|\.(md|ts|js|json|txt)$/.test(span))
    .map((span) => entries[span] ?? span);
  const links = [...prose.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path!);
  return [...spans, ...links, ...toTree(text)];
}

/** Returns what the lines of the tree begin with: `docs/, examples/  the pages` is two paths. */
function toTree(text: string): string[] {
  const tree = [...text.matchAll(BLOCK)].find(([, language]) => language === "")?.[2] ?? "";
  return [...tree.matchAll(/^(\S+(?:, \S+)*) {2}/gm)].flatMap(([, paths]) => paths!.split(", "));
}

Deno.test("a guide that starts a program links to how a folder gets the package", () => {
  const guides = filesOf(/\.md$/, "docs/guides").filter((file) =>
    /deno run -A .*main\.ts/.test(Deno.readTextFileSync(ROOT + file))
  );
  const isFollowed = (file: string) =>
    Deno.readTextFileSync(ROOT + file).includes("(../learn/install.md#a-program-in-one-file)");
  deepStrictEqual(guides.filter((file) => !isFollowed(file)), []);
  strictEqual(guides.length > 30, true);
});

Deno.test("a program that may keep its rows in a file adds its first rows once", () => {
  const programs = filesOf(/\.md$/, "docs").flatMap((file) =>
    [...Deno.readTextFileSync(ROOT + file).matchAll(BLOCK)]
      .map(([, , text]) => ({ file, text: text! }))
      .filter(({ text }) => text.includes('// or database("'))
  );
  const again = programs.filter(({ text }) => /^\w+\.insert(All)?\(/m.test(text));
  deepStrictEqual(again.map(({ file }) => file), []);
  strictEqual(programs.length > 5, true);
});

Deno.test("pages import the version of deno.json", () => {
  const imports = ["README.md", ...filesOf(/\.md$/, "docs")].flatMap((file) =>
    [...Deno.readTextFileSync(ROOT + file).matchAll(/jsr:@fasthtml\/fasthtml@([\^~\d.]+)/g)]
      .map(([, version]) => `${file}: ${version}`)
  );
  deepStrictEqual(imports.filter((line) => !line.endsWith(`: ^${config.version}`)), []);
  strictEqual(imports.length > 1, true);
});

function foldersOf(path: string, deep: boolean): string[] {
  return [...Deno.readDirSync(ROOT + path)].filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => `${path}/${name}`)
    .flatMap((folder) => [`${folder}/`, ...deep ? foldersOf(folder, true) : []]);
}
