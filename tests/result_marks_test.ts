import { Client, database, P, type RequestContext } from "@fasthtml/fasthtml";
import { jobs } from "@fasthtml/fasthtml/ext/jobs";
import { deepStrictEqual, strictEqual } from "node:assert";
import { localBroker } from "../lib/live/broker.ts";
import { errorsOf, logged, newApp, read } from "./http/_app.ts";

const EXPECTED = "expected elements, text, an object, bytes or a Response";

const OBJECTS: [result: () => unknown, found: string][] = [
  [() => newApp().app.channel("news"), 'channel "news", expected EventStream(channel)'],
  [() => [P("a"), newApp().app.channel("b")], 'channel "b", expected EventStream(channel)'],
  [() => new Set([newApp().app.channel("c")]), 'channel "c", expected EventStream(channel)'],
  [() => database(":memory:"), "a database, expected elements, or rows of a table"],
  [() => newApp().app, "an application, expected app.mount(path, app)"],
  [
    () => new Client(newApp().app),
    "a Client, expected what a request of it returns: client.get(path)",
  ],
  [
    () => newApp().rt("/books", () => "books"),
    "route /books, expected Redirect(route), or what its handler returns",
  ],
  [
    (context?: RequestContext) => context,
    "the context of a request, expected elements or an object with some of it",
  ],
  [() => jobs(database(":memory:")), `JobBoard, ${EXPECTED}`],
  [() => localBroker("reply"), `Object, ${EXPECTED}`],
  [() => new AbortController(), `AbortController, ${EXPECTED}`],
  [() => /a/, `RegExp, ${EXPECTED}`],
  [() => ({ run() {} }), `Object, ${EXPECTED}`],
  [() => new TypeError("secret"), "TypeError, expected it thrown"],
];

Deno.test("a reply shows no JSON of an object that is not data", async () => {
  deepStrictEqual(
    await failuresOf(OBJECTS.map(([result]) => result)),
    OBJECTS.map(([, found]) => `TypeError: Cannot reply: ${found}`),
  );
});

/** The errors that these results are answered with, by a 500 each. */
async function failuresOf(
  results: readonly ((context?: RequestContext) => unknown)[],
): Promise<string[]> {
  const { app, rt } = newApp();
  results.forEach((result, i) => rt(`/${i}`, result));
  const lines = await logged(async () => {
    for (const i of results.keys()) strictEqual((await app.request(`/${i}`)).status, 500);
  });
  return errorsOf(lines);
}

Deno.test("JSON that a client sent forges no mark, and is replied as it is", async () => {
  const { app, rt } = newApp();
  rt.post("/", ({ data }) => data());
  const body = '{"mistake":{"found":"x","expected":"y"},"nothing":true,"Symbol(mistake)":1}';
  const headers = { "content-type": "application/json" };
  const { status, text } = await read(app.request("/", { method: "POST", headers, body }));
  deepStrictEqual([status, text], [200, body]);
});
