import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { database, EventStream, fastApp, P, sseMessage } from "@fasthtml/fasthtml";
import { sse } from "@fasthtml/fasthtml/compat";
import type { StreamContext } from "@fasthtml/fasthtml/types";
import { headsOf, logged } from "../http/_app.ts";
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
  strictEqual(await sseMessage("", { id: 0, retry: 0 }).render(), "id: 0\nretry: 0\ndata: \n\n");
});

Deno.test("sseMessage() rejects a field with a line break", () => {
  throws(() => sseMessage("x", { event: "a\ndata: evil" }), TypeError);
  throws(() => sseMessage("x", { event: "\0" }), TypeError);
  throws(
    () => sseMessage("x", { id: "1\r2" }),
    /Cannot make an event: id "1\\r2", expected one line/,
  );
});

Deno.test("sse`…` is an event as FastHTML's programs write it, with values as content", async () => {
  const [event, id] = ["tick", 7];
  const texts = [
    sse`data: x\n\n`,
    sse`event: ${event}\nid: ${id}\nretry:5\ndata: ${P("1 < 2")}<br>\ndata:${[
      "a",
      Promise.resolve("b"),
    ]}\n\n`,
    sse`event: close
data:

`,
    sse`data: ${"a\nb\rc\r\nd"}!`,
  ].map((message) => message.render());
  deepStrictEqual(await Promise.all(texts), [
    "data: x\n\n",
    "event: tick\nid: 7\nretry: 5\ndata: <p>1 &lt; 2</p><br>\ndata: ab\n\n",
    "event: close\ndata: \n\n",
    "data: a\ndata: b\ndata: c\ndata: d!\n\n",
  ]);
  const wrong = [() => sse`raw: x\n\n`, () => sse`data: a\n\ndata: b\n\n`, () => sse`${"data: x"}`];
  const lines = ["raw: x", "", ""];
  wrong.forEach((make, i) =>
    throws(make, {
      name: "TypeError",
      message: `Cannot make an event: the line "${lines[i]}", ` +
        "expected one that begins with data:, event:, id: or retry:",
    })
  );
});

Deno.test("no text of a user makes an event or a field, in sse`…` or yielded alone", async () => {
  const chat = "data: <img src=x onerror=alert(1)>\n\nevent: close\ndata: y\n\n";
  const escaped = "data: data: &lt;img src=x onerror=alert(1)&gt;\ndata: \n" +
    "data: event: close\ndata: data: y\ndata: \ndata: \n\n";
  strictEqual(await sse`data: ${chat}\n\n`.render(), escaped);
  throws(() => sse`event: ${chat}\ndata: x\n\n`, /^TypeError: Cannot make an event: event "data: /);
  throws(() => sse`id: 1${"\r"}data: x\ndata: y\n\n`, /Cannot make an event: id "1\\rdata: x"/);
  const { app, rt } = make();
  rt("/", () =>
    EventStream(async function* () {
      yield chat;
      yield chat;
      yield "data: half";
    }));
  let text = "";
  const log = await logged(async () => text = await (await app.request("/")).text());
  strictEqual(text, `${escaped}${escaped}data: data: half\n\n`);
  deepStrictEqual(headsOf(log), [
    "GET /: TypeError: Cannot send a text as an event: found one with its fields in it, expected " +
    "the content alone, sseMessage(content, { event }), or sse`data: …` of @fasthtml/fasthtml/compat",
  ]);
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
    "x-content-type-options": "nosniff",
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
    const reader = (await fetch(site.origin)).body!.getReader();
    await reader.read();
    await reader.cancel();
    await within(20, "the generator's end", ended.promise);
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
  const lines = await logged(async () =>
    strictEqual(await (await app.request("/")).text(), "data: one\n\n")
  );
  deepStrictEqual(headsOf(lines), [
    "GET /: Error: a mistake of the program",
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

Deno.test("EventStream() of a channel drops a client that reads too slowly", async () => {
  const { app, rt } = make();
  const news = app.channel("news"), page = "x".repeat(50_000);
  rt("/", () => EventStream(news, { maxUnsent: 200_000 }));
  const answer = await app.request("/"); // nothing is read before all was sent
  for (let i = 0; i < 10; i++) await news.send(page);
  const sent = (await answer.text()).split("\n\n").length - 1;
  strictEqual(sent >= 4 && sent < 10, true, `${sent} messages of 50 kB were kept`);
});

Deno.test("EventStream() does not ask its generator for more than is read", async () => {
  const { app, rt } = make();
  let asked = 0;
  rt("/", () =>
    EventStream(async function* () {
      for (;;) yield `${asked++}`;
    }));
  const reader = (await app.request("/")).body!.pipeThrough(new TextDecoderStream()).getReader();
  for (let i = 0; i < 5; i++) strictEqual((await reader.read()).value, `data: ${i}\n\n`);
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve));
  strictEqual(asked < 10, true, `${asked} messages were made for 5 that were read`);
  await reader.cancel();
});

Deno.test("EventStream() takes what can be iterated, and answers HEAD without asking for any", async () => {
  const { app, rt } = make();
  let begun = 0;
  const count = async function* () {
    begun++;
    yield 1;
    yield sseMessage(2, { event: "n" });
  };
  rt("/", () => EventStream(count()));
  const head = await app.request("/", { method: "HEAD" });
  deepStrictEqual(
    [head.headers.get("content-type"), await head.text(), begun],
    ["text/event-stream; charset=utf-8", "", 0],
  );
  strictEqual(await (await app.request("/")).text(), "data: 1\n\nevent: n\ndata: 2\n\n");
});

Deno.test("EventStream() hands the generator a signal that app.close() aborts, and ends it", async () => {
  const { app, rt } = make();
  const seen: unknown[] = [];
  rt("/", () =>
    EventStream(async function* ({ signal, lastEventId }: StreamContext) {
      seen.push(lastEventId, signal.aborted);
      yield "begun";
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      seen.push(signal.aborted);
      yield "too late";
    }));
  await using site = serveSite(app);
  const answer = await fetch(site.origin);
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  strictEqual((await reader.read()).value, "data: begun\n\n");
  await app.close();
  strictEqual((await within(20, "the end", reader.read())).done, true);
  deepStrictEqual(seen, [undefined, false, true]);
});

Deno.test("EventStream() runs its generator in its request, with the tables that this narrowed", async () => {
  const db = database(":memory:"),
    notes = db.create(
      class Note {
        id = 0;
        owner = "";
      },
    );
  for (const owner of ["eve", "adam"]) notes.insert({ owner });
  const { app, rt } = make();
  rt("/{owner}", ({ owner }) => {
    notes.xtra({ owner });
    return EventStream(async function* () {
      for (let i = 0; i < 2; i++) {
        await new Promise((resolve) => setTimeout(resolve));
        yield notes().map((note) => note.owner).join();
      }
    });
  });
  const texts = await Promise.all(
    ["/eve", "/adam"].map(async (path) => await (await app.request(path)).text()),
  );
  deepStrictEqual(texts, ["data: eve\n\n".repeat(2), "data: adam\n\n".repeat(2)]);
  db.close();
});

Deno.test("EventStream() reports what a generator's end throws after the client has left", async () => {
  const { app, rt } = make();
  const thrown = Promise.withResolvers<void>();
  rt("/", () =>
    EventStream(async function* () {
      try {
        for (;;) yield "x";
      } finally {
        queueMicrotask(() => thrown.resolve());
        // deno-lint-ignore no-unsafe-finally -- a program's mistake
        throw new Error("cannot tidy up");
      }
    }));
  const lines = await logged(async () => {
    const reader = (await app.request("/")).body!.getReader();
    await reader.read();
    await reader.cancel();
    await within(20, "the generator's end", thrown.promise);
    await new Promise((resolve) => setTimeout(resolve));
  });
  deepStrictEqual(headsOf(lines), [
    "GET /: Error: cannot tidy up",
  ]);
});
