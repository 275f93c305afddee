import { deepStrictEqual, match, notStrictEqual, strictEqual } from "node:assert";
import { HTTPException, type Middleware, P } from "@fasthtml/fasthtml";
import { idOf } from "../../lib/http/record.ts";
import { newLoggedApp } from "../app/log/_log.ts";
import { logged, newApp, read } from "./_app.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const TRACE = "0af7651916cd43dd8448eb211c80319c";

/** The ids of a request with headers: what its handler reads, its middleware, and its log. */
async function idsOf(headers: Record<string, string>, trustProxy: boolean): Promise<unknown[]> {
  let outside = "";
  const middleware: Middleware = (request, next) => {
    outside = idOf(request);
    return next(request);
  };
  const { app, rt, entries } = newLoggedApp({ trustProxy, middleware });
  rt("/", ({ scope }) => `${scope.requestId}`);
  const { text } = await read(app.request("/", { headers }));
  return [text, outside, ...entries.map(({ id }) => id)];
}

Deno.test("idOf() is one id for handler, middleware and log, and another one for each request", async () => {
  const [first, ...others] = await idsOf({}, false);
  match(`${first}`, UUID);
  deepStrictEqual(others, [first, first]);
  notStrictEqual((await idsOf({}, false))[0], first);
});

Deno.test("idOf() takes the id of a trusted proxy alone, or that of its trace", async () => {
  const headers = { "x-request-id": "abc-1.2_3", traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
  deepStrictEqual(await idsOf(headers, true), Array(3).fill("abc-1.2_3"));
  match(`${(await idsOf(headers, false))[0]}`, UUID);
  const { traceparent } = headers;
  deepStrictEqual(await idsOf({ traceparent }, true), Array(3).fill(TRACE));
  match(`${(await idsOf({ traceparent }, false))[0]}`, UUID);
});

Deno.test("idOf() takes no id that could forge a line, a header or a page", async () => {
  for (const id of ["", "a b", "<b>", '"', "x".repeat(65), "a\tb", "ä", "{}"]) {
    match(`${(await idsOf({ "x-request-id": id, traceparent: `00-${id}-x` }, true))[0]}`, UUID);
  }
});

Deno.test("the id of an error is in the response, also where nothing is logged", async () => {
  const { app, rt, entries } = newLoggedApp();
  const quiet = newApp();
  for (const route of [rt, quiet.rt]) {
    route("/boom", () => {
      throw new Error("bad");
    });
    route("/busy", () => {
      throw new HTTPException(503);
    });
    route("/no", () => {
      throw new HTTPException(403);
    });
    route("/", () => P("fine"));
  }
  const ids: unknown[] = [];
  await logged(async () => {
    for (const path of ["/boom", "/busy", "/no", "/"]) {
      ids.push((await app.request(path)).headers.get("x-request-id"));
    }
    match(`${(await quiet.app.request("/boom")).headers.get("x-request-id")}`, UUID);
  });
  const answered = entries.filter(({ event }) => event === "request").map(({ id }) => id);
  deepStrictEqual(ids, [answered[0], answered[1], null, null]);
});

Deno.test("the id of an error is in a response whose headers can't be changed", async () => {
  const { app, rt } = newApp({ exceptionHandlers: { 500: () => Response.error() } });
  rt("/boom", () => {
    throw new Error("bad");
  });
  await logged(async () => {
    const { headers, status } = await app.request("/boom");
    deepStrictEqual([status, UUID.test(headers.get("x-request-id") ?? "")], [500, true]);
  });
});

Deno.test("scope.requestId is set by no handler", async () => {
  const { app, rt } = newApp();
  rt("/", ({ scope }) => {
    // @ts-expect-error -- as a program without types could
    scope.requestId = "mine";
  });
  const [line] = await logged(async () => strictEqual((await app.request("/")).status, 500));
  match(`${line}`, /Cannot set property requestId/);
});
