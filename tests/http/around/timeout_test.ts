import { EventStream, type Middleware, P } from "@fasthtml/fasthtml";
import { timeout } from "@fasthtml/fasthtml/middleware";
import type { LogEntry } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, errorsOf, HTMX, logged, newApp } from "../_app.ts";

/** Waits until a signal is aborted, and throws its reason, as `fetch()` does. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true })
  );
}

const LATE = "The response took over 0.01 s";

Deno.test("timeout() answers 503, and aborts the handler's signal", async () => {
  const entries: LogEntry[] = [];
  const log = (entry: LogEntry) => void entries.push(entry);
  const { app, rt } = newApp({ middleware: timeout(0.01), log, exceptionHandlers: {} });
  rt("/slow/{n:int}", ({ signal }) => untilAborted(signal));
  const lines = await logged(async () => {
    deepStrictEqual(await answer(app.request("/slow/7", HTMX)), [
      503,
      "<p>The server is busy. Please try again in a moment.</p>",
    ]);
  });
  deepStrictEqual(errorsOf(lines), [`TimeoutError: ${LATE}`]);
  const found = entries.map(({ event, status, route, reason }) => [event, status, route, reason]);
  deepStrictEqual(found, [
    ["error", undefined, "/slow/{n:int}", `TimeoutError: ${LATE}`],
    ["request", 503, "/slow/{n:int}", LATE],
  ]);
});

Deno.test("timeout() gives the program's own 503, which the middleware around it sees", async () => {
  const seen: number[] = [];
  const watch: Middleware = async (request, next) => {
    const response = await next(request);
    seen.push(response.status);
    return response;
  };
  const { app, rt } = newApp({
    middleware: [watch, timeout(0.01)],
    exceptionHandlers: { 503: (_, error) => P(`Too slow: ${error.cause.name}`) },
  });
  rt("/slow", ({ signal }) => untilAborted(signal).catch(() => "late"));
  deepStrictEqual(await answer(app.request("/slow", HTMX)), [503, "<p>Too slow: TimeoutError</p>"]);
  deepStrictEqual(seen, [503]);
});

Deno.test("timeout() ends the body of a response that comes too late", async () => {
  const { app, rt } = newApp({ middleware: timeout(0.01) });
  const ended = Promise.withResolvers<unknown>();
  rt(
    "/late",
    ({ signal }) =>
      untilAborted(signal).catch(() => new Response(new ReadableStream({ cancel: ended.resolve }))),
  );
  strictEqual((await app.request("/late")).status, 503);
  await ended.promise;
});

Deno.test("timeout() leaves no timer behind a response, an error or the begin of a stream", {
  // A timer that still runs is an error of the test.
  sanitizeOps: true,
}, async () => {
  const { app, rt } = newApp({ middleware: timeout(1000) });
  const go = Promise.withResolvers<void>();
  rt("/sync", () => P("now"));
  rt("/async", async () => P(await Promise.resolve("soon")));
  rt("/error", async () => {
    await Promise.resolve();
    throw new Error("no");
  });
  rt("/stream", () =>
    EventStream(async function* ({ signal }) {
      await go.promise;
      yield P(`${signal.aborted}`);
    }));
  deepStrictEqual(await answer(app.request("/sync", HTMX)), [200, "<p>now</p>"]);
  deepStrictEqual(await answer(app.request("/async", HTMX)), [200, "<p>soon</p>"]);
  await logged(async () => strictEqual((await app.request("/error")).status, 500));
  const response = await app.request("/stream");
  go.resolve();
  deepStrictEqual(await answer(response), [200, "data: <p>false</p>\n\n"]);
});

Deno.test("timeout() aborts a mounted application, by the shorter time of both", async () => {
  const inner = newApp({ middleware: timeout(0.01) });
  const { app } = newApp({ middleware: timeout(1000) });
  app.mount("/ours", inner.app);
  inner.rt("/slow", ({ signal }) => untilAborted(signal));
  app.mount("/plain", async ({ signal }) => await untilAborted(signal));
  await logged(async () => strictEqual((await app.request("/ours/slow")).status, 503));
  const outer = newApp({ middleware: timeout(0.01) });
  outer.app.mount("/plain", ({ signal }) => untilAborted(signal));
  await logged(async () => strictEqual((await outer.app.request("/plain/")).status, 503));
});

Deno.test("timeout() keeps the signal of a client that leaves", async () => {
  const { app, rt } = newApp({ middleware: timeout(1000) });
  const gone = new AbortController();
  rt("/", async ({ signal }) => {
    setTimeout(() => gone.abort("left"));
    return await untilAborted(signal).catch((reason) => P(reason));
  });
  const request = new Request("http://localhost/", { ...HTMX, signal: gone.signal });
  deepStrictEqual(await answer(Promise.resolve(app.fetch(request))), [200, "<p>left</p>"]);
});

Deno.test("timeout() takes seconds that a timer can count", () => {
  for (const seconds of [0, -1, NaN, Infinity, 2_147_484]) {
    throws(() => timeout(seconds), {
      name: "RangeError",
      message: `Cannot limit the time: ${seconds}, expected seconds from 0.001 to 2147483`,
    });
  }
});
