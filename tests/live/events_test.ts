// deno-lint-ignore-file no-console -- what the server says of errors is a part of what is tested
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { EventStream, fastApp, P, sseMessage, type StreamContext } from "../../mod.ts";
import { logged } from "../http/_app.ts";
import { within } from "../_within.ts";
import { serveSite } from "./_socket.ts";

const make = () => fastApp({ secretKey: "a secret of at least 32 characters" });

Deno.test("sseMessage() writes the fields, and every line of the content as data", async () => {
  strictEqual(await sseMessage("x").render(), "data: x\n\n");
  strictEqual(await sseMessage("a\r\nb\rc\nd").render(), "data: a\ndata: b\ndata: c\ndata: d\n\n");
  strictEqual(
    await sseMessage(P("<i>"), { event: "upd", id: 7, retry: 100 }).render(),
    "event: upd\nid: 7\nretry: 100\ndata: <p>&lt;i&gt;</p>\n\n",
  );
  strictEqual(await sseMessage(Promise.resolve(P("later"))).render(), "data: <p>later</p>\n\n");
});

Deno.test("sseMessage() refuses a field with a line break", () => {
  throws(() => sseMessage("x", { event: "a\ndata: evil" }), TypeError);
  throws(
    () => sseMessage("x", { id: "1\r2" }),
    /Cannot make an event: id "1\\r2", expected one line/,
  );
});

Deno.test("EventStream() answers with all that a generator yields, and then ends", async () => {
  const { app, rt } = make();
  rt("/", () =>
    EventStream(async function* () {
      yield sseMessage(P("one"), { id: 1 });
      await Promise.resolve();
      yield P("two");
      yield "<three>";
    }));
  const answer = await app.request("/");
  deepStrictEqual(Object.fromEntries(answer.headers), {
    "cache-control": "no-store, no-transform",
    "content-type": "text/event-stream; charset=utf-8",
    "x-accel-buffering": "no",
  });
  strictEqual(
    await answer.text(),
    "id: 1\ndata: <p>one</p>\n\ndata: <p>two</p>\n\ndata: &lt;three&gt;\n\n",
  );
});

Deno.test("EventStream() hands on Last-Event-ID", async () => {
  const { app, rt } = make();
  rt("/", () =>
    EventStream(async function* ({ lastEventId }: StreamContext) {
      yield `after ${lastEventId}`;
    }));
  const answer = await app.request("/", { headers: { "last-event-id": "41" } });
  strictEqual(await answer.text(), "data: after 41\n\n");
});

Deno.test("EventStream() ends its generator when the client leaves, though it heeds no signal", async () => {
  const { app, rt } = make();
  const ended = Promise.withResolvers<void>();
  rt("/", () =>
    EventStream(async function* () {
      try {
        for (;;) {
          yield "tick";
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      } finally {
        ended.resolve();
      }
    }));
  await using site = serveSite(app);
  const lines = await logged(async () => {
    const leave = new AbortController();
    const answer = await fetch(site.origin, { signal: leave.signal });
    const reader = answer.body!.getReader();
    await reader.read();
    leave.abort();
    await within(20, "the generator's end", ended.promise);
    await reader.closed.catch(() => {});
  });
  deepStrictEqual(lines, []);
});

Deno.test("EventStream() sends signs of life while nothing happens", async () => {
  const { app, rt } = make();
  rt("/", () =>
    EventStream(async function* ({ signal }: StreamContext) {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      yield "too late";
    }, { heartbeat: 0.01 }));
  await using site = serveSite(app);
  const answer = await fetch(site.origin);
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  match((await reader.read()).value!, /^(:\n\n)+$/);
  await reader.cancel();
});

Deno.test("EventStream() reports an error of its generator, and ends", async () => {
  const { app, rt } = make();
  rt("/", () =>
    EventStream(async function* () {
      yield "one";
      throw new Error("a mistake of the program");
    }));
  const reported: unknown[] = [];
  const { error } = console;
  console.error = (...args) => reported.push(...args);
  try {
    strictEqual(await (await app.request("/")).text(), "data: one\n\n");
  } finally {
    console.error = error;
  }
  deepStrictEqual(reported.map(String), [
    "GET http://localhost/:",
    "Error: a mistake of the program",
  ]);
});

Deno.test("EventStream() of a channel sends all that is sent to it, and app.close() ends it", async () => {
  const { app, rt } = make();
  const news = app.channel("news");
  rt("/", () => EventStream(news));
  await using site = serveSite(app);
  const answers = [await fetch(site.origin), await fetch(site.origin)];
  await news.send(P("a"), "b\nc");
  await app.close();
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  deepStrictEqual(texts, Array(2).fill("data: <p>a</p>b\ndata: c\n\n"));
});
