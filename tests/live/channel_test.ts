import { deepStrictEqual, strictEqual } from "node:assert";
import { type Broker, type FastHTML, Li, P, Ul } from "@fasthtml/fasthtml";
import { until, within } from "../_within.ts";
import { headsOf, logged, newApp } from "../http/_app.ts";
import { serveSite } from "./_socket.ts";

Deno.test("Channel.send() reaches the members and no others, until they leave", async () => {
  const app = makeChat();
  await using site = serveSite(app);
  await using eve = await site.open("/kitchen?name=eve");
  await using adam = await site.open("/kitchen?name=adam");
  await using other = await site.open("/garden?name=other");
  eve.send({ msg: "hi" });
  deepStrictEqual([await eve.next(), await adam.next()], ["<p>eve: hi</p>", "<p>eve: hi</p>"]);
  adam.send({ msg: "leave" });
  strictEqual(await adam.next(), "<p>bye</p>");
  eve.send({ msg: "alone" });
  strictEqual(await eve.next(), "<p>eve: alone</p>");
  other.send({ msg: "here" });
  strictEqual(await other.next(), "<p>other: here</p>");
  adam.send({ msg: "back" });
  strictEqual(await eve.next(), "<p>adam: back</p>");
  adam.send({ msg: "leave" });
  strictEqual(await adam.next(), "<p>bye</p>"); // and nothing of what was said since
});

Deno.test("ChannelOptions.presence shows members to each other as they come and go", async () => {
  const app = makeChat(true);
  await using site = serveSite(app);
  await using eve = await site.open("/den?name=eve");
  strictEqual(await eve.next(), "<ul><li>eve</li></ul>");
  {
    await using adam = await site.open("/den?name=adam");
    strictEqual(await adam.next(), "<ul><li>adam</li><li>eve</li></ul>");
    strictEqual(await eve.next(), "<ul><li>adam</li><li>eve</li></ul>");
    await using again = await site.open("/den?name=adam");
    strictEqual(await again.next(), "<ul><li>adam</li><li>eve</li></ul>");
    strictEqual(await eve.next(), "<ul><li>adam</li><li>eve</li></ul>");
    deepStrictEqual(app.channel("den").members, ["adam", "eve"]);
  }
  // One of adam's two sockets ends after the other.
  deepStrictEqual(await eve.take(2), [
    "<ul><li>adam</li><li>eve</li></ul>",
    "<ul><li>eve</li></ul>",
  ]);
});

Deno.test("Channel carries messages and presence to other processes by its broker", async () => {
  const [left, right] = makePair();
  const one = makeChat(true, left), two = makeChat(true, right);
  await using siteOne = serveSite(one);
  await using siteTwo = serveSite(two);
  await using eve = await siteOne.open("/den?name=eve");
  strictEqual(await eve.next(), "<ul><li>eve</li></ul>");
  await using adam = await siteTwo.open("/den?name=adam");
  strictEqual(await eve.next(), "<ul><li>adam</li><li>eve</li></ul>");
  let seen = await adam.next();
  if (seen === "<ul><li>adam</li></ul>") seen = await adam.next();
  strictEqual(seen, "<ul><li>adam</li><li>eve</li></ul>");
  await one.channel("den").send(P("to all"));
  deepStrictEqual([await eve.next(), await adam.next()], ["<p>to all</p>", "<p>to all</p>"]);
});

Deno.test("Channel.send() reaches the members at this process though the broker fails", async () => {
  const broker: Broker = {
    subscribe: () => Promise.reject(new Error("no subscription")),
    publish: () => Promise.reject(new Error("no publication")),
    close: () => {},
  };
  const lines = await logged(async () => {
    const app = makeChat(false, broker);
    await using site = serveSite(app);
    await using eve = await site.open("/den?name=eve");
    eve.send({ msg: "hi" });
    strictEqual(await eve.next(), "<p>eve: hi</p>");
  });
  deepStrictEqual([...new Set(headsOf(lines))].sort(), [
    "Cannot reach other processes: Error: no publication",
    "Cannot reach other processes: Error: no subscription",
  ]);
});

Deno.test("Channel.send() reaches the members at this process though the broker throws", async () => {
  const broker: Broker = {
    subscribe: () => {},
    publish: () => {
      throw new Error("at once");
    },
    close: () => {},
  };
  const app = makeChat(false, broker), got: string[] = [];
  const lines = await logged(async () => {
    app.channel("den").listen((html) => got.push(html));
    await app.channel("den").send(P("hi"));
  });
  deepStrictEqual(got, ["<p>hi</p>"]);
  deepStrictEqual(headsOf(lines), [
    "Cannot reach other processes: Error: at once",
    "Cannot reach other processes: Error: at once",
  ]);
  await app.close();
});

Deno.test("Channel.members has each name once, in order, and not who gave none", async () => {
  const app = makeChat();
  await using site = serveSite(app);
  const room = app.channel("den");
  deepStrictEqual([room.name, room.members], ["den", []]);
  await using _eve = await site.open("/den?name=eve");
  await using _again = await site.open("/den?name=eve");
  await using _adam = await site.open("/den?name=adam");
  await using unnamed = await site.open("/den");
  unnamed.send({ msg: "hi" });
  strictEqual(await unnamed.next(), "<p>: hi</p>");
  deepStrictEqual(room.members, ["adam", "eve"]);
  deepStrictEqual(app.channel("garden").members, []);
});

Deno.test("Channel.join() gives a member another name, and a socket that has ended no place", async () => {
  const { app } = newApp();
  const room = app.channel("room"), gone = Promise.withResolvers<void>();
  app.ws("/", { msg: String }, ({ msg, ws }) => {
    room.join(ws, msg);
    return P(room.members.join());
  }, {
    onDisconnect: ({ ws }) => {
      room.join(ws, "ghost");
      gone.resolve();
    },
  });
  await using site = serveSite(app);
  {
    await using client = await site.open("/");
    client.send("one");
    client.send("two");
    deepStrictEqual(await client.take(2), ["<p>one</p>", "<p>two</p>"]);
  }
  await within(20, "onDisconnect", gone.promise);
  deepStrictEqual(room.members, []);
});

Deno.test("Channel.listen() hands on each rendered message until its function is called", async () => {
  const { app } = newApp();
  const room = app.channel("room"), one: string[] = [], two: string[] = [];
  const leaveOne = room.listen((html) => one.push(html));
  const leaveTwo = room.listen((html) => two.push(html));
  await room.send(P("a"), "<b>");
  leaveOne();
  leaveOne();
  await room.send(Promise.resolve(P("later")));
  leaveTwo();
  leaveTwo();
  await room.send(P("never"));
  deepStrictEqual([one, two], [["<p>a</p>&lt;b&gt;"], ["<p>a</p>&lt;b&gt;", "<p>later</p>"]]);
  await app.close();
});

Deno.test("ChannelOptions.presence may be a promise, and the last one given counts", async () => {
  const { app } = newApp();
  app.ws("/", () => {}, {
    onConnect: ({ ws, url }) =>
      app.channel("room", {
        presence: async (names) => {
          await Promise.resolve();
          return P(`${url.search} ${names}`);
        },
      }).join(ws, url.search.slice(1)),
  });
  await using site = serveSite(app);
  await using one = await site.open("/?one");
  strictEqual(await one.next(), "<p>?one one</p>");
  await using two = await site.open("/?two");
  strictEqual(await two.next(), "<p>?two one,two</p>");
  strictEqual(await one.next(), "<p>?two one,two</p>");
  // A channel without options keeps what the room has.
  app.channel("room").listen(() => {});
  await two[Symbol.asyncDispose]();
  strictEqual(await one.next(), "<p>?two one</p>");
});

Deno.test("Hub tells other processes who comes, speaks and goes, and answers who is here", async () => {
  const line = new Line();
  const app = makeChat(true, line);
  await using site = serveSite(app);
  deepStrictEqual([line.published, line.subscribed], [[], 0]);
  {
    await using eve = await site.open("/den?name=eve");
    strictEqual(await eve.next(), "<ul><li>eve</li></ul>");
    eve.send({ msg: "hi" });
    strictEqual(await eve.next(), "<p>eve: hi</p>");
    deepStrictEqual(line.take(), [["den", "who"], ["den", "here", "eve"], [
      "den",
      "send",
      "<p>eve: hi</p>",
    ]]);
    line.hear("other", "den", "who");
    line.hear("other", "garden", "who");
    deepStrictEqual(line.take(), [["den", "here", "eve"]]);
    await using adam = await site.open("/den?name=adam");
    strictEqual(await adam.next(), "<ul><li>adam</li><li>eve</li></ul>");
    deepStrictEqual(line.take(), [["den", "here", "adam", "eve"]]);
    adam.send({ msg: "leave" });
    strictEqual(await adam.next(), "<p>bye</p>");
    deepStrictEqual(line.take(), [["den", "here", "eve"]]);
    adam.send({ msg: "leave" }); // who is no member can't leave
    strictEqual(await adam.next(), "<p>bye</p>");
    deepStrictEqual(line.take(), []);
  }
  await until(20, "eve's leaving", () => line.published.length > 0);
  deepStrictEqual(line.take(), [["den", "here"]]);
  line.hear("other", "den", "who"); // a room without members is none
  deepStrictEqual([line.take(), line.subscribed], [[], 1]);
});

Deno.test("Hub hands on what other processes say, and not what it has said itself", async () => {
  const line = new Line();
  const app = makeChat(true, line);
  await using site = serveSite(app);
  await using eve = await site.open("/den?name=eve");
  strictEqual(await eve.next(), "<ul><li>eve</li></ul>");
  line.hear("other", "garden", "send", "<p>elsewhere</p>");
  line.hear("other", "den", "send", "<p>there</p>");
  strictEqual(await eve.next(), "<p>there</p>");
  // A broker such as Redis hands back what it was given.
  for (const text of line.published) line.receive(text);
  line.hear("other", "den", "here", "adam", "eve");
  line.hear("other", "den", "here", "adam", "eve"); // nothing new
  line.hear("third", "den", "here", "adam");
  line.hear("third", "den", "here", "adam b");
  line.hear("third", "den", "here", "adam", "b");
  line.hear("other", "den", "here");
  line.hear("other", "den", "send", "<p>last</p>");
  deepStrictEqual(await eve.take(6), [
    "<ul><li>adam</li><li>eve</li></ul>",
    "<ul><li>adam</li><li>eve</li></ul>",
    "<ul><li>adam</li><li>adam b</li><li>eve</li></ul>",
    "<ul><li>adam</li><li>b</li><li>eve</li></ul>",
    "<ul><li>adam</li><li>b</li><li>eve</li></ul>",
    "<p>last</p>",
  ]);
  deepStrictEqual(app.channel("den").members, ["adam", "b", "eve"]);
});

Deno.test("Hub drops what is no message of a process, and takes the next", async () => {
  const line = new Line(), app = makeChat(true, line), got: string[] = [];
  await using site = serveSite(app);
  await using eve = await site.open("/den?name=eve");
  strictEqual(await eve.next(), "<ul><li>eve</li></ul>");
  const stop = app.channel("den").listen((html) => {
    got.push(html);
    throw new Error("a mistake of the program");
  });
  const attrs = { onclick: "alert(1)" };
  const dropped = ["", "no JSON", "5", "null", "{}", "[]", '["x","den"]', '["x","den","send"]'];
  const lines = await logged(() => {
    for (const text of dropped) line.receive(text);
    for (const rest of [["send", attrs], ["send", 5], ["here", attrs], ["here", [1]], ["gone"]]) {
      line.receive(JSON.stringify(["x", "den", ...rest]));
    }
    line.receive(JSON.stringify([attrs, "den", "here", "adam"]));
    line.hear("x", "den", "send", "<p>there</p>");
    stop();
    line.hear("x", "den", "here", "adam");
  });
  deepStrictEqual(await eve.take(2), ["<p>there</p>", "<ul><li>adam</li><li>eve</li></ul>"]);
  deepStrictEqual(got, ["<p>there</p>"]);
  deepStrictEqual(headsOf(lines), [
    ...Array(14).fill("Dropped a message that no process of this program sent"),
    "Cannot deliver a message of another process: Error: a mistake of the program",
  ]);
});

Deno.test("Hub gives a sign of life every 5 seconds, and forgets a process after 15 without one", async () => {
  using clock = new Clock();
  const line = new Line();
  const app = makeChat(true, line);
  const room = app.channel("den", { presence: (names) => P(names.join()) }), shown: string[] = [];
  const leave = room.listen((html) => shown.push(html));
  deepStrictEqual(clock.waiting, [5000]);
  app.channel("garden").listen(() => {})();
  line.take();
  clock.pass(5000);
  deepStrictEqual(line.take(), []); // who only listens is no member
  line.hear("dead", "den", "here", "adam");
  line.hear("alive", "den", "here", "noah");
  deepStrictEqual(shown.splice(0), ["<p>adam</p>", "<p>adam,noah</p>"]);
  {
    await using site = serveSite(app);
    await using eve = await site.open("/den?name=eve");
    await eve.next();
    line.take();
    shown.splice(0);
    clock.pass(5000);
    deepStrictEqual(line.take(), [["den", "here", "eve"]]);
    clock.pass(5000);
    line.hear("alive", "den", "here", "noah");
    clock.pass(4999);
    deepStrictEqual(room.members, ["adam", "eve", "noah"]);
    deepStrictEqual(shown, []);
    clock.pass(1); // 15 seconds after the last sign of "dead"
    deepStrictEqual(room.members, ["eve", "noah"]);
    deepStrictEqual(shown.splice(0), ["<ul><li>eve</li><li>noah</li></ul>"]);
    deepStrictEqual(clock.waiting, [5000]);
    leave();
  }
  deepStrictEqual(clock.waiting, []);
});

Deno.test("Hub counts no process that was silent for 15 seconds, also between two looks at the time", async () => {
  using clock = new Clock();
  const line = new Line(), { app } = newApp({ broker: line }), shown: string[] = [];
  const room = app.channel("room", { presence: (names) => P(names.join()) });
  room.listen((html) => shown.push(html));
  clock.pass(2000);
  line.hear("dead", "room", "here", "adam");
  line.hear("left", "room", "here", "noah");
  line.hear("left", "room", "here");
  deepStrictEqual(shown.splice(0), ["<p>adam</p>", "<p>adam,noah</p>", "<p>adam</p>"]);
  clock.pass(14_999);
  deepStrictEqual(room.members, ["adam"]);
  clock.pass(1);
  deepStrictEqual([room.members, shown], [[], []]);
  clock.pass(3000);
  deepStrictEqual(shown.splice(0), ["<p></p>"]);
  clock.pass(60_000);
  deepStrictEqual(shown, []);
  await app.close();
});

Deno.test("Hub shows no member leaving for a process that had said it is empty", async () => {
  using clock = new Clock();
  const line = new Line(), { app } = newApp({ broker: line }), shown: string[] = [];
  const room = app.channel("room", { presence: (names) => P(names.join()) });
  room.listen((html) => shown.push(html));
  line.hear("other", "room", "here", "noah");
  line.hear("other", "room", "here");
  clock.pass(60_000);
  deepStrictEqual(shown, ["<p>noah</p>", "<p></p>"]);
  await app.close();
});

Deno.test("Channel.leave() of an empty room does nothing", async () => {
  const app = makeChat(true);
  await using site = serveSite(app);
  await using eve = await site.open("/den?name=eve");
  await eve.next();
  for (let time = 0; time < 2; time++) {
    eve.send({ msg: "leave" });
    strictEqual(await eve.next(), "<p>bye</p>");
  }
});

Deno.test("Hub has no timer while no channel has members, and one again with the next", async () => {
  using clock = new Clock();
  const { app } = newApp({ broker: new Line() });
  const leaves = ["a", "b"].map((name) => app.channel(name).listen(() => {}));
  deepStrictEqual(clock.waiting, [5000]);
  leaves[0]!();
  deepStrictEqual(clock.waiting, [5000]);
  leaves[1]!();
  deepStrictEqual(clock.waiting, []);
  app.channel("c").listen(() => {});
  deepStrictEqual(clock.waiting, [5000]);
  await app.close();
  deepStrictEqual(clock.waiting, []);
});

Deno.test("app.close() forgets members and closes the broker, once it was opened", async () => {
  const line = new Line();
  const { app } = newApp({ broker: line });
  app.channel("room").listen(() => {});
  line.hear("other", "room", "here", "adam");
  deepStrictEqual([app.channel("room").members, line.closed], [["adam"], 0]);
  await app.close();
  deepStrictEqual([app.channel("room").members, line.closed], [[], 1]);
  await app.close();
  strictEqual(line.closed, 1);
});

Deno.test("two applications of one program hear each other's channels without a broker", async () => {
  const [one, two] = [newApp(), newApp()], heard: string[] = [];
  // Both begin to hear at once; what is published is not repeated, so it is sent until it is heard.
  two.app.channel("room").listen((html) => heard.push(html));
  await until(20, "a message", async () => {
    await one.app.channel("room").send(P("over"));
    return heard.length > 0;
  });
  strictEqual(heard[0], "<p>over</p>");
  await one.app.close();
  await two.app.close();
});

function makeChat(hasPresence = false, broker?: Broker): FastHTML {
  const { app } = newApp({ broker });
  const options = hasPresence
    ? { presence: (names: readonly string[]) => Ul(names.map((name) => Li(name))) }
    : {};
  const roomOf = (name: string) => app.channel(name, options);
  app.ws("/{room}", { msg: String }, async ({ room, msg, ws, url }) => {
    if (msg === "leave") {
      roomOf(room).leave(ws);
      return P("bye");
    }
    await roomOf(room).send(P(`${url.searchParams.get("name") ?? ""}: ${msg}`));
  }, {
    onConnect: ({ room, ws, url }) =>
      roomOf(room).join(ws, url.searchParams.get("name") ?? undefined),
  });
  return app;
}

/** Two brokers of one line, as if in two processes. */
function makePair(): [Broker, Broker] {
  const ends: ((text: string) => void)[] = [];
  const make = (own: number, other: number): Broker => ({
    subscribe: (receive) => void (ends[own] = receive),
    publish: (text) => queueMicrotask(() => ends[other]?.(text)),
    close: () => void delete ends[own],
  });
  return [make(0, 1), make(1, 0)];
}

/** A broker that keeps what it is given, and says what other processes would. */
class Line implements Broker {
  published: string[] = [];
  subscribed = 0;
  closed = 0;
  receive: (text: string) => void = () => {};

  subscribe(receive: (text: string) => void): void {
    this.subscribed++;
    this.receive = receive;
  }

  publish(text: string): void {
    this.published.push(text);
  }

  close(): void {
    this.closed++;
  }

  /** What was published since the last time, without the process's id. */
  take(): string[][] {
    return this.published.splice(0).map((text) => JSON.parse(text).slice(1));
  }

  /** Another process says something. */
  hear(...news: string[]): void {
    this.receive(JSON.stringify(news));
  }
}

/** The time of day and intervals, which pass when the test says so. */
class Clock {
  readonly #real = { now: Date.now, setInterval, clearInterval };
  readonly #intervals = new Map<unknown, { run: () => void; ms: number; next: number }>();
  #now = Date.now();

  constructor() {
    Date.now = () => this.#now;
    globalThis.setInterval = ((run: () => void, ms: number) => {
      const id = crypto.randomUUID();
      this.#intervals.set(id, { run, ms, next: this.#now + ms });
      return id;
    }) as unknown as typeof setInterval;
    globalThis.clearInterval = (id) => void this.#intervals.delete(id);
  }

  /** The lengths of the intervals that run. */
  get waiting(): number[] {
    return [...this.#intervals.values()].map(({ ms }) => ms);
  }

  pass(ms: number): void {
    this.#now += ms;
    for (const interval of this.#intervals.values()) {
      for (; interval.next <= this.#now; interval.next += interval.ms) interval.run();
    }
  }

  [Symbol.dispose](): void {
    const { now, ...timers } = this.#real;
    Date.now = now;
    Object.assign(globalThis, timers);
  }
}
