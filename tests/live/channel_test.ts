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

Deno.test("Channel.members and size no longer have a socket in its onDisconnect", async () => {
  const { app } = newApp();
  const room = app.channel("den"), gone = Promise.withResolvers<unknown>();
  app.ws("/{name}", () => {}, {
    onConnect: ({ ws, name }) => room.join(ws, name),
    onDisconnect: ({ name }) => gone.resolve([name, room.members, room.size]),
  });
  await using site = serveSite(app);
  await using _eve = await site.open("/eve");
  const adam = await site.open("/adam");
  await until(20, "both", () => room.size === 2);
  await adam[Symbol.asyncDispose]();
  deepStrictEqual(await within(20, "onDisconnect", gone.promise), ["adam", ["eve"], 1]);
});

Deno.test("ChannelOptions.presence shows members to each other as they come and go", async () => {
  const app = makeChat(true);
  await using site = serveSite(app);
  await using eve = await site.open("/den?name=eve");
  const alone = "<ul><li>eve</li></ul>", both = "<ul><li>adam</li><li>eve</li></ul>";
  strictEqual(await eve.next(), alone);
  {
    await using adam = await site.open("/den?name=adam");
    deepStrictEqual([await adam.next(), await eve.next()], [both, both]);
    await using again = await site.open("/den?name=adam");
    deepStrictEqual([await again.next(), await eve.next()], [both, both]);
    deepStrictEqual([app.channel("den").members, app.channel("den").size], [["adam", "eve"], 2]);
  }
  strictEqual(await eve.next(), alone);
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
  const fails = [true, true, true, false, true];
  const broker: Broker = {
    subscribe: () => {},
    publish: () => {
      if (fails.shift()) throw new Error("at once");
    },
    close: () => {},
  };
  const app = makeChat(false, broker), got: string[] = [];
  const lines = await logged(async () => {
    app.channel("den").listen((html) => got.push(html));
    for (const text of "abcd") await app.channel("den").send(P(text));
  });
  deepStrictEqual([got, fails], [["<p>a</p>", "<p>b</p>", "<p>c</p>", "<p>d</p>"], []]);
  // Once for the first three, and again after one was sent.
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
