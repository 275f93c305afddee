import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { tempFolder } from "../_temp.ts";
import { findUnknown } from "./fields.ts";
import type { Case, Step } from "./types.ts";

const MAIN = fileURLToPath(import.meta.resolve("./main.ts"));

/** A program that comes with a case file, and does all that it must not. */
const PROGRAM = `
import { fastApp, P, serve } from "@fasthtml/fasthtml";
const { app, rt } = fastApp({ secretKey: "x".repeat(32) });
let user = "", here = 0;
const all = Promise.withResolvers();
rt.get("/ok", () => "ok");
rt.get("/late", { name: "", of: 1 }, async ({ name, of }) => {
  user = name;
  if (++here === of) all.resolve();
  await all.promise;
  return user;
});
rt.get("/third", () => ++here < 3 ? new Response(null, { status: 503 }) : "ok");
rt.get("/end", () => Deno.exit(3));
app.ws("/ws", { msg: "" }, ({ msg }) => P("you said ", msg));
serve(app, { port: 0 });
`;

/** A case by its steps; all kinds have the same. */
function steps(id: string, kind: string, ...steps: Step[]): Case {
  return { id, area: "new", kind, program: "own.ts", steps, expect: { text: "" } };
}

/** A case as the shared ones are, in a line of text. */
function prose(id: string, kind: string, call: string, text: string): Case {
  return { id, area: "new", kind, call, expect: { text } };
}

const REPLY: Step = { hear: "a", expect: { lacks: ["you said"] } };
const SAY: readonly Step[] = [{ connect: "a", path: "/ws" }, { say: "a", text: '{"msg":"x"}' }];
const LATE = (name: string, of = 1): Step => ({
  request: { path: `/late?name=${name}&of=${of}` },
  expect: { status: [200], body_has: [name] },
});
const END: Step = { request: { path: "/end" }, expect: { status: [0] } };

const SAFE: Case[] = [
  {
    id: "http",
    area: "new",
    kind: "http",
    request: { path: "/esc/text?v=%3Cb%3E" },
    expect: { text: "", body_lacks: ["<b>"] },
  },
  {
    id: "raw",
    area: "new",
    kind: "raw",
    request: { raw: "GET /ok HTTP/1.1\r\n\r\n" },
    expect: { text: "", status: [400] },
  },
  {
    id: "flow",
    area: "new",
    kind: "flow",
    flow: [["GET", "/login?name=ada"], ["GET", "/sget"]],
    expect: { text: "", body_has: ["ada"] },
  },
  {
    id: "session",
    area: "new",
    kind: "session",
    request: { path: "/sget", cookie: "other_key" },
    expect: { text: "", json_equals: {} },
  },
  {
    id: "debug",
    area: "new",
    kind: "debug",
    request: { path: "/ok", headers: { Host: "evil.example" } },
    expect: { text: "", status: [421] },
  },
  steps("ws", "ws", ...SAY, { hear: "a", expect: { has: ["you said"] } }),
  steps("sse", "sse", { request: { path: "/ok" }, later: "it" }, { answer: "it" }),
  steps("begins", "sse", { request: { path: "/ok" }, later: "it", begins: true }, { leave: "it" }),
  steps("eventually", "http", {
    eventually: { request: { path: "/third" }, expect: { status: [200] } },
  }),
  steps("process", "process", { signal: "SIGTERM", ends: 0 }, { restart: true }, LATE("ada")),
  steps("concurrency", "concurrency", LATE("ada"), LATE("bob")),
  steps("api", "api", { run: "todos.get(99)", throws: "^NotFoundError" }),
  steps("oauth", "oauth", { request: { path: "/ok" }, as: "ada", expect: { status: [200] } }),
  prose(
    "prose-api",
    "api",
    "scoped('1=1 or 1=1').find(({ name }) => name !== 'alice') ?? []",
    "[]",
  ),
  prose("prose-throws", "api", "todos.get('1 or 1=1')", "throws NotFound"),
  prose("prose-ws", "ws", 'text frame "{bad", "7"', "an error event"),
  prose("prose-process", "process", "GET /bgboom ; then GET /ok", "200"),
];

const UNSAFE: [Case, reason: RegExp][] = [
  [{ ...SAFE[0]!, expect: { text: "", body_lacks: ["&lt;b"] } }, /body has/],
  [{ ...SAFE[1]!, expect: { text: "", status: [200] } }, /status 400/],
  [{ ...SAFE[2]!, expect: { text: "", body_lacks: ["ada"] } }, /body has/],
  [{ ...SAFE[3]!, expect: { text: "", json_equals: { auth: "eve" } } }, /body \{\}/],
  [{ ...SAFE[4]!, expect: { text: "", status: [200] } }, /status 421/],
  [steps("ws", "ws", ...SAY, REPLY), /heard you said/],
  [steps("sse", "sse", { request: { path: "/end" } }), /no HTTP answer/],
  [steps("process", "process", END, { ends: 0 }), /3 !== 0/],
  [
    steps("concurrency", "concurrency", { all: [LATE("ada", 2), LATE("bob", 2)] }),
    /body lacks ada/,
  ],
  [steps("api", "api", { run: "todos()[0].id", throws: "." }), /it comes to 1/],
  [steps("api", "api", { run: "todos.delete(4)" }), /bob: bob 5,bob: bob 6/],
  [prose("prose-api", "api", "todos()", "[]"), /alice/],
  [prose("prose-api", "api", "users()[0].pwd", "nothing"), /has secret/],
  [prose("prose-throws", "api", "todos.get(1)", "throws"), /it comes to/],
  [prose("prose-process", "process", "GET /esc/boom", "200"), /status 500/],
  [prose("none", "process", "watch the memory for an hour", "flat"), /it says in prose/],
];

Deno.test("a new file of cases runs without new code, and unsafe programs are reported", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/own.ts`, PROGRAM);
  const cases = [
    ...SAFE,
    ...UNSAFE.map(([each], i) => ({ ...each, id: `unsafe-${i}` })),
  ];
  await Deno.writeTextFile(`${folder.path}/attacks.json`, JSON.stringify(cases));
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", MAIN],
    env: { ATTACKS: folder.path, NO_COLOR: "1" },
    stderr: "inherit",
  }).output();
  const [first, ...said] = new TextDecoder().decode(stdout).trim().split("\n  ");
  deepStrictEqual(
    [first, code],
    [`attacks: ${SAFE.length} safe of ${cases.length}`, 1],
    said.join("\n"),
  );
  const missing = UNSAFE.filter(([, reason], i) =>
    !said.some((line) => line.startsWith(`unsafe-${i}: `) && reason.test(line))
  );
  deepStrictEqual(missing.map(([, reason], i) => [i, reason]), [], said.join("\n"));
});

Deno.test("findUnknown() finds fields that nothing reads, at any depth", () => {
  const expect = { text: "", body_has_not: [] };
  const step = {
    repeat: 2,
    steps: [{ say: "a", txt: "" }, { eventually: { request: { pth: "" } } }, {}],
  };
  const each = { id: "", area: "", kind: "", sesion: "", expect, steps: [step] };
  deepStrictEqual(
    findUnknown(each as unknown as Case),
    ["sesion", "body_has_not", "txt", "pth", "empty step"],
  );
  deepStrictEqual(findUnknown({ ...SAFE[0]!, steps: [] }), ["steps"]);
});
