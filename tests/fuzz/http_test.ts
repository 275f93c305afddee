/**
 * Any visitor's input ends in an answer that is no 500. `FUZZ_SECONDS` runs longer than the suite,
 * `FUZZ_SEED` repeats a run.
 */
import * as fc from "fast-check";
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import {
  checked,
  type Child,
  cookie,
  fastApp,
  type FastHTML,
  header,
  optional,
  P,
  Redirect,
  tags,
  toXml,
} from "../../mod.ts";
import { body, fields, headerValue, path, text } from "./arbitraries.ts";

const seconds = Number(Deno.env.get("FUZZ_SECONDS") ?? 4);
const seed = Number(Deno.env.get("FUZZ_SEED") ?? 20261120);
const limits = {
  seed,
  numRuns: 1_000_000_000,
  interruptAfterTimeLimit: seconds * 1000,
  markInterruptAsFailure: false,
};

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
  rt("/redirect", { s: "" }, ({ s }) => Redirect(s));
  rt(
    "/page",
    { s: "" },
    ({ s }) => [P(s, { title: s, cls: [s], style: { color: s }, hx_vals: { s } }), s],
  );
  rt.post("/file", { file: File }, ({ file }) => show([file.name, file.size]));
  rt(
    "/cookie",
    { c: cookie("c", optional(String)), h: header("x-h", optional(Number)) },
    ({ c, h }) => show([c, h]),
  );
  rt("/int/{n:int}", ({ n }) => show(n));
  rt("/uuid/{u:uuid}", ({ u }) => show(u));
  rt("/rest/{rest:path}", ({ rest }) => show(rest));
  rt("/{name}.{ext:static}", ({ name, ext }) => show([name, ext]));
  return app;
}

Deno.test("A visitor's input is never answered by a 500", async () => {
  const app = makeApp();
  let runs = 0;
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
  const { error } = globalThis.console;
  const logged: unknown[] = [];
  globalThis.console.error = (...line: unknown[]) => void logged.push(line);
  try {
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, query, headers, body }) => {
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
        await response.body?.cancel();
        strictEqual(
          response.status < 500,
          true,
          `${response.status} ${JSON.stringify(logged.at(-1))}`,
        );
      }),
      limits,
    );
  } finally {
    globalThis.console.error = error;
  }
  ok(runs > 100, `${runs} runs`);
  // deno-lint-ignore no-console -- the figures of a long run
  if (seconds > 10) console.log(`${runs} requests in ${seconds} seconds, seed ${seed}`);
});

/** A tree as parse5 gives it back. */
type Tree = string | { tag: string; attrs: Record<string, string>; children: Tree[] };

const tag = fc.constantFrom("Div", "P2", "Span", "B", "MyCard");
const names = fc.constantFrom("title", "data-x", "aria-label", "lang", "class");
// Parsers read CR as LF, and drop NUL: no HTML can carry them.
const plain = text.map((value) => value.toWellFormed().replace(/[\0\r]/g, ""));
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    plain.filter((value) => value !== ""),
    fc.record({
      tag: tag.map((name) => name.replace("P2", "Section")),
      attrs: fc.dictionary(names, plain, { maxKeys: 3 }),
      children: fc.array(tie("tree"), { maxLength: 4 }),
    }),
  ),
}));

function build(node: Tree): Child {
  if (typeof node === "string") return node;
  const make = tags[node.tag as "MyTag"];
  return make({ ...node.attrs } as Record<`data-${string}`, string>, ...node.children.map(build));
}

/** Neighbouring texts are one text once they were HTML. */
function joined(nodes: readonly Tree[]): Tree[] {
  const all: Tree[] = [];
  for (const node of nodes) {
    const last = all.at(-1);
    if (typeof node === "string" && typeof last === "string") all[all.length - 1] = last + node;
    else if (typeof node === "string") all.push(node);
    else {
      const name = node.tag === "MyCard" ? "my-card" : node.tag.toLowerCase();
      all.push({ tag: name, attrs: node.attrs, children: joined(node.children) });
    }
  }
  return all;
}

function read(nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): Tree[] {
  return nodes.map((node) =>
    "tagName" in node
      ? {
        tag: node.tagName,
        attrs: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
        children: read(node.childNodes),
      }
      : (node as DefaultTreeAdapterTypes.TextNode).value
  );
}

/** Attributes by name; a class of no words is no class. */
function inOrder(node: Tree): unknown {
  if (typeof node === "string") return node;
  const attrs = Object.entries(node.attrs).filter(([name, value]) =>
    name !== "class" || value !== ""
  );
  const sorted = attrs.sort(([a], [b]) => a < b ? -1 : 1);
  return { tag: node.tag, attrs: sorted, children: node.children.map(inOrder) };
}

Deno.test("parse(render(tree)) gives the tree back", () => {
  let runs = 0;
  fc.assert(
    fc.property(tree, (node) => {
      runs++;
      const html = toXml(build(node));
      const got = read(parseFragment(html).childNodes);
      const want = joined([node]);
      deepStrictEqual(got.map(inOrder), want.map(inOrder), html);
    }),
    limits,
  );
  // deno-lint-ignore no-console -- the figures of a long run
  if (seconds > 10) console.log(`${runs} trees in ${seconds} seconds, seed ${seed}`);
});
