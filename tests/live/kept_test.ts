import { deepStrictEqual, match, rejects, strictEqual, throws } from "node:assert";
import { type Broker, type Channel, type FastHTML, P } from "@fasthtml/fasthtml";
import { until } from "../_within.ts";
import { headsOf, logged, newApp } from "../http/_app.ts";
import { checkSequence, keepSuite, Page, serveNews } from "./_keep.ts";
import { Clock, Line } from "./_line.ts";
import { Shelf, Wire } from "./_shelf.ts";
import { serveSite } from "./_socket.ts";

keepSuite("Kept with a store", () => {
  const wire = new Wire(), shelf = new Shelf();
  return Promise.resolve({
    broker: () => wire.broker(shelf),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});

Deno.test("Kept without a store: cut lines and slow readers at two processes get one sequence, once", async () => {
  const wire = new Wire();
  await using one = serveNews(wire.broker(), 400);
  await using two = serveNews(wire.broker(), 400);
  // A process keeps what it hears, and it listens once a channel is in use there.
  for (const { news } of [one, two]) news.listen(() => {})();
  await checkSequence([one], [one, two]);
});

Deno.test("ChannelOptions.keep is a whole number from 1 to 10,000", () => {
  const { app } = newApp();
  for (const keep of [0, -1, 1.5, 10_001, NaN, Infinity, "5"]) {
    throws(() => app.channel("den", { keep: keep as number }), {
      name: "TypeError",
      message: `Cannot keep messages of channel "den": keep is ${keep}, expected 1 to 10000`,
    });
  }
});

Deno.test("Channel.listen() gets what is kept, and the id of each message; the last keep counts", async () => {
  const { app } = newApp({ broker: new Line() });
  const den = app.channel("den", { keep: 2 }), plain = app.channel("den");
  for (const text of ["a", "b", "c"]) await plain.send(text);
  const [first, second] = await heard(den);
  deepStrictEqual([texts(await heard(den)), await heard(plain)], ["b c", await heard(den)]);
  match(first![1]!, /^[0-9a-f]{8}-2$/);
  strictEqual(await den.lastId(), second![1]);
  deepStrictEqual(
    await Promise.all(
      [first![1], second![1], "", "x"].map(async (after) => texts(await heard(den, after))),
    ),
    ["c", "", "b c", "b c"],
  );
  app.channel("den", { keep: 3 });
  await plain.send("d");
  strictEqual(texts(await heard(den)), "c d"); // its own keep counts again
  const other = app.channel("other", { keep: 1 });
  strictEqual(await other.lastId(), "");
  await rejects(app.channel("plain").lastId(), {
    message: 'Cannot tell the last id of channel "plain": it keeps no messages, expected ' +
      "app.channel(name, { keep: 100 })",
  });
  await app.close();
});

Deno.test("Kept without a store tells other processes the id, and takes theirs, also without members", async () => {
  const line = new Line(), { app } = newApp({ broker: line });
  const den = app.channel("den", { keep: 5 });
  await den.send("a");
  const [[, , , id] = []] = line.take();
  line.hear("other", "den", "send", "b", "77-1", "5");
  line.hear("other", "attic", "send", "c", "77-2", "1"); // of a channel that no code here has named
  line.hear("other", "attic", "send", "d", "77-3", "1");
  line.hear("other", "den", "kept", "77-9", "5"); // there is no store here
  deepStrictEqual(await heard(den), [["a", id], ["b", "77-1"]]);
  deepStrictEqual(await heard(app.channel("attic")), [["d", "77-3"]]);
  line.take();
  den.listen(() => {});
  await den.send("e");
  deepStrictEqual(line.take().at(-1), ["den", "send", "e", id!.replace("-1", "-2"), "5"]);
  await app.close();
});

Deno.test("Channel.join() sends the messages after the page's own id, then after its `after`, once", async () => {
  const { app } = newApp({ broker: new Line() });
  const den = app.channel("a den: ä", { keep: 9 }), attic = app.channel("attic", { keep: 9 });
  const shown: string[] = [];
  app.ws("/", { msg: String }, ({ ws, msg }) => {
    if (msg === "leave") den.leave(ws);
    else void den.join(ws, msg);
  }, {
    onConnect({ ws, url }) {
      shown.push(url.search);
      void attic.join(ws);
      void den.join(ws, "eve", { after: url.searchParams.get("after") ?? "" });
      return P("hello");
    },
  });
  await using site = serveSite(app);
  for (const text of ["a", "b", "c"]) await den.send(text);
  await attic.send("x");
  const [[, a] = [], [, b] = []] = await heard(den) as [string, string][];
  const texts = new Map((await heard(den)).map(([html, id]) => [
    html,
    `<!--last a%20den%3A%20%C3%A4 ${id}-->${html}`,
  ]));
  const x = `<!--last attic ${await attic.lastId()}-->x`;
  await using fresh = await site.open("/?after=" + b);
  deepStrictEqual(await fresh.take(3), [x, texts.get("c"), "<p>hello</p>"]);
  fresh.send({ msg: "adam" }); // another name is no new member
  fresh.send({ msg: "leave" });
  fresh.send({ msg: "eve" });
  deepStrictEqual(await fresh.take(3), ["a", "b", "c"].map((text) => texts.get(text)));
  const ids = new URLSearchParams([
    ["last-event-id", `attic:${await attic.lastId()}`],
    ["last-event-id", `a%20den%3A%20%C3%A4:${a}`],
  ]);
  await using back = await site.open(`/?after=${b}&${ids}`);
  deepStrictEqual(await back.take(3), [texts.get("b"), texts.get("c"), "<p>hello</p>"]);
  back.send({ msg: "leave" });
  back.send({ msg: "eve" }); // it comes back to the room, not to the page
  deepStrictEqual(await back.take(3), ["a", "b", "c"].map((text) => texts.get(text)));
  deepStrictEqual(shown, [`?after=${b}`, `?after=${b}`]);
});

Deno.test("Channel.join() while a message is on its way to many: who joins gets it once", async () => {
  const { app } = newApp({ broker: new Line() });
  const den = app.channel("den", { keep: 50, presence: () => "" }), got = new Map<number, string>();
  const join = (i: number) => {
    got.set(i, "");
    den.listen((html) => {
      if (html === "") return;
      got.set(i, got.get(i)! + html);
      // Some take long, so that others get a turn; new ones come in the middle.
      if (i % 64 === 0 && i < 256) {
        for (const end = performance.now() + 11; performance.now() < end;);
        join(1000 + got.size);
      }
    });
  };
  for (let i = 0; i < 256; i++) join(i);
  const sent = ["a", "b", "c", "d"].map((text) => den.send(text));
  await Promise.all(sent);
  deepStrictEqual(new Set(got.values()), new Set(["abcd"]));
  strictEqual(got.size > 256, true);
  await app.close();
});

Deno.test("Channel.listen() in a listener: who joins while a message is handed on gets it once", async () => {
  const { app } = newApp({ broker: new Line() }), den = app.channel("den", { keep: 5 });
  const late: string[] = [];
  den.listen((html) => html === "a" && den.listen((html) => late.push(html)));
  await den.send("a");
  await den.send("b");
  deepStrictEqual(late, ["a", "b"]);
  await app.close();
});

Deno.test("Kept: what waits for its turn when the last member leaves is there for the next", async () => {
  using clock = new Clock();
  const { app } = newApp({ broker: new Line() });
  const den = app.channel("den", { keep: 9 }), got: string[] = [];
  let leaves = Array.from({ length: 100 }, () => den.listen(() => {}));
  const sent = ["a", "b", "c"].map((text) => den.send(text));
  await Promise.resolve();
  await Promise.resolve();
  leaves.forEach((leave) => leave());
  const leave = den.listen((html) => got.push(html));
  await Promise.all(sent);
  deepStrictEqual(got, ["a", "b", "c"]);
  leave();
  // It is freed, though the last left while messages waited.
  leaves = Array.from({ length: 100 }, () => den.listen(() => {}));
  const more = ["d", "e"].map((text) => den.send(text));
  await Promise.resolve();
  await Promise.resolve();
  leaves.forEach((leave) => leave());
  strictEqual(clock.waiting.length, 1);
  await Promise.all(more);
  deepStrictEqual([clock.waiting, texts(await heard(den))], [[], "a b c d e"]);
  await app.close();
});

Deno.test("Channel.send() rejects when the store fails, and no one gets the message", async () => {
  const { shelf, app, den } = makeDen(), got: string[] = [];
  den.listen((html) => got.push(html));
  await den.send("a");
  shelf.failure = new Error("disk full");
  const sent = await den.send("b").catch((error) => error);
  deepStrictEqual(
    [sent.message, sent.cause],
    ['Cannot send to channel "den": disk full', shelf.failure],
  );
  await rejects(den.lastId(), shelf.failure);
  shelf.failure = undefined;
  await den.send("c");
  deepStrictEqual(got, ["a", "c"]);
  await app.close();
});

Deno.test("Kept reads a store again after a failure: at a sign of life, and lets in who waited", async () => {
  using clock = new Clock();
  const { wire, shelf, app, den } = makeDen(), other = makeDen(wire, shelf), got: string[] = [];
  await other.den.send("a");
  shelf.failure = new Error("away");
  const lines = await logged(async () => {
    const leave = den.listen(() => got.push("never"));
    den.listen((html) => got.push(html));
    leave(); // before it was let in
    await until(20, "a failure", () => shelf.reads === 1);
    await pause();
    clock.pass(5000);
    await until(20, "another failure", () => shelf.reads === 2);
    await pause();
  });
  shelf.failure = undefined;
  clock.pass(5000);
  await until(20, "the message", () => got.length > 0);
  deepStrictEqual(got, ["a"]);
  deepStrictEqual(headsOf(lines), ['Cannot read the messages of channel "den": Error: away']);
  await Promise.all([app.close(), other.app.close()]);
});

Deno.test("Kept reads what it missed when the broker is back, and what a sign of life names", async () => {
  using clock = new Clock();
  const { wire, shelf, app, den, broker } = makeDen(), other = makeDen(wire, shelf);
  const got: string[] = [];
  den.listen((html) => got.push(html));
  other.den.listen(() => {});
  await other.den.send("a");
  await until(20, "a message", () => got.length === 1);
  wire.cut.add(broker);
  await other.den.send("b");
  wire.join(broker);
  await until(20, "what was missed", () => got.length === 2);
  wire.cut.add(broker);
  await other.den.send("b2");
  const ahead: string[] = [], after = await other.den.lastId();
  den.listen((html) => ahead.push(html), { after }); // of a page that was at the other process
  wire.cut.delete(broker);
  await until(20, "what was missed", () => got.length === 3);
  await other.den.send("b3");
  await until(20, "a message", () => got.length === 4);
  deepStrictEqual([got.splice(2), ahead], [["b2", "b3"], ["b3"]]);
  wire.cut.add(broker);
  await other.den.send("c");
  wire.cut.delete(broker); // without a word
  await pause();
  deepStrictEqual(got, ["a", "b"]);
  clock.pass(5000);
  await until(20, "what was missed", () => got.length === 3);
  const { reads } = shelf;
  clock.pass(5000);
  await pause();
  deepStrictEqual([got, shelf.reads], [["a", "b", "c"], reads]); // nothing new is not read
  await Promise.all([app.close(), other.app.close()]);
});

Deno.test("Kept reads within half a minute what a process stored that was killed before it told", async () => {
  using clock = new Clock();
  const { shelf, app, den } = makeDen(), got: string[] = [];
  den.listen((html) => got.push(html));
  await den.send("a");
  await shelf.append("den", "b", 10);
  const { reads } = shelf;
  clock.pass(25_000);
  await pause();
  deepStrictEqual([got, shelf.reads], [["a"], reads]);
  clock.pass(5000);
  await until(20, "what was stored", () => got.length === 2);
  deepStrictEqual([got, shelf.reads], [["a", "b"], reads + 1]);
  await app.close();
});

Deno.test("Kept reads a store twice for a herd, and delivers no answer that is out of date", async () => {
  const { wire, shelf, app, den } = makeDen(), other = makeDen(wire, shelf), got: string[] = [];
  await other.den.send("a");
  for (let i = 0; i < 500; i++) den.listen((html) => got.push(html));
  await until(20, "all", () => got.length === 500);
  strictEqual(shelf.reads, 2); // for the first, and for all who came meanwhile
  await app.close();

  // All leave while the store is asked, and one comes back: it gets each message once.
  const gate = Promise.withResolvers<void>(), late: string[] = [];
  const again = makeDen(wire, shelf);
  const leave = again.den.listen(() => {});
  await until(20, "the first read", () => shelf.reads === 3);
  await pause();
  shelf.gate = gate.promise;
  wire.broker().publish(JSON.stringify(["x", "den", "kept", "9", "10"]));
  await until(20, "the second read", () => shelf.reads === 4);
  leave();
  shelf.gate = Promise.resolve();
  again.den.listen((html) => late.push(html));
  await other.den.send("b");
  await until(20, "both", () => late.length >= 2);
  gate.resolve();
  await pause();
  deepStrictEqual(late, ["a", "b"]);
  await Promise.all([again.app.close(), other.app.close()]);
});

Deno.test("Kept names the ids of a store that no page could tell", async () => {
  const shelf = new Shelf(),
    { app } = newApp({
      broker: new Wire().broker({
        append: () => Promise.resolve("1"),
        read: () => Promise.resolve([{ id: "a b", html: "" }]),
      }),
    });
  const lines = await logged(() => app.channel("den", { keep: 5 }).send("x"));
  deepStrictEqual([lines, shelf.reads], [[], 0]); // no member, nothing is read
  await rejects(app.channel("den").lastId(), {
    message: 'Cannot read channel "den": found the id "a b", expected letters, digits, dots, ' +
      "hyphens and underscores",
  });
  await app.close();
});

for (const kind of ["stream", "socket"] as const) {
  Deno.test(`a ${kind} gets more than maxUnsent of kept messages, no faster than it reads`, async () => {
    await using site = serveNews(new Line(), 100);
    const text = "x".repeat(60_000), page = new Page(kind);
    for (let i = 0; i < 100; i++) await site.news.send(P(`${i} ${text}`));
    await page.open(site);
    await page.has(100);
    await site.news.send(P("100 live"));
    await page.has(101);
    deepStrictEqual(
      page.got.map((each) => parseInt(each)),
      Array.from({ length: 101 }, (_, i) => i),
    );
    await page.cut();
  });
}

/** A process with the channel `den`, whose messages a store keeps. */
function makeDen(
  wire: Wire = new Wire(),
  shelf: Shelf = new Shelf(),
): { wire: Wire; shelf: Shelf; broker: Broker; app: FastHTML; den: Channel } {
  const broker = wire.broker(shelf), { app } = newApp({ broker });
  return { wire, shelf, broker, app, den: app.channel("den", { keep: 10 }) };
}

/** What a newcomer gets. */
async function heard(channel: Channel, after?: string): Promise<[string, string | undefined][]> {
  const got: [string, string | undefined][] = [];
  const leave = channel.listen(
    (html, id) => got.push([html, id]),
    after === undefined ? {} : { after },
  );
  await Promise.resolve();
  leave();
  return got;
}

function texts(got: [string, string | undefined][]): string {
  return got.map(([html]) => html).join(" ");
}

/** Lets what is under way in this process go on. */
async function pause(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setTimeout(resolve));
}
